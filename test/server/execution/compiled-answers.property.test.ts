import fc from 'fast-check';
import { parse, validate } from 'graphql';
import { pino } from 'pino';
import { type Gateway, startGateway } from '../../../src/gateway';
import { createSchema } from '../../../src/schema';
import { startTestGateway, testConfig, type TestGateway } from '../../support/gateway';
import { operationsOf } from './operation.arbitrary';

const schema = createSchema();
let compiled: TestGateway;
let interpreted: Gateway;

beforeAll(async () => {
  compiled = await startTestGateway({ COMPILE_QUERIES_AT: '1' }, 'demo');
  interpreted = await startGateway({
    config: testConfig({ COMPILE_QUERIES_AT: '0' }),
    databaseUrl: compiled.databaseUrl,
    logger: pino({ level: 'silent' }),
    schema,
  });
});
afterAll(async () => {
  await interpreted.close();
  await compiled.close();
});

interface Told {
  status: number;
  body: string;
}

async function ask(url: string, query: string, variables: unknown = {}): Promise<Told> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-request-id': 'same' },
    body: JSON.stringify({ query, variables }),
  });
  // Their ports are in absolute addresses.
  const body = (await response.text()).replaceAll(url, 'http://gateway');
  return { status: response.status, body };
}

interface ToldError {
  path?: (string | number)[];
}

/** Where the answer became null because of an error. */
function nulledAt(data: unknown, path: (string | number)[]): number {
  let value = data;
  const depth = path.findIndex((key) => {
    value = (value as Record<string | number, unknown> | null)?.[key];
    return value == null;
  });
  return depth + 1;
}

/**
 * An answer without what may differ: the order of errors, and which of several errors under one null are told, since what is left
 * to run there when the null is known need not be waited for.
 */
function comparable({ status, body }: Told): unknown {
  const { data, errors = [] } = JSON.parse(body) as { data?: unknown; errors?: ToldError[] };
  const told = errors.map((error) => {
    const { path = [] } = error;
    const depth = data === null ? 0 : nulledAt(data, path);
    return depth === path.length
      ? JSON.stringify(error)
      : `null at ${path.slice(0, depth).join('.')}`;
  });
  return { status, data: JSON.stringify(data), errors: [...new Set(told)].sort() };
}

async function expectSame(query: string, variables?: unknown): Promise<void> {
  const [one, other] = await Promise.all([
    ask(compiled.url, query, variables),
    ask(interpreted.url, query, variables),
  ]);
  expect(comparable(one)).toEqual(comparable(other));
  // The second time it goes without Apollo Server.
  expect(comparable(await ask(compiled.url, query, variables))).toEqual(comparable(other));
}

test('whatever is asked is answered alike, compiled and interpreted', async () => {
  let asked = 0;
  await fc.assert(
    fc.asyncProperty(operationsOf(schema), async (query) => {
      fc.pre(validate(schema, parse(query)).length === 0);
      asked += 1;
      await expectSame(query);
    }),
    { numRuns: Number(process.env.RUNS ?? 200), endOnFailure: true },
  );
  expect(asked).toBeGreaterThanOrEqual(200);
}, 120_000);

const VARIABLES: [string, string, unknown][] = [
  ['a text where a number belongs', 'query($n: Int) { latest(first: $n) { id } }', { n: 'x' }],
  ['too large a number', 'query($n: Int) { latest(first: $n) { id } }', { n: 2 ** 40 }],
  ['nothing for what has to be', 'query($s: String!) { tag(slug: $s) { id } }', {}],
  ['null where there is a default', 'query($n: Int = 3) { latest(first: $n) { id } }', { n: null }],
  [
    'an unknown enum value',
    'query($o: ArticleOrder) { articles(orderBy: $o) { nodes { id } } }',
    { o: 'X' },
  ],
  [
    'an unknown field of an input',
    'query($f: ArticleFilter) { articles(filter: $f) { nodes { id } } }',
    { f: { x: 1 } },
  ],
  [
    'one value where a list belongs',
    'query($f: ArticleFilter) { articles(filter: $f) { nodes { id } } }',
    { f: { tags: 'x' } },
  ],
  [
    'a time that is none',
    'query($f: ArticleFilter) { articles(filter: $f) { nodes { id } } }',
    { f: { publishedFrom: 'soon' } },
  ],
  ['a variable nobody asked for', '{ latest(first: 1) { id } }', { more: 1 }],
];

test.each(VARIABLES)('variables: %s', async (_what, query, variables) => {
  await expectSame(query, variables);
});
