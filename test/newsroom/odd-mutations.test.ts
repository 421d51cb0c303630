import {
  type GraphQLField,
  type GraphQLInputType,
  getNamedType,
  isCompositeType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { Role } from '../../src/identity/viewer';
import { createSchema } from '../../src/schema';
import { startTestGateway, type TestGateway } from '../support/gateway';

const ODD: Record<string, unknown[]> = {
  String: [
    '',
    '\u0000',
    'x\u0000y',
    '\ud800',
    '\u202e\ufeff',
    "%_\\'",
    'é'.repeat(3000),
    '../..',
    '/',
  ],
  ID: [
    '',
    '\u0000',
    'art_\u0000',
    '\ud800',
    'art_00000000-0000-0000-0000-000000000000',
    'x'.repeat(999),
  ],
  Int: [-2147483648, -1, 0, 2147483647],
  DateTime: ['0001-01-01T00:00:00Z', '1970-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z'],
  URL: ['https://[::1]/\u0000', 'http://a.example/%00', `https://a.example/${'x'.repeat(9000)}`],
  LanguageTag: ['zz', 'en-\u0000'],
};

const MORE: Record<string, unknown> = { Boolean: true, Float: 1 };

const WHOLE = 'as it should be';

/** What can be done with what stands for everything here, so that what is odd comes as far as the database. */
const DONE = /^(create|upsert|addCorrection|restore|unpublish|removeFrom)(?!PreviewLink)/;

const uidOf = (id: unknown) => String(id).replace(/^art_/, '');

type Path = (string | number)[];

const mutation = createSchema().getMutationType();
const MUTATIONS = Object.values(mutation?.getFields() ?? {});

describe('what the newsroom and readers send', () => {
  let gateway: TestGateway;
  /** What stands for a field of this name, whatever it is in. */
  let known: Record<string, unknown>;

  beforeAll(async () => {
    gateway = await startTestGateway();
    const { newspaper } = gateway;
    const [article, other] = await newspaper.articles([{}, {}]);
    await newspaper.person({ slug: 'jane' });
    await newspaper.edition('de');
    const original = await newspaper.article({ edition: 'de', slug: 'original' });
    const tag = await newspaper.tag('boats').then(() => 'boats');
    const imageId = `img_${await newspaper.image('bridge')}`;
    const token = await gateway.token(Role.ADMIN, 'odd');
    const { list } = await gateway.data<{ list: { id: string } }>(
      'mutation { list: createReadingList(input: { title: "A" }) { id } }',
      {},
      { token },
    );
    const { item } = await gateway.data<{ item: { id: string } }>(
      'mutation M($id: ID!, $list: ID) { item: addToReadingList(articleId: $id, listId: $list) { id } }',
      { id: article?.id, list: list.id },
      { token },
    );
    known = {
      ...{ articleId: article?.id, listId: list.id, itemId: item.id, articleLink: other?.id },
      ...{ readingListId: list.id, section: 'town', parent: 'town', path: '/town', edition: 'en' },
      ...{ slug: 'a-slug', headline: 'A headline', url: 'https://a.example/', pinned: [other?.id] },
      ...{ person: 'jane', tags: [tag], imageId, posterId: imageId, translationOf: original.id },
      ...{
        embargoUntil: null,
        level: 2,
        hidden: [other?.id],
        itemIds: [item.id],
        key: 'latest',
        size: 3,
        version: 1,
      },
    };
  });

  afterAll(() => gateway.close());

  /** A value with every member given; blocks of a body as many as there are kinds. */
  function valueOf(type: GraphQLInputType, name: string): unknown {
    if (name in known) return known[name];
    if (isNonNullType(type)) return valueOf(type.ofType, name);
    if (isListType(type)) {
      const of = getNamedType(type);
      if (!isInputObjectType(of) || of.name !== 'BodyBlockInput')
        return [valueOf(type.ofType, name)];
      return Object.values(of.getFields()).map((field) => ({
        [field.name]: valueOf(field.type, field.name),
      }));
    }
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields());
      return Object.fromEntries(
        fields.map((field) => [field.name, valueOf(field.type, field.name)]),
      );
    }
    if ('getValues' in type) return type.getValues()[0]?.name;
    return {
      ...MORE,
      String: 'text',
      ID: known.articleId,
      Int: 1,
      DateTime: '2026-01-01T00:00:00Z',
    }[type.name];
  }

  function* leaves(type: GraphQLInputType, value: unknown, path: Path): Generator<[Path, string]> {
    const bare = isNonNullType(type) ? type.ofType : type;
    if (isListType(bare)) {
      for (const [at, one] of (value as unknown[]).entries()) {
        yield* leaves(bare.ofType, one, [...path, at]);
      }
    } else if (isInputObjectType(bare)) {
      for (const [name, one] of Object.entries(value as object)) {
        const field = bare.getFields()[name];
        if (field) yield* leaves(field.type, one, [...path, name]);
      }
    } else yield [path, bare.toString()];
  }

  function replaced(value: unknown, [step, ...rest]: Path, by: unknown): unknown {
    if (step === undefined) return by;
    const copy = structuredClone(value) as Record<string | number, unknown>;
    copy[step] = replaced(copy[step], rest, by);
    return copy;
  }

  function operationOn({ name, args, type }: GraphQLField<unknown, unknown>) {
    const declared = args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
    const passed = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
    const selection = isCompositeType(getNamedType(type)) ? ' { __typename }' : '';
    return `mutation M(${declared}) { ${name}(${passed})${selection} }`;
  }

  it.each(MUTATIONS.map((field) => ({ name: field.name, field })))(
    'is done or refused by $name, and breaks nothing',
    async ({ field }) => {
      const token = await gateway.token(Role.ADMIN, 'odd');
      const query = operationOn(field);
      const base = Object.fromEntries(
        field.args.map((arg) => [arg.name, valueOf(arg.type, arg.name)]),
      );
      const broken: string[] = [];
      const send = async (what: string, variables: Record<string, unknown>) => {
        // What one call has made is in the way of the next.
        await gateway.dataSource.query("DELETE FROM article WHERE slug = 'a-slug' AND id <> $1", [
          uidOf(known.articleId),
        ]);
        const { errors } = await gateway.request(query, variables, { token });
        const [error] = errors ?? [];
        if (what === WHOLE && error && DONE.test(field.name)) broken.push(error.message);
        if (error?.extensions.code === 'INTERNAL_SERVER_ERROR') broken.push(what);
      };
      await send(WHOLE, base);
      for (const { name, type } of field.args) {
        for (const [path, scalar] of leaves(type, base[name], [name])) {
          for (const odd of ODD[scalar] ?? []) {
            const what = `${path.join('.')}: ${JSON.stringify(odd).slice(0, 40)}`;
            await send(what, replaced(base, path, odd) as Record<string, unknown>);
          }
        }
      }
      expect(broken).toEqual([]);
    },
    120_000,
  );
});
