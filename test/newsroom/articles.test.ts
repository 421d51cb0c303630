import { Role } from '../../src/identity/viewer';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { until } from '../support/patience';

interface Saved {
  id: string;
  version: number;
  status: string;
  scheduledFor: string | null;
  article: {
    slug: string;
    publishedAt: string;
    headline: string;
    bodyHtml: string;
    body: { id: string }[];
  };
}

const FIELDS = `{ id version status scheduledFor embargoUntil
  article { id slug path headline bodyHtml body { id } publishedAt image { alt } tags { slug } authors { slug }
    rights { usageTerms } source { name externalId } } }`;
const CREATE = `mutation ($input: ArticleInput!) { saved: createArticle(input: $input) ${FIELDS} }`;
const UPDATE = `mutation ($id: ID!, $input: ArticleInput!, $version: Int!) {
  saved: updateArticle(id: $id, input: $input, version: $version) ${FIELDS} }`;
const PUBLISH = `mutation ($id: ID!, $at: DateTime) { saved: publishArticle(id: $id, at: $at) ${FIELDS} }`;
const UNPUBLISH = `mutation ($id: ID!) { saved: unpublishArticle(id: $id, reason: "A mistake") ${FIELDS} }`;
const RESTORE = `mutation ($id: ID!, $n: Int!) { saved: restoreRevision(articleId: $id, revision: $n) ${FIELDS} }`;

const paragraphs = (...texts: string[]) => texts.map((html) => ({ paragraph: { html } }));

describe('articles in the newsroom', () => {
  let gateway: TestGateway;
  let token: string;

  beforeAll(async () => {
    gateway = await startTestGateway();
    const { newspaper } = gateway;
    await newspaper.section({ slug: 'town' });
    await newspaper.section({ slug: 'sea' });
    await newspaper.person({ slug: 'jane' });
    await newspaper.tag('parks');
    await newspaper.edition('de');
    token = await gateway.token(Role.EDITOR, 'ed');
  });

  afterAll(() => gateway.close());

  const edit = async (query: string, variables: object): Promise<Saved> => {
    const data = await gateway.data<{ saved: Saved }>(query, { ...variables }, { token });
    return data.saved;
  };
  const fail = async (query: string, variables: object, who: { token?: string } = { token }) => {
    const { errors } = await gateway.request(query, { ...variables }, who);
    return errors?.[0];
  };
  const create = (input: object = {}) =>
    edit(CREATE, { input: { headline: 'A quiet day', section: 'town', ...input } });
  const isPublic = async ({ id, article: { slug } }: Saved) => {
    const data = await gateway.data<Record<string, unknown>>(
      `query ($id: ID!, $slug: String!, $path: String!) { a: article(id: $id) { id } b: article(slug: $slug) { id }
         n: node(id: $id) { id } p: page(path: $path) { status } l: latest { id } }`,
      { id, slug, path: `/town/${slug}` },
    );
    const shown = [data.a, data.b, data.n, data.p].filter((one) => one !== null).length;
    const isListed = JSON.stringify(data.l).includes(id);
    if (shown !== (isListed ? 4 : 0)) throw new Error(`Half public: ${JSON.stringify(data)}`);
    return isListed;
  };

  it('are made as drafts that nobody else sees', async () => {
    const saved = await create({
      ...{ credits: [{ role: 'AUTHOR', person: 'jane' }], tags: ['parks'], kicker: ' Parks ' },
      imageId: `img_${await gateway.newspaper.image('a-bench')}`,
      rights: { usageTerms: 'Ask us' },
      source: { name: 'Agency', externalId: 'x-1' },
      body: paragraphs('It was <b>quiet</b><script>alert(1)</script>.'),
    });
    expect(saved).toMatchObject({
      status: 'DRAFT',
      version: 1,
      article: {
        slug: 'a-quiet-day',
        bodyHtml: expect.stringContaining('<strong>quiet</strong>.') as string,
        image: { alt: 'a-bench' },
        tags: [{ slug: 'parks' }],
        authors: [{ slug: 'jane' }],
        rights: { usageTerms: 'Ask us' },
        source: { name: 'Agency', externalId: 'x-1' },
      },
    });
    expect(await isPublic(saved)).toBe(false);
  });

  it('are the newsroom’s alone', async () => {
    const reader = await gateway.token(Role.READER);
    const input = { headline: 'Mine', section: 'town' };
    expect((await fail(CREATE, { input }, {}))?.extensions.code).toBe('UNAUTHENTICATED');
    expect((await fail(CREATE, { input }, { token: reader }))?.extensions.code).toBe('FORBIDDEN');
    const query = '{ newsroom { articles { nodes { id } } } }';
    expect((await fail(query, {}, { token: reader }))?.extensions.code).toBe('FORBIDDEN');
  });

  it.each([
    [{ section: 'nowhere' }, 'input.section'],
    [{ headline: ' ' }, 'input.headline'],
    [{ slug: 'No Slug' }, 'input.slug'],
    [{ tags: ['parks', 'nothing'] }, 'input.tags[1]'],
    [{ imageId: 'img_0190b5a0-0000-7000-8000-000000000000' }, 'input.imageId'],
    [
      {
        credits: [
          { role: 'AUTHOR', person: 'jane' },
          { role: 'EDITOR', person: 'nobody' },
        ],
      },
      'input.credits[1].person',
    ],
    [{ body: [{}] }, 'input.body[0]'],
    [{ body: [{ paragraph: { html: 'a' }, divider: true }] }, 'input.body[0]'],
    [{ body: [{ heading: { level: 9, text: 'x' } }] }, 'input.body[0].heading.level'],
    [
      { body: [{ articleLink: 'art_0190b5a0-0000-7000-8000-000000000000' }] },
      'input.body[0].articleLink',
    ],
    [
      { body: [{ image: { imageId: 'img_0190b5a0-0000-7000-8000-000000000000' } }] },
      'input.body[0].image.imageId',
    ],
  ])('tell what is wrong in %j', async (input, field) => {
    const wrong = { headline: 'H', section: 'town', ...input };
    const error = await fail(CREATE, { input: wrong });
    expect(error?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field });
  });

  it('take no status, owner or date that is not the editor’s to set', async () => {
    for (const field of ['status', 'publishedAt', 'updatedAt', 'version', 'savedBy']) {
      const error = await fail(CREATE, { input: { headline: 'H', section: 'town', [field]: 'X' } });
      expect(error?.message).toContain(field);
    }
  });

  it('keep what an update leaves out, and clear what is null', async () => {
    const made = await create({ kicker: 'K', standfirst: 'S', body: paragraphs('one', 'two') });
    const saved = await edit(UPDATE, {
      ...{ id: made.id, version: 1 },
      input: { kicker: null, body: [{ paragraph: { id: made.article.body[1]?.id, html: 'TWO' } }] },
    });
    expect(saved.version).toBe(2);
    expect(saved.article.headline).toBe('A quiet day');
    expect(saved.article.body.map(({ id }) => id)).toEqual([made.article.body[1]?.id]);
    const [row] = await gateway.dataSource.query<{ kicker: null; standfirst: string }[]>(
      `SELECT kicker, standfirst FROM article WHERE 'art_' || id = $1`,
      [made.id],
    );
    expect(row).toEqual({ kicker: null, standfirst: 'S' });
  });

  it('are saved by one of those who save at once', async () => {
    const { id } = await create();
    const answers = await Promise.all(
      [1, 2, 3, 4].map((n) =>
        gateway.request(UPDATE, { id, version: 1, input: { headline: `H ${n}` } }, { token }),
      ),
    );
    const errors = answers.flatMap((answer) => answer.errors ?? []);
    expect(errors).toHaveLength(3);
    for (const { extensions } of errors) {
      expect(extensions).toMatchObject({ code: 'CONFLICT', currentVersion: 2 });
    }
  });

  it('are published, withdrawn as gone, and published again at their first day', async () => {
    const made = await create({ headline: 'Out and in' });
    const out = await edit(PUBLISH, { id: made.id });
    expect(await isPublic(made)).toBe(true);
    expect((await edit(PUBLISH, { id: made.id })).version).toBe(out.version);
    await edit(UNPUBLISH, { id: made.id });
    const page = '{ page(path: "/town/out-and-in") { status } article(slug: "out-and-in") { id } }';
    expect(await gateway.data(page)).toEqual({ page: { status: 410 }, article: null });
    const again = await edit(PUBLISH, { id: made.id });
    expect(again.article).toMatchObject({ publishedAt: out.article.publishedAt });
    expect(await isPublic(made)).toBe(true);
  });

  it('are published on schedule, and by it alone', async () => {
    const made = await create({ headline: 'Soon' });
    const at = new Date(Date.now() + 1_500).toISOString();
    const saved = await edit(PUBLISH, { id: made.id, at });
    expect(saved).toMatchObject({ status: 'SCHEDULED', scheduledFor: at });
    expect(await isPublic(made)).toBe(false);
    // Asked in the very moment, one field may be read before it and another after.
    await until(() => isPublic(made).catch(() => false));
    expect(await isPublic(made)).toBe(true);
    const { newsroom } = await gateway.data<{ newsroom: { article: { diff: object } } }>(
      'query ($id: ID!) { newsroom { article(id: $id) { diff(from: 1, to: 3) { fields { field after } } } } }',
      { id: made.id },
      { token },
    );
    expect(newsroom.article.diff).toEqual({
      fields: [
        { field: 'status', after: 'PUBLISHED' },
        { field: 'publishedAt', after: at },
      ],
    });
    const past = await fail(PUBLISH, { id: (await create()).id, at: '2020-01-01T00:00:00Z' });
    expect(past?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'at' });
  });

  it('are hidden by an embargo while it lasts', async () => {
    const made = await create({ headline: 'Under embargo', embargoUntil: '2990-01-01T00:00:00Z' });
    const out = await edit(PUBLISH, { id: made.id });
    expect(await isPublic(made)).toBe(false);
    await edit(UPDATE, { id: made.id, version: out.version, input: { embargoUntil: null } });
    expect(await isPublic(made)).toBe(true);
  });

  it('leave no trace where they are withdrawn before anybody saw them', async () => {
    const made = await create({ headline: 'Never', embargoUntil: '2990-01-01T00:00:00Z' });
    await edit(PUBLISH, { id: made.id });
    await edit(UNPUBLISH, { id: made.id });
    await gateway.dataSource.query(`UPDATE article SET embargo_until = NULL WHERE slug = 'never'`);
    expect(await isPublic(made)).toBe(false);
  });

  it('get free slugs, and redirect when they change', async () => {
    const made = await create({ headline: 'First name' });
    const other = await create({ headline: 'First name' });
    expect(other.article.slug).toMatch(/^first-name-[0-9a-f]{8}$/);
    await edit(PUBLISH, { id: made.id });
    const input = { slug: 'second-name', section: 'sea' };
    await edit(UPDATE, { id: made.id, version: 2, input });
    const page = '{ page(path: "/town/first-name") { status redirectTo } }';
    expect(await gateway.data(page)).toEqual({
      page: { status: 301, redirectTo: '/sea/second-name' },
    });
    const taken = await fail(UPDATE, {
      ...{ id: other.id, version: 1 },
      input: { slug: 'first-name' },
    });
    expect(taken?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'input.slug' });
  });

  it('have revisions with who saved them, their differences, and a way back', async () => {
    const made = await create({ headline: 'One', body: paragraphs('Red apples', 'Same') });
    const ids = made.article.body.map(({ id }) => id);
    const body = [
      { paragraph: { id: ids[0], html: 'Green apples' } },
      { paragraph: { id: ids[1], html: 'Same' } },
      { divider: true },
    ];
    await edit(UPDATE, { id: made.id, version: 1, input: { headline: 'Two', body } });
    const query = `query ($id: ID!) { newsroom { article(id: $id) {
      revisions { number savedBy note headline bodyHtml }
      diff(from: 1, to: 2) { fields { field before after } blocks { kind change segments { change text } } } } } }`;
    const { newsroom } = await gateway.data<{ newsroom: { article: object } }>(
      query,
      { id: made.id },
      { token },
    );
    expect(newsroom.article).toMatchObject({
      revisions: [
        { number: 2, savedBy: 'ed', headline: 'Two' },
        { number: 1, savedBy: 'ed', note: 'Created', headline: 'One' },
      ],
      diff: {
        fields: [{ field: 'headline', before: 'One', after: 'Two' }],
        blocks: [
          {
            change: 'CHANGED',
            segments: [
              { change: 'REMOVED', text: 'Red' },
              { change: 'ADDED', text: 'Green' },
              { change: 'SAME', text: ' apples' },
            ],
          },
          { change: 'SAME' },
          { kind: 'divider', change: 'ADDED' },
        ],
      },
    });
    const back = await edit(RESTORE, { id: made.id, n: 1 });
    expect(back).toMatchObject({ version: 3, article: { headline: 'One' } });
    expect(back.article.body).toEqual(made.article.body);
  });
});
