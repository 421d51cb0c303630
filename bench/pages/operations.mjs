// What clients ask: the three pages of docs/measurements.md, and the lists that pages are made of.
const TEASER = 'headline path publishedAt';

/** Each operation: its document, and its variables for the n-th request. `facts` are the newspaper's slugs. */
export const OPERATIONS = {
  article: {
    query: `query ArticlePage($slug: String!) {
      article(slug: $slug) {
        id headline seoTitle standfirst bodyHtml publishedAt updatedAt path
        section { name path } authors { name path } tags { name }
        image { url(width: 1200) alt credit }
        related(first: 5) { ${TEASER} standfirst }
      }
      popular(first: 5) { ${TEASER} authors { name } }
      latest(first: 10) { ${TEASER} section { name } }
      sections { name path }
    }`,
    variables: (facts, n) => ({ slug: facts.slugs[n % facts.slugs.length] }),
  },
  front: {
    query: `query FrontPage {
      sections {
        name path
        latest(first: 6) { ${TEASER} standfirst authors { name path } related(first: 3) { headline path } }
      }
      popular(first: 10) { ${TEASER} standfirst authors { name } }
    }`,
    variables: () => ({}),
  },
  list: {
    query: `query SectionList($section: String!) {
      section(slug: $section) {
        name path
        articles(first: 50) {
          nodes { ${TEASER} standfirst authors { name path } tags { name } }
          pageInfo { hasNextPage endCursor }
        }
      }
    }`,
    variables: (facts, n) => ({ section: facts.sections[n % facts.sections.length] }),
  },
};
