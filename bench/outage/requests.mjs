// What is asked for while the database is away: what was asked before, by GET and by POST, what never was, and writes.
import { URLSearchParams } from 'node:url';

const LATEST =
  'query Latest($first: Int!) { latest(first: $first) { id headline path section { name } } }';
const ARTICLE = `query Article($slug: String!) { article(slug: $slug) { headline path publishedAt body { __typename }
  authors { name } tags { name } related(first: 4) { headline } } }`;
const SINCE =
  'query Since($from: DateTime!) { articles(first: 3, filter: { publishedFrom: $from }) { nodes { headline } } }';
const CREATE = 'mutation Create($input: ArticleInput!) { createArticle(input: $input) { id } }';

/** Of a hundred requests so many are of each kind. */
const SHARES = { 'kept, GET': 40, 'kept, POST': 40, 'never asked': 18, mutation: 2 };
const KINDS = Object.entries(SHARES).flatMap(([kind, share]) => Array(share).fill(kind));
// Coprime with 100, so that the kinds are mixed and every hundred has its share of each.
const STEP = 37;

export function kindOf(number) {
  return KINDS[(number * STEP) % KINDS.length];
}

function keptOperation(slugs, number) {
  return number % 5 === 0
    ? { query: LATEST, variables: { first: 1 + (number % 20) } }
    : { query: ARTICLE, variables: { slug: slugs[number % slugs.length] } };
}

function freshOperation(number) {
  const from = new Date(Date.UTC(2020, 0, 1) + number * 60_000).toISOString();
  return number % 2 === 0
    ? { query: SINCE, variables: { from } }
    : { query: ARTICLE, variables: { slug: `nothing-of-the-kind-${number}` } };
}

const post = (operation, token) => ({
  method: 'POST',
  path: '/graphql',
  headers: {
    'content-type': 'application/json',
    ...(token && { authorization: `Bearer ${token}` }),
  },
  body: JSON.stringify(operation),
});

const get = ({ query, variables }) => ({
  method: 'GET',
  path: `/graphql?${new URLSearchParams({ query, variables: JSON.stringify(variables) })}`,
  headers: {},
});

export const headlineOf = (run, number) => `${run} number ${number}`;

/** The request of a number: `facts` has slugs, a section's and an editor's token. */
export function requestOf(number, { slugs, section, token, run }) {
  switch (kindOf(number)) {
    case 'kept, GET':
      return get(keptOperation(slugs, number));
    case 'kept, POST':
      return post(keptOperation(slugs, number));
    case 'never asked':
      return post(freshOperation(number));
    default: {
      const input = { headline: headlineOf(run, number), section };
      return post({ query: CREATE, variables: { input } }, token);
    }
  }
}

/** Everything of the kept kinds once. */
export function warmUp({ slugs }) {
  const operations = [
    ...Array.from({ length: 20 }, (_, n) => ({ query: LATEST, variables: { first: n + 1 } })),
    ...slugs.map((slug) => ({ query: ARTICLE, variables: { slug } })),
  ];
  return operations.flatMap((operation) => [get(operation), post(operation)]);
}
