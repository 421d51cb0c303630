// What is asked of a gateway so that it sends its hot statements, by area: each area is a file of docs/explain.
import { OPERATIONS } from '../pages/operations.mjs';

const TEASER = 'headline path publishedAt';
const NODES = `nodes { ${TEASER} } pageInfo { hasNextPage endCursor }`;
const DAY_MS = 86_400_000;

/** How many articles have a word falls with its place: the first few in most, the 2,000th in a fiftieth. */
const RANKS = { common: [6, 9], medium: [60, 80], rare: [9_000, 9_500] };

const query = (title, text, variables = {}) => ({ title, text, variables });

function page(name, facts) {
  const { query: text, variables } = OPERATIONS[name];
  return query(name, text, variables(facts, 7));
}

function lists({ person, tags, sections, deep }) {
  const list = (args) => `{ articles(first: 20 ${args}) { ${NODES} } }`;
  const orders = ['NEWEST', 'OLDEST', 'UPDATED', 'MOST_VIEWED'];
  const [common, rare] = tags;
  return [
    ...orders.map((order) => query(`an edition by ${order}`, list(`orderBy: ${order}`))),
    query('an edition after its middle', list(`after: "${deep}"`)),
    query('the count of an edition', '{ articles(first: 1) { totalCount } }'),
    ...orders.map((order) =>
      query(
        `a section by ${order}`,
        list(`orderBy: ${order} filter: {sections: ["${sections[0]}"]}`),
      ),
    ),
    ...orders.map((order) =>
      query(
        `a tag that very many have by ${order}`,
        list(`orderBy: ${order} filter: {tags: ["${common}"]}`),
      ),
    ),
    query(
      'a tag that few have, by views',
      list(`orderBy: MOST_VIEWED filter: {tags: ["${rare}"]}`),
    ),
    query(
      'a tag in a section',
      list(`filter: {tags: ["${common}"], sections: ["${sections[0]}"]}`),
    ),
    query('two tags', list(`filter: {tags: ["${common}", "${rare}"]}`)),
    query(
      'the count of a tag',
      `{ articles(first: 1 filter: {tags: ["${common}"]}) { totalCount } }`,
    ),
    query('a person', list(`filter: {people: ["${person}"]}`)),
    query('a format', list('filter: {formats: [OPINION]}')),
    query(
      'tag and person pages',
      `{ tag(slug: "${common}") { name articles(first: 20) { ${NODES} } }
      person(slug: "${person}") { name articles(first: 20) { ${NODES} } popular { ${TEASER} } } }`,
    ),
  ];
}

const rankings = ({ sections }) => [
  query('popular, of an edition', `{ popular(first: 10) { ${TEASER} } }`),
  query(
    'popular, in every window and metric',
    `{ sections { ${['HOUR', 'DAY', 'WEEK', 'MONTH']
      .flatMap((window) => ['VIEWS', 'READERS', 'TRENDING'].map((metric) => [window, metric]))
      .map(
        ([window, metric]) =>
          `${window}_${metric}: popular(first: 10, window: ${window}, metric: ${metric}) { ${TEASER} }`,
      )
      .join(' ')} } }`,
  ),
  query(
    'what is being read',
    `{ nowReading(first: 10) { ${TEASER} } of: nowReading(section: "${sections[0]}") { ${TEASER} } }`,
  ),
];

function searches({ word, sections, tags }) {
  const pair = ([a, b], [c, d] = [a, b]) => `${word(a)} ${word(c === a ? b : d)}`;
  const found = (text, args = '', more = '') =>
    `{ search(query: "${text}", first: 20 ${args}) { ${more} edges { score node { ${TEASER} } } pageInfo { endCursor } } }`;
  const facets =
    'totalCount facets { sections { value count } tags { value count } people { value count } years { value count } }';
  const { common, medium, rare } = RANKS;
  return [
    query('two common words', found(pair(common))),
    query('two common words, with count and facets', found(pair(common), '', facets)),
    query('a common and a medium word', found(pair(common, medium))),
    query('two medium words, with count and facets', found(pair(medium), '', facets)),
    query('a common and a rare word', found(pair(common, rare), '', facets)),
    query(
      'two common words in a section',
      found(pair(common), `filter: {sections: ["${sections[0]}"]}`),
    ),
    query(
      'two common words with a rare tag',
      found(pair(common), `filter: {tags: ["${tags[1]}"]}`),
    ),
    query('two common words, the newest', found(pair(common), 'orderBy: NEWEST')),
    query(
      'two common words, with highlights',
      `{ search(query: "${pair(common)}", first: 10) {
      edges { headlineHtml snippetHtml } } }`,
    ),
    query('a word that is not there', found('thrimblesk', '', 'didYouMean')),
    query(
      'a word that is not there and a common one',
      found(`thrimblesk ${word(common[0])}`, '', 'totalCount'),
    ),
    query('a stop word', found('the')),
  ];
}

const suggestions = ({ word }) => {
  const typed = [1, 2, 3, 5].map((length) => [
    `${length} letters`,
    word(900).padEnd(length, 'a').slice(0, length),
  ]);
  typed.push(['a word and a letter', `${word(900)} ${word(6).slice(0, 1)}`]);
  return typed.map(([title, prefix]) =>
    query(title, `{ suggest(prefix: "${prefix}") { text kind path } }`),
  );
};

const archives = ({ year }) => [
  query('the years', '{ archive { total years { year count } } }'),
  query('the months of a year', `{ archive(year: ${year}) { total months { month count } } }`),
  query(
    'the days of a month',
    `{ archive(year: ${year}, month: 3) { days { day count } articles(first: 20) { ${NODES} } } }`,
  ),
];

function newsroom({ now, person, sections, anArticle }) {
  const range = (days) =>
    `from: "${new Date(now - days * DAY_MS).toISOString()}", to: "${new Date(now).toISOString()}"`;
  const ask = (title, field) => ({ ...query(title, `{ newsroom { ${field} } }`), role: 'EDITOR' });
  return [
    ask(
      'top articles of a day',
      `topArticles(${range(1)}) { article { headline } views readers change }`,
    ),
    ask(
      'top articles of 30 days in a section',
      `topArticles(${range(30)} section: "${sections[0]}") { article { headline } views }`,
    ),
    ask('audience by hour', `audience(${range(1)} bucket: HOUR) { at views readers }`),
    ask(
      'audience of a person by day',
      `audience(${range(30)} bucket: DAY person: "${person}") { at views }`,
    ),
    ask(
      'audience of an article',
      `audience(${range(7)} bucket: HOUR articleId: "${anArticle}") { at views }`,
    ),
    ask('live readers', 'liveReaders'),
    ask(
      'output by section',
      `output(${range(30)} bucket: DAY by: SECTION) { at group articles words }`,
    ),
    ask('output of five years', `output(${range(1_800)} bucket: MONTH) { at articles words }`),
    ask('desk issues', 'deskIssues { counts { kind count } nodes { kind detail } }'),
    ask('articles', 'articles(first: 20) { totalCount nodes { status article { headline } } }'),
    ask(
      'articles by text',
      `articles(first: 20 filter: {text: "${sections[0]}"}) { nodes { status } }`,
    ),
    ask('the system', 'system { queues { name waiting since failed } }'),
  ];
}

/** Of each area: its title, and what is asked. */
export function requestsOf(facts) {
  return {
    pages: [
      'The article page, the front page and a section',
      ['article', 'front', 'list'].map((name) => page(name, facts)),
    ],
    lists: ['Lists of articles', lists(facts)],
    rankings: ['What is popular', rankings(facts)],
    search: ['Search', searches(facts)],
    suggest: ['Suggestions', suggestions(facts)],
    archive: ['The archive', archives(facts)],
    'reading-lists': ['Reading lists', facts.readingList],
    feeds: ['Feeds and sitemaps', facts.paths.map((path) => ({ title: path, path }))],
    newsroom: ['The newsroom', newsroom(facts)],
  };
}
