import { post, startGateway, type TestGateway } from './gateway.fixture';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
  // The first request pays for compiling the code it runs through.
  await post(gateway.graphql, { query: '{ hello }' });
});
afterAll(() => gateway.server.close());

const times = (count: number, text: (index: number) => string) =>
  [...Array(count).keys()].map(text).join(' ');
const ids = (count: number) => [...Array(count).keys()].map(String);

const NODES = 'query($ids:[ID!]!){nodes(ids:$ids){slug}}';
const FILTER = 'query($f:Filter){articles(filter:$f){totalCount}}';
const nested = (open: string, inner: string, close: string, levels: number) =>
  open.repeat(levels) + inner + close.repeat(levels);
const bomb = (levels: number) =>
  `{article(slug:"x"){...F0}} ${times(
    levels,
    (i) => `fragment F${i} on Article{related{...F${i + 1}} section{latest{...F${i + 1}}}}`,
  )} fragment F${levels} on Article{slug}`;
const json = (query: string, variables: string) =>
  `{"query":${JSON.stringify(query)},"variables":${variables}}`;

// Whether the parser runs out of stack, of tokens or of text first is the engine's affair.
const OPEN_BRACKETS = /^(depth|tokens|GRAPHQL_PARSE_FAILED)$/;

const attacks: [string, string | { query: string; variables?: object }, string | RegExp][] = [
  [
    '10,000 fragments in a chain',
    {
      query: `{...F0} ${times(10_000, (i) => `fragment F${i} on Query{...F${i + 1}}`)} fragment F10000 on Query{hello}`,
    },
    'tokens',
  ],
  ['a fragment that doubles at each of 70 levels', { query: bomb(70) }, 'depth'],
  ['a fragment that doubles at each of 5 levels', { query: bomb(5) }, 'cost'],
  [
    'fragments in a circle',
    { query: '{...A} fragment A on Query{...B} fragment B on Query{...A}' },
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'thirty fragments that all spread each other',
    {
      query: `{...F0} ${times(25, (i) => `fragment F${i} on Query{${times(25, (j) => `...F${j}`)}}`)}`,
    },
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    '100,000 ids in the document',
    { query: `{nodes(ids:[${times(100_000, () => '"x"')}]){slug}}` },
    'tokens',
  ],
  [
    '100,000 ids in the variables',
    { query: NODES, variables: { ids: ids(100_000) } },
    'listLength',
  ],
  [
    '100,000 ids nobody declares',
    { query: '{hello}', variables: { x: ids(100_000) } },
    'listLength',
  ],
  ['100,000 aliases', { query: `{${times(60_000, (i) => `a${i}:hello`)}}` }, 'tokens'],
  [
    '1,900 unknown directives',
    { query: `{hello ${times(900, () => '@a')}}` },
    'GRAPHQL_VALIDATION_FAILED',
  ],
  ['50,000 directives', { query: `{hello ${times(50_000, () => '@skip(if:false)')}}` }, 'tokens'],
  [
    'lists opened 500,000 times',
    { query: `{articles(filter:{any:${'['.repeat(500_000)}` },
    OPEN_BRACKETS,
  ],
  [
    'lists opened 1,900 times',
    { query: `{articles(filter:{any:${'['.repeat(1_900)}` },
    OPEN_BRACKETS,
  ],
  [
    'lists 900 deep in the document',
    { query: `{articles(filter:{any:${nested('[', '', ']', 900)}}){totalCount}}` },
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'lists 100,000 deep in the variables',
    json(FILTER, nested('{"and":[', '', ']}', 50_000)),
    'inputDepth',
  ],
  [
    'objects 100,000 deep in the variables',
    json(FILTER, nested('{"and":', '1', '}', 100_000)),
    'inputDepth',
  ],
  ['selections opened 400,000 times', { query: '{a'.repeat(400_000) }, 'tokens'],
  [
    'selections 600 deep',
    { query: nested('{section', '{name}', '}', 600) },
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'valid selections 600 deep',
    { query: `{article(slug:"x")${nested('{section{article', '{slug}', '}}', 300)}}` },
    'depth',
  ],
  ['90,000 times __typename', { query: `{${times(90_000, () => '__typename')}}` }, 'tokens'],
  [
    '1,900 times __typename',
    { query: `{${times(1_900, () => '__typename')}}` },
    'fieldComparisons',
  ],
  ['a page of two thousand million', { query: '{latest(first:2147483647){slug}}' }, 'cost'],
  [
    'lists of lists of lists',
    { query: '{latest(first:100){related(first:100){related(first:100){slug}}}}' },
    'cost',
  ],
  [
    'a field name of a million letters',
    { query: `{${'a'.repeat(1_000_000)}}` },
    'GRAPHQL_VALIDATION_FAILED',
  ],
  ['a document of comments', { query: '#\n'.repeat(300_000) }, 'GRAPHQL_PARSE_FAILED'],
  [
    'introspection that goes round in a circle',
    {
      query: `{__schema${nested('{types{fields{type', '{name}', '}}}', 1)}}`.replace(
        '{name}',
        nested('{fields{type', '{name}', '}}', 40),
      ),
    },
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'a variable called like a property of every object',
    {
      query:
        'query($__proto__:Int,$constructor:Int){latest(first:$constructor){related(first:$__proto__){related(first:100){related(first:100){slug}}}}}',
    },
    'cost',
  ],
];

describe('an attack is refused at once', () => {
  it.each(attacks)('%s', async (_name, body, expected) => {
    const { status, errors } = await post(gateway.graphql, body);
    expect(status).toBe(400);
    const { code, limit } = errors?.[0]?.extensions ?? {};
    expect(String(limit ?? code)).toMatch(expected);
    expect(JSON.stringify(errors).length).toBeLessThan(50_000);
  });

  it('and none of them was logged as an accident', () => {
    expect(gateway.lines.filter(({ level }) => level >= 40)).toEqual([]);
  });

  it('a string of a million letters is only a string', async () => {
    const name = 'x'.repeat(1_000_000);
    const query = 'query($n:String){hello(name:$n)}';
    const { status, data } = await post(gateway.graphql, { query, variables: { n: name } });
    expect([status, data?.hello]).toEqual([200, `Hello, ${name}`]);
  });
});
