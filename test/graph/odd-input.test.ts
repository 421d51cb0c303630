import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  GraphQLObjectType,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { createSchema } from '../../src/schema';
import { Role } from '../../src/identity/viewer';
import { encodeCursor } from '../../src/graphql/cursor';
import { startTestGateway, type TestGateway } from '../support/gateway';

const UID = '0190b5a6-7c3e-7000-8000-000000000000';

const TEXTS = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'a\udc00b',
  'x'.repeat(100_000),
  '\u0301'.repeat(5_000),
  "'; DROP TABLE article; --",
  "' OR 1=1 --",
  '%',
  '\\',
  '_%\\',
  '$1',
  '{}',
  '../../etc/passwd',
  '/',
  'constructor',
  '__proto__',
  '🗞️',
  '\u202eabc',
  UID,
  `art_${UID}`,
];

// Forged as somebody would who has read the source: the check sum is right.
const CURSORS = [
  'article:NEWEST',
  'article:OLDEST',
  'article:UPDATED',
  'article:MOST_VIEWED',
  'person',
  'reading-list',
  'reading-list-item',
  'newsroom-article',
  'spelling-report',
  'desk-issue',
].flatMap((kind) =>
  [
    0,
    -1,
    1e300,
    9e15,
    8.64e15,
    -8.64e15,
    1.5,
    'abc',
    '',
    '9'.repeat(40),
    'a\0b',
    '2026-01-01',
    '99999999999999 9',
  ].map((value) => encodeCursor(kind, { value, uid: UID })),
);

const NASTY: Record<string, unknown[]> = {
  String: [...TEXTS, ...CURSORS],
  ID: [...TEXTS, 0, -1, 2_147_483_648],
  Int: [-2_147_483_648, -1, 0, 1, 12, 31, 32, 100, 101, 9_999, 10_000, 2_147_483_647],
  Boolean: [true, false],
  LanguageTag: [
    ...TEXTS,
    'en',
    'de',
    'EN',
    'xx',
    'en-US',
    'zh-Hant-TW',
    'x-private',
    'en-'.repeat(200),
  ],
  DateTime: [
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00Z',
    '0001-01-01T00:00:00+23:59',
    '9999-12-31T23:59:59Z',
    '9999-12-31T23:59:59-23:59',
    '10000-01-01T00:00:00Z',
    '-0001-01-01T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2026-12-31T23:59:60Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01',
    'now',
    'infinity',
    '',
    '\0',
    0,
    -1,
    1e300,
    253_402_300_800_000,
  ],
};

function nastyValues(type: GraphQLInputType): unknown[] {
  if (isNonNullType(type)) return nastyValues(type.ofType);
  if (isListType(type)) {
    const values = nastyValues(type.ofType);
    return [
      [],
      values.slice(0, 100).filter((value) => String(value).length < 1_000),
      ...values.map((value) => [value]),
    ];
  }
  if (isEnumType(type)) return type.getValues().map(({ name }) => name);
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).flatMap((field) =>
      [null, ...nastyValues(field.type)].map((value) => ({ [field.name]: value })),
    );
  }
  const values = NASTY[type.name];
  if (!values) throw new Error(`There are no nasty values of ${type.name}.`);
  return values;
}

/** What to ask of a field: all leaves and, of connections and archives, what lies below. */
function selection(field: GraphQLField<unknown, unknown>): string {
  const type = getNamedType(field.type);
  if (!isCompositeType(type)) return '';
  if (type.name === 'DeskIssueConnection')
    return '{ totalCount counts { count } nodes { article { id } } edges { cursor } }';
  if (type.name.endsWith('Connection'))
    return '{ totalCount nodes { id } edges { cursor } pageInfo { endCursor } }';
  if (type.name === 'Archive')
    return '{ total years { path } months { path } days { path } articles { nodes { id } } }';
  if (type.name === 'Site') return '{ name date url }';
  return '{ __typename }';
}

const ORDINARY: Record<string, unknown> = {
  from: '2026-01-01T00:00:00Z',
  to: '2026-02-01T00:00:00Z',
  bucket: 'DAY',
};

/** A value for an argument that has to be there while another one is tried. */
function ordinary({ name, type }: GraphQLArgument): unknown {
  if (!isNonNullType(type)) return undefined;
  if (name in ORDINARY && getNamedType(type).name !== 'Int') return ORDINARY[name];
  return isListType(type.ofType) ? [1] : `any-${name}`;
}

interface Trial {
  query: string;
  variables: Record<string, unknown>;
}

/** One trial for each value of each argument; `wrap` puts the field into an operation. */
function trialsOf(field: GraphQLField<unknown, unknown>, wrap: (call: string) => string): Trial[] {
  return field.args.flatMap((tried) => {
    const others = field.args.filter((one) => one !== tried && ordinary(one) !== undefined);
    const used = [tried, ...others];
    const call = `${field.name}(${used.map(({ name }) => `${name}: $${name}`).join(', ')})`;
    const declared = used.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
    const query = `query Q(${declared}) { ${wrap(`${call} ${selection(field)}`)} }`;
    const rest = Object.fromEntries(others.map((one) => [one.name, ordinary(one)]));
    return [null, ...nastyValues(tried.type)].map((value) => ({
      query,
      variables: { ...rest, [tried.name]: value },
    }));
  });
}

const schema = createSchema();

function fieldsWithArguments(typeName: string): GraphQLField<unknown, unknown>[] {
  const type = schema.getType(typeName);
  if (!(type instanceof GraphQLObjectType)) throw new Error(`There is no type ${typeName}.`);
  return Object.values(type.getFields()).filter(({ args }) => args.length > 0);
}

/** How each type whose fields take arguments is reached. */
const ROADS: Record<string, (call: string) => string> = {
  Query: (call) => call,
  Article: (call) => `latest(first: 1) { ${call} }`,
  ArticleConnection: (call) => `articles { ${call} }`,
  Section: (call) => `section(slug: "town") { ${call} }`,
  Person: (call) => `person(slug: "ada") { ${call} }`,
  Tag: (call) => `tag(slug: "flood") { ${call} }`,
  Archive: (call) => `archive(year: 2026) { ${call} }`,
  Viewer: (call) => `viewer { ${call} }`,
  ReadingList: (call) => `readingLists(first: 1) { nodes { ${call} } }`,
  Image: (call) => `latest(first: 1) { image { ${call} } }`,
  Newsroom: (call) => `newsroom { ${call} }`,
  NewsroomArticle: (call) => `newsroom { articles(first: 1) { nodes { ${call} } } }`,
};

const FIELDS = Object.entries(ROADS).flatMap(([type, wrap]) =>
  fieldsWithArguments(type).map((field) => ({ name: `${type}.${field.name}`, field, wrap })),
);

describe('odd input', () => {
  let gateway: TestGateway;
  let token: string;

  beforeAll(async () => {
    gateway = await startTestGateway();
    token = await gateway.token(Role.EDITOR);
    const { newspaper } = gateway;
    const imageId = await newspaper.image('bridge');
    await newspaper.section({ slug: 'town' });
    await newspaper.article({ tags: ['flood'], authors: ['ada'], imageId });
    await gateway.data(
      'mutation M { createCuratedList(input: { title: "Harbour" }) { id } }',
      {},
      { token },
    );
  });

  afterAll(() => gateway.close());

  it('is tried on every field that takes arguments', () => {
    const all = Object.values(schema.getTypeMap())
      .filter((type) => type instanceof GraphQLObjectType && !type.name.startsWith('__'))
      .map(({ name }) => name)
      .filter((name) => name !== 'Mutation' && fieldsWithArguments(name).length > 0);
    expect(all.sort()).toEqual(Object.keys(ROADS).sort());
  });

  it.each(FIELDS)(
    'of $name is answered or refused, never an error of ours',
    async ({ field, wrap }) => {
      const failures: unknown[] = [];
      const token = await gateway.token(Role.EDITOR);
      for (const { query, variables } of trialsOf(field, wrap)) {
        const { status, errors = [] } = await gateway.request(query, variables, { token });
        const codes = errors.map(({ extensions }) => String(extensions.code));
        const isRefusal = codes.every((code) =>
          ['BAD_USER_INPUT', 'NOT_FOUND', 'LIMIT_EXCEEDED'].includes(code),
        );
        if (status >= 500 || !isRefusal) {
          failures.push({ variables: JSON.stringify(variables).slice(0, 200), status, codes });
        }
      }
      expect(failures).toEqual([]);
    },
  );

  it.each(NASTY.ID ?? [])('in a tracked view counts nothing: %j', async (id) => {
    const { data, errors } = await gateway.request<{ trackViews: number }>(
      'mutation M($events: [ViewEventInput!]!) { trackViews(events: $events) }',
      { events: [{ articleId: id, visitor: String(id), referrer: String(id) }] },
    );
    expect(errors).toBeUndefined();
    expect(data.trackViews).toBe(0);
  });
});
