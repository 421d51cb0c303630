// The operations in the words of PostGraphile's own schema, which is made from the database, and its answers in ours.
const TEASER = 'headline path publishedAt';
const AUTHORS = 'authors: authorsList { name path }';
const NAMES = 'authors: authorsList { name }';

const queries = {
  article: `query ArticlePage($slug: String!) {
    article: articleBySlug(slug: $slug) {
      slug headline seoTitle standfirst bodyHtml publishedAt updatedAt path
      section: sectionBySectionId { name path } ${AUTHORS} tags: tagsList { name }
      image: imageByImageId { alt credit }
      related: relatedList(n: 5) { ${TEASER} standfirst }
    }
    popular: popularList(n: 5) { ${TEASER} ${NAMES} }
    latest: latestList(n: 10) { ${TEASER} section: sectionBySectionId { name } }
    sections: sectionsList { name path }
  }`,
  front: `query FrontPage {
    navigation: navigationList {
      name path
      latest: latestList(n: 6) {
        ${TEASER} standfirst ${AUTHORS} related: relatedList(n: 3) { headline path }
      }
    }
    popular: popularList(n: 10) { ${TEASER} standfirst ${NAMES} }
  }`,
  list: `query SectionList($section: String!) {
    section: sectionBySlug(slug: $section) {
      name path
      articles: latestList(n: 51) { ${TEASER} standfirst ${AUTHORS} tags: tagsList { name } }
    }
  }`,
  popular: `query Popular($section: String!) {
    popular: popularList(section: $section, n: 10) { ${TEASER} ${NAMES} }
  }`,
  related: `query Related($slug: String!) {
    article: articleBySlug(slug: $slug) {
      headline related: relatedList(n: 10) { ${TEASER} standfirst }
    }
  }`,
  search: `query Search($words: String!) {
    nodes: searchList(words: $words, n: 20) { ${TEASER} standfirst }
  }`,
};

const shapes = {
  front: ({ navigation, ...data }) => ({ site: { navigation }, ...data }),
  // One more than asked for tells whether there are more.
  list: ({ section }) => {
    const { articles, ...rest } = section;
    const pageInfo = { hasNextPage: articles.length > 50 };
    return { section: { ...rest, articles: { nodes: articles.slice(0, 50), pageInfo } } };
  },
  search: (data) => ({ search: data }),
};

export const POSTGRAPHILE = {
  queries,
  shape: (name, data) => shapes[name]?.(data) ?? data,
};
