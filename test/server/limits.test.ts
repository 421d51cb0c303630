import { LIMITS, type LimitName } from '../../src/server/limits/limit.constants';
import { post, startGateway, type TestGateway } from './gateway.fixture';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.server.close());

const range = (length: number) => [...Array(length).keys()];
const times = (count: number, text: (index: number) => string) => range(count).map(text).join(' ');

interface Operation {
  query: string;
  variables?: Record<string, unknown>;
  operationName?: string;
}

/** Sends an operation in both media types: a refusal is a refusal in either. */
async function send(body: Operation) {
  const lenient = await post(gateway.graphql, body, { accept: 'application/json' });
  const answer = await post(gateway.graphql, body);
  expect(lenient.status).toBe(answer.status);
  return answer;
}

async function expectAllowed(body: Operation): Promise<void> {
  const { status, errors } = await send(body);
  expect([status, errors]).toEqual([200, undefined]);
}

async function expectRefused(body: Operation, limit: LimitName): Promise<void> {
  const { status, errors, data } = await send(body);
  expect([status, data]).toEqual([400, undefined]);
  expect(errors).toHaveLength(1);
  expect(errors?.[0]?.extensions).toMatchObject({
    code: 'LIMIT_EXCEEDED',
    limit,
    maximum: LIMITS[limit],
  });
  expect(errors?.[0]?.message).toMatch(/^(This|A) .*\.$/);
}

const filters = (levels: number): string =>
  levels === 1 ? '{tags:"x"}' : `{and:${filters(levels - 1)}}`;
const filterValue = (levels: number): object =>
  levels === 1 ? { tags: 'x' } : { and: filterValue(levels - 1) };
function path(levels: number): string {
  if (levels === 1) return 'slug';
  return levels === 2 ? 'section{name}' : `section{article{${path(levels - 2)}}}`;
}
const deep = (levels: number): Operation => ({ query: `{article(slug:"x"){${path(levels - 1)}}}` });
const ids = (count: number) => range(count).map(String);
const NODES = 'query($ids:[ID!]!){nodes(ids:$ids){slug}}';
const ANY = 'query($f:Filter){articles(filter:$f){totalCount}}';

/** For each limit an operation of a given size: one at the limit is answered, one past it is not. */
const cases: [LimitName, string, (size: number) => Operation][] = [
  [
    'tokens',
    'a document of many operations, each of five tokens',
    (n) => ({
      query: `${times(Math.floor(n / 5), (i) => `query A${i}{hello}`)} ${'x '.repeat(n % 5)}`,
      operationName: 'A0',
    }),
  ],
  ['depth', 'plain fields', deep],
  [
    'depth',
    'fields in fragments',
    (n) => ({
      query: `{article(slug:"x"){...A}} fragment A on Article{section{...S}} fragment S on Section{article{${path(n - 3)}}}`,
    }),
  ],
  [
    'aliases',
    'fields',
    (n) => ({ query: `{article(slug:"x"){${times(n, (i) => `a${i}:slug`)}}}` }),
  ],
  [
    'aliases',
    'fields of a fragment, for each place that spreads it',
    (n) => ({
      query: `{article(slug:"x"){${times(n - 90, (i) => `b${i}:slug`)}...F related{...F}}} fragment F on Article{${times(45, (i) => `a${i}:slug`)}}`,
    }),
  ],
  ['rootFields', 'fields', (n) => ({ query: `{${times(n, () => 'hello')}}` })],
  [
    'rootFields',
    'fields in fragments',
    (n) => ({
      query: `{...F ... on Query{${times(n - 10, () => 'hello')}}} fragment F on Query{${times(10, () => 'hello')}}`,
    }),
  ],
  [
    'directives',
    'fields',
    (n) => ({
      query: `{article(slug:"x"){${times(n, () => 'slug@include(if:true)')}}}`,
    }),
  ],
  [
    'directives',
    'spreads and inline fragments',
    (n) => ({
      query: `{article(slug:"x"){...F@skip(if:false) ${times(n - 2, () => '...@include(if:true){slug}')}}} fragment F on Article{slug@skip(if:false)}`,
    }),
  ],
  ['listLength', 'literals', (n) => ({ query: `{nodes(ids:[${times(n, () => '"x"')}]){slug}}` })],
  ['listLength', 'variables', (n) => ({ query: NODES, variables: { ids: ids(n) } })],
  [
    'listLength',
    'literals inside input objects',
    (n) => ({
      query: `{articles(filter:{and:{tags:[${times(n, () => '"x"')}]}}){totalCount}}`,
    }),
  ],
  [
    'listLength',
    'variables inside input objects',
    (n) => ({ query: ANY, variables: { f: { and: { tags: ids(n) } } } }),
  ],
  [
    'listLength',
    'the default of a variable',
    (n) => ({
      query: `query($v:[Int!]=[${times(n, () => '1')}]){sum(values:$v)}`,
    }),
  ],
  ['inputDepth', 'literals', (n) => ({ query: `{articles(filter:${filters(n)}){totalCount}}` })],
  ['inputDepth', 'variables', (n) => ({ query: ANY, variables: { f: filterValue(n) } })],
  [
    'cost',
    'a page size in the document',
    (n) => ({ query: `{latest(first:${n / 2 - 1}){slug title} ${times(1, () => 'hello')}}` }),
  ],
  [
    'cost',
    'a page size in the variables',
    (n) => ({
      query: 'query($n:Int){latest(first:$n){slug title} hello}',
      variables: { n: n / 2 - 1 },
    }),
  ],
];

describe('each limit allows what is exactly at it and refuses one more', () => {
  it.each(cases)('%s, counted in %s', async (limit, _where, make) => {
    const step = limit === 'cost' ? 2 : 1;
    await expectAllowed(make(LIMITS[limit]));
    await expectRefused(make(LIMITS[limit] + step), limit);
  });

  it('bodyBytes, with status 413', async () => {
    const sized = (bytes: number) => {
      const body = JSON.stringify({ query: '{ hello }', extensions: { pad: '' } });
      return body.replace('"pad":""', `"pad":"${'x'.repeat(bytes - body.length)}"`);
    };
    expect((await post(gateway.graphql, sized(LIMITS.bodyBytes))).status).toBe(200);
    const { status, errors } = await post(gateway.graphql, sized(LIMITS.bodyBytes + 1));
    expect([status, errors?.[0]?.extensions]).toEqual([
      413,
      { code: 'LIMIT_EXCEEDED', limit: 'bodyBytes', maximum: LIMITS.bodyBytes },
    ]);
  });

  it('receiveMs, which Node keeps', () => {
    expect(gateway.server.app.server.requestTimeout).toBe(LIMITS.receiveMs);
  });

  it('fieldComparisons, which graphql-js counts', async () => {
    const repeated = (n: number) => ({
      query: `{article(slug:"x"){${times(n, () => 'section{name}')}}}`,
    });
    await expectAllowed(repeated(200));
    await expectRefused(repeated(490), 'fieldComparisons');
  });

  it('says how much was found where it was counted', async () => {
    const { errors } = await send(deep(LIMITS.depth + 2));
    expect(errors?.[0]?.message).toBe(
      'This operation nests fields deeper than is allowed (depth: at most 15, found 17).',
    );
  });

  it('counts again with the variables of each request', async () => {
    const query = 'query($n:Int){latest(first:$n){slug}}';
    await expectAllowed({ query, variables: { n: 5 } });
    await expectRefused({ query, variables: { n: 1_000_000 } }, 'cost');
    await expectAllowed({ query, variables: { n: 5 } });
  });

  it('applies to GET as well', async () => {
    const search = new URLSearchParams({ query: deep(LIMITS.depth + 1).query });
    const response = await fetch(`${gateway.graphql}?${search.toString()}`);
    expect(response.status).toBe(400);
  });
});
