import {
  type GraphQLField,
  getNamedType,
  type GraphQLInputType,
  GraphQLObjectType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';
import { toGlobalId } from '../../src/graphql/global-id';
import { Role } from '../../src/identity/viewer';
import { createSchema } from '../../src/schema';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { isGuarded, type Rule, ruleOf, staleRules } from './access.rules';

const schema = createSchema();
const TYPES = Object.values(schema.getTypeMap()).filter(
  (type): type is GraphQLObjectType =>
    type instanceof GraphQLObjectType && !type.name.startsWith('__'),
);

interface Place {
  type: GraphQLObjectType;
  field: GraphQLField<unknown, unknown>;
}

const PLACES: Place[] = TYPES.flatMap((type) =>
  Object.values(type.getFields()).map((field) => ({ type, field })),
);

const SCALARS: Record<string, unknown> = {
  ID: toGlobalId('Article', '0190b5a6-7c3e-7000-8000-000000000000'),
  String: 'text',
  Int: 1,
  Float: 1,
  Boolean: true,
  DateTime: '2026-01-01T00:00:00Z',
  LanguageTag: 'en',
  URL: 'https://news.example/',
};

/** A value that validates; what is not required is left out. */
function valueOf(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return valueOf(type.ofType);
  if (isListType(type)) return [valueOf(type.ofType)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields());
    const given = type.isOneOf ? fields.slice(0, 1) : fields.filter(isRequiredInputField);
    return Object.fromEntries(given.map((field) => [field.name, valueOf(field.type)]));
  }
  if (!(type.name in SCALARS)) throw new Error(`There is no value of ${type.name}.`);
  return SCALARS[type.name];
}

let gateway: TestGateway;
let publicListId: string;

/** How the types are reached whose fields are not for anyone. */
const ROADS: Record<string, (call: string) => string> = {
  Query: (call) => `{ ${call} }`,
  Mutation: (call) => `{ ${call} }`,
  Article: (call) => `{ latest(first: 1) { ${call} } }`,
  ReadingList: (call) => `{ readingList(id: "${publicListId}") { ${call} } }`,
  ReadingListItem: (call) =>
    `{ readingList(id: "${publicListId}") { items(first: 1) { nodes { ${call} } } } }`,
};

function operationOn({ type, field }: Place) {
  const args = field.args.filter(isRequiredArgument);
  const declared = args.map(({ name, type: of }) => `$${name}: ${String(of)}`).join(', ');
  const passed = args.map(({ name }) => `${name}: $${name}`).join(', ');
  const selection = isCompositeType(getNamedType(field.type)) ? ' { __typename }' : '';
  const call = `asked: ${field.name}${passed && `(${passed})`}${selection}`;
  const road = ROADS[type.name];
  if (!road) throw new Error(`Say in ROADS how ${type.name} is reached.`);
  const head = `${type.name === 'Mutation' ? 'mutation' : 'query'} Q${declared && `(${declared})`}`;
  const variables = Object.fromEntries(args.map((arg) => [arg.name, valueOf(arg.type)]));
  return { query: `${head} ${road(call)}`, variables };
}

const ASKING = [null, Role.READER, Role.EDITOR, Role.ADMIN];
const RANK: (Rule | null)[] = [null, 'READER', 'EDITOR', 'ADMIN'];

/** What comes of asking as somebody with a role, or as nobody. */
async function outcome(place: Place, role: Role | null): Promise<string> {
  const { query, variables } = operationOn(place);
  const who = role === null ? {} : { token: await gateway.token(role, 'a stranger') };
  const { data, errors = [] } = await gateway.request<object | null>(query, variables, who);
  const codes = errors.map(({ extensions }) => extensions.code);
  if (codes.includes('GRAPHQL_VALIDATION_FAILED')) throw new Error(JSON.stringify(errors));
  const refused = codes.find((code) => code === 'UNAUTHENTICATED' || code === 'FORBIDDEN');
  if (typeof refused === 'string') return refused;
  return JSON.stringify(data).includes('"asked":null') ? 'null' : 'let in';
}

function expected(rule: Rule, role: Role | null, place: Place): RegExp {
  if (rule === 'OWN') {
    const isTheirs = role !== null && !place.type.name.startsWith('ReadingList');
    return isTheirs ? /^let in$/ : /^null$/;
  }
  if (RANK.indexOf(role) >= RANK.indexOf(rule)) return /^(let in|null)$/;
  return role === null ? /^UNAUTHENTICATED$/ : /^FORBIDDEN$/;
}

const ENTRIES = PLACES.flatMap(({ type, field }) => {
  const rule = ruleOf(type.name, field.name);
  const isEntry = rule !== undefined && rule !== 'ANYONE' && !isGuarded(type.name);
  return isEntry ? [{ name: `${type.name}.${field.name}`, rule, place: { type, field } }] : [];
});

describe('who may use what', () => {
  beforeAll(async () => {
    gateway = await startTestGateway();
    const article = await gateway.newspaper.article();
    const owner = { token: await gateway.token(Role.READER, 'the owner') };
    const { made } = await gateway.data<{ made: { id: string } }>(
      'mutation { made: createReadingList(input: { title: "Mine", visibility: PUBLIC }) { id } }',
      {},
      owner,
    );
    publicListId = made.id;
    const { added } = await gateway.data<{ added: { id: string } }>(
      `mutation M($list: ID, $article: ID!) {
        added: addToReadingList(listId: $list, articleId: $article, note: "mine") { id }
      }`,
      { list: made.id, article: article.id },
      owner,
    );
    const read = 'mutation M($id: ID!) { markRead(itemIds: [$id]) { id } }';
    await gateway.data(read, { id: added.id }, owner);
  });

  afterAll(() => gateway.close());

  test('is said of every field and mutation; a new one is added to access.rules.ts or public.fields.ts', () => {
    const undecided = PLACES.filter(({ type, field }) => !ruleOf(type.name, field.name));
    expect(undecided.map(({ type, field }) => `${type.name}.${field.name}`)).toEqual([]);
  });

  test('is said of nothing that is gone', () => {
    const exists = (type: string, field: string) => {
      const found = TYPES.find(({ name }) => name === type);
      return found !== undefined && (field === '*' || field in found.getFields());
    };
    expect(staleRules(exists)).toEqual([]);
  });

  test('leaves no public way into what is guarded', () => {
    const open = PLACES.filter(
      ({ type, field }) =>
        ruleOf(type.name, field.name) === 'ANYONE' && isGuarded(getNamedType(field.type).name),
    );
    expect(open.map(({ type, field }) => `${type.name}.${field.name}`)).toEqual([]);
  });

  test.each(ENTRIES)('holds for $name, which is for $rule', async ({ rule, place }) => {
    for (const role of ASKING) {
      const found = await outcome(place, role);
      expect(`${role ?? 'anonymous'}: ${found}`).toMatch(
        new RegExp(`^${role ?? 'anonymous'}: ${expected(rule, role, place).source.slice(1, -1)}$`),
      );
    }
  });

  const OPEN = PLACES.filter(
    ({ type, field }) =>
      ['Query', 'Mutation'].includes(type.name) && ruleOf(type.name, field.name) === 'ANYONE',
  ).map((place) => ({ name: `${place.type.name}.${place.field.name}`, place }));

  test.each(OPEN)('lets anybody use $name', async ({ place }) => {
    for (const role of ASKING) expect(await outcome(place, role)).toMatch(/let in|null/);
  });
});
