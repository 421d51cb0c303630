import { Kind, parse } from 'graphql';
import { createAskedFields } from '../../src/graphql/asked.fields';
import { createSchema } from '../../src/schema';
import { startTestGateway, type TestGateway } from '../support/gateway';

const schema = createSchema();
const fieldsOf = createAskedFields(schema);

function asked(query: string): ReadonlySet<string> {
  const document = parse(query);
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('No operation.');
  return fieldsOf(document, operation);
}

describe('the fields that an operation asks for', () => {
  it('are those in fragments too, whatever their conditions say', () => {
    const fields = asked(`
      query ($yes: Boolean!) { latest { ...Teaser ... on Article @include(if: $yes) { kicker } } }
      fragment Teaser on Article { headline related { ...Line } }
      fragment Line on Article { slug }`);
    expect([...fields].sort()).toEqual([
      'Article.headline',
      'Article.kicker',
      'Article.related',
      'Article.slug',
      'Query.latest',
    ]);
  });

  it('tell what is asked of the one article from what is asked of those in lists', () => {
    const fields = asked(`
      query { article(slug: "a") { ...Both bodyText related { ...Both } } }
      fragment Both on Article { headline }`);
    expect(fields).toEqual(
      new Set([
        'Query.article',
        'article.headline',
        'article.bodyText',
        'article.related',
        'Article.headline',
      ]),
    );
  });

  it('are those of all types that a field of an interface may stand for', () => {
    expect(asked('query { nodes(ids: []) { id ... on Article { headline } } }')).toContain(
      'Article.id',
    );
  });
});

const PERSON_FIELDS = [
  ...['__typename', 'id', 'slug', 'path', 'jobTitle', 'bio', 'roles', 'image { alt }'],
  ...['articles(first: 1) { nodes { slug } }', 'popular(first: 1) { slug }', 'feeds { url }'],
];

const TAG_FIELDS = [
  ...['__typename', 'id', 'slug', 'path', 'kind', 'feeds { url }'],
  'articles(first: 1, orderBy: UPDATED) { nodes { slug } }',
];

const FIELDS = [
  ...['__typename', 'id', 'slug', 'headline', 'publishedAt', 'path', 'url', 'standfirst', 'format'],
  ...['seoTitle', 'shortTitle', 'kicker', 'hasVideo', 'wordCount', 'readingMinutes', 'updatedAt'],
  ...['bodyHtml', 'bodyText', 'isSaved', 'body { id __typename }', 'section { path }'],
  ...['edition { language }', 'image { url alt }', 'authors { name }', 'editors { name }'],
  ...PERSON_FIELDS.map((field) => `authors { ${field} }`),
  ...TAG_FIELDS.map((field) => `tags { ${field} }`),
  ...[
    'credits { role person { name } }',
    'credits { person { jobTitle } }',
    'corrections { text }',
    'related { headline }',
  ],
  ...['translations { language }', 'rights { notice usageTerms }', 'source { name url }'],
  ...['seo { title description }'],
];

const LISTS = [
  'articles(first: 20) { nodes',
  'section(slug: "news") { articles(first: 20) { nodes',
  'latest(first: 20)',
  'popular(first: 20)',
  'nowReading(first: 20)',
  'article(slug: "a-1")',
  'article(slug: "a-1") { related(first: 20)',
];

describe('columns that a document does not ask for', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway({}, 'demo');
  });

  afterAll(() => gateway.close());

  const closed = (list: string, field: string) => {
    const open = `${list} { ${field} }`;
    return open + ' }'.repeat(open.split('{').length - open.split('}').length);
  };

  it('are every field that an article has, so that none is forgotten here', () => {
    const names = [...new Set(FIELDS.map((field) => field.split(' ')[0]))].filter(
      (name) => name !== '__typename',
    );
    const type = schema.getType('Article');
    if (!type || !('getFields' in type)) throw new Error('No type Article.');
    expect(names.sort()).toEqual(Object.keys(type.getFields()).sort());
  });

  it('are missed by no field of an article in any list', async () => {
    const { articles } = await gateway.data<{ articles: { nodes: { slug: string }[] } }>(
      '{ articles(first: 1) { nodes { slug } } }',
    );
    const slug = articles.nodes[0]?.slug ?? '';
    const { sections } = await gateway.data<{ sections: { slug: string }[] }>(
      '{ sections { slug } }',
    );
    const lists = LISTS.map((list) =>
      list.replace('"a-1"', `"${slug}"`).replace('"news"', `"${sections[0]?.slug ?? ''}"`),
    );
    for (const list of lists) {
      for (const field of FIELDS) {
        const selection = closed(list, field);
        const narrow = await gateway.data(`{ ${selection} }`);
        // A document that asks for this as well reads whole articles.
        const { suggest, ...whole } = await gateway.data<Record<string, unknown>>(
          `{ ${selection} suggest(prefix: "zzz") { text } }`,
        );
        expect(suggest).toEqual([]);
        expect([selection, narrow]).toEqual([selection, whole]);
      }
    }
  });
});
