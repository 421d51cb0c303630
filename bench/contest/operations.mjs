// What every contender is asked. The documents fit Broadsheet's schema and that of its peers; what is only ours (ids, signed
// picture addresses, cursors) is not asked for.
const TEASER = 'headline path publishedAt';
const AUTHORS = 'authors { name path }';

/** Each operation: its document, its variables for the n-th request, and whether it is a whole page. */
export const OPERATIONS = {
  article: {
    title: 'Q1: article page',
    isPage: true,
    query: `query ArticlePage($slug: String!) {
      article(slug: $slug) {
        slug headline seoTitle standfirst bodyHtml publishedAt updatedAt path
        section { name path } ${AUTHORS} tags { name } image { alt credit }
        related(first: 5) { ${TEASER} standfirst }
      }
      popular(first: 5) { ${TEASER} authors { name } }
      latest(first: 10) { ${TEASER} section { name } }
      sections { name path }
    }`,
    variables: ({ slugs }, n) => ({ slug: slugs[n % slugs.length] }),
  },
  front: {
    title: 'Q2: front page',
    isPage: true,
    query: `query FrontPage {
      site { navigation {
        name path
        latest(first: 6) { ${TEASER} standfirst ${AUTHORS} related(first: 3) { headline path } }
      } }
      popular(first: 10) { ${TEASER} standfirst authors { name } }
    }`,
    variables: () => ({}),
  },
  list: {
    title: 'Q3: 50 of a section',
    isPage: true,
    query: `query SectionList($section: String!) {
      section(slug: $section) {
        name path
        articles(first: 50) {
          nodes { ${TEASER} standfirst ${AUTHORS} tags { name } }
          pageInfo { hasNextPage }
        }
      }
    }`,
    variables: ({ sections }, n) => ({ section: sections[n % sections.length] }),
  },
  popular: {
    title: 'popular in a section',
    isPage: false,
    query: `query Popular($section: String!) {
      popular(section: $section, first: 10) { ${TEASER} authors { name } }
    }`,
    variables: ({ sections }, n) => ({ section: sections[n % sections.length] }),
  },
  related: {
    title: 'related articles',
    isPage: false,
    query: `query Related($slug: String!) {
      article(slug: $slug) { headline related(first: 10) { ${TEASER} standfirst } }
    }`,
    variables: ({ slugs }, n) => ({ slug: slugs[n % slugs.length] }),
  },
  search: {
    title: 'search, newest first',
    isPage: false,
    query: `query Search($words: String!) {
      search(query: $words, orderBy: NEWEST, first: 20) { nodes { ${TEASER} standfirst } }
    }`,
    variables: ({ words }, n) => ({ words: words[n % words.length] }),
  },
};

const WORDS = `
  SELECT w.word FROM search_word w, search_word total
  WHERE total.word = '' AND w.lexeme = w.word AND length(w.word) > 3
    AND w.articles BETWEEN total.articles / 200 AND total.articles / 10
  ORDER BY md5(w.word) LIMIT 100`;

/** What the variables are taken from: the same slugs, sections and words at each run. */
export async function factsOf(client) {
  const list = async (sql) => (await client.query(sql)).rows.map((row) => Object.values(row)[0]);
  return {
    slugs: await list('SELECT slug FROM article ORDER BY md5(slug) LIMIT 500'),
    sections: await list('SELECT slug FROM section ORDER BY md5(slug)'),
    words: await list(WORDS),
  };
}
