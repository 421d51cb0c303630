// Who is measured. Each row: how it is started, and how it is asked for an operation.
import { createHash } from 'node:crypto';
import { fileURLToPath, URLSearchParams } from 'node:url';
import { OPERATIONS } from './operations.mjs';
import { POSTGRAPHILE } from './postgraphile.mjs';

const project = fileURLToPath(new URL('../..', import.meta.url));
const GATEWAY = `${project}dist/src/main.js`;
const peer = (name) => `${project}bench/peers/${name}`;

const hashOf = (document) => createHash('sha256').update(document).digest('hex');
const JSON_TYPE = { 'content-type': 'application/json' };

const post = (path, queryOf) => (name, variables) => ({
  method: 'POST',
  path,
  headers: JSON_TYPE,
  body: JSON.stringify({ query: queryOf(name), variables }),
});

const get = (path, parametersOf) => (name, variables) => ({
  method: 'GET',
  path: `${path}?${new URLSearchParams({ ...parametersOf(name), variables: JSON.stringify(variables) })}`,
  // What Apollo wants to see of a GET, as its own clients send it.
  headers: { 'apollo-require-preflight': 'true' },
});

const queryOf = (name) => OPERATIONS[name].query;
const documentId = (name) => ({ documentId: `sha256:${hashOf(queryOf(name))}` });
const persistedQuery = (name) => ({
  extensions: JSON.stringify({ persistedQuery: { version: 1, sha256Hash: hashOf(queryOf(name)) } }),
});

/** The documents of the bench as a manifest that Broadsheet reads. */
export const manifest = () => ({
  format: 'apollo-persisted-query-manifest',
  version: 1,
  operations: Object.keys(OPERATIONS).map((name) => ({
    id: hashOf(queryOf(name)),
    name,
    type: 'query',
    body: queryOf(name),
  })),
});

/** Apollo learns a document by its first request. */
const teach = (name, variables) => ({
  method: 'POST',
  path: '/',
  headers: JSON_TYPE,
  body: JSON.stringify({
    query: queryOf(name),
    variables,
    extensions: JSON.parse(persistedQuery(name).extensions),
  }),
});

const broadsheet = (title, env, request) => ({
  title,
  group: 'broadsheet',
  main: GATEWAY,
  ready: '/health/ready',
  env: {
    LOG_LEVEL: 'error',
    RATE_LIMIT_PER_MINUTE: '0',
    RANKING_REFRESH_SECONDS: '3600',
    ...env,
  },
  request: request ?? post('/graphql', queryOf),
  settings: Object.keys(env),
});

const graphql = (title, main, path = '/graphql') => ({
  title,
  group: 'peer',
  main: peer(main),
  ready: path,
  env: {},
  request: post(path, queryOf),
});

const bytes = (title, env) => ({
  title,
  group: 'limit',
  main: peer('bytes.mjs'),
  ready: '/front',
  env,
  onlyPages: true,
  isCached: true,
  // It knows the answers to the first variables alone, whatever it is asked.
  isConstant: true,
  request: (name, variables) => get(`/${name}`, documentId)(name, variables),
});

/** By name. `onlyPages`: it is there to compare what a cache gives, and only whole pages are asked of it. */
export const CONTENDERS = {
  broadsheet: broadsheet('Broadsheet, caches off', { ROW_CACHE_MB: '0', ANSWER_CACHE_MB: '0' }),
  'broadsheet-rows': broadsheet('Broadsheet, row cache', {
    ROW_CACHE_MB: '64',
    ANSWER_CACHE_MB: '0',
  }),
  'broadsheet-answers': {
    ...broadsheet(
      'Broadsheet, answer cache',
      { ROW_CACHE_MB: '64', ANSWER_CACHE_MB: '64' },
      get('/graphql', documentId),
    ),
    onlyPages: true,
    isCached: true,
  },
  usual: graphql('usual stack (TypeGraphQL, TypeORM, Apollo)', 'usual/dist/main.js', '/'),
  mercurius: graphql('Mercurius, jit, pg', 'mercurius.mjs'),
  yoga: graphql('Yoga, jit, pg', 'yoga.mjs'),
  postgraphile: {
    ...graphql('PostGraphile 5', 'postgraphile.mjs'),
    ...POSTGRAPHILE,
    minimumNode: 22,
    request: post('/graphql', (name) => POSTGRAPHILE.queries[name]),
  },
  'apollo-cache': {
    ...graphql("Apollo's response cache plugin", 'usual/dist/main.js', '/'),
    env: { RESPONSE_CACHE: '1' },
    onlyPages: true,
    isCached: true,
    teach,
    request: get('/', persistedQuery),
  },
  bare: {
    title: 'limit: node:http, one statement',
    group: 'limit',
    main: peer('bare.mjs'),
    ready: '/front',
    env: {},
    request: (name, variables) => ({
      method: 'GET',
      path: `/${name}${Object.values(variables)
        .map((value) => `?${encodeURIComponent(value)}`)
        .join('')}`,
    }),
  },
  bytes: bytes('limit: node:http, constant bytes', {}),
  'bytes-headers': bytes('limit: node:http, constant bytes with the headers of the answer cache', {
    ALL_HEADERS: '1',
  }),
};
