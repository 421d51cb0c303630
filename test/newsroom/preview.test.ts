import { Role } from '../../src/identity/viewer';
import { startTestGateway, type TestGateway } from '../support/gateway';

const LINK = `mutation ($id: ID!, $expiresAt: DateTime) { createPreviewLink(articleId: $id, expiresAt: $expiresAt) }`;
const ARTICLE = `query ($token: String) { article(slug: "secret", previewToken: $token) { id headline bodyText
  authors { slug } tags { slug } corrections { text } translations { article { id } } related { id } bodyHtml } }`;
const PAGE = `query ($token: String, $path: String!) { page(path: $path, previewToken: $token) { status title
  modules { key ... on ArticleModule { article { headline } } } } }`;

describe('a preview link', () => {
  let gateway: TestGateway;
  let token: string;
  let id: string;
  let uid: string;

  beforeAll(async () => {
    gateway = await startTestGateway();
    await gateway.newspaper.edition('de');
    token = await gateway.token(Role.EDITOR);
    const other = await gateway.newspaper.article({
      ...{ slug: 'other', status: 'DRAFT', publishedAt: null, headline: 'CANARY' },
    });
    ({ id, uid } = await gateway.newspaper.article({
      ...{ slug: 'secret', status: 'DRAFT', publishedAt: null, headline: 'As it was' },
      ...{ text: 'First text.', tags: ['parks'], authors: ['jane'] },
    }));
    await gateway.newspaper.article({
      ...{ slug: 'uebersetzt', edition: 'de', section: 'stadt', status: 'DRAFT' },
      ...{ publishedAt: null, originalId: uid, headline: 'CANARY' },
    });
    const body = [{ paragraph: { html: 'First text.' } }, { articleLink: other.id }];
    await gateway.data(
      'mutation ($id: ID!, $body: [BodyBlockInput!]!) { updateArticle(id: $id, version: 1, input: { body: $body }) { id } }',
      { id, body },
      { token },
    );
  });

  afterAll(() => gateway.close());

  const link = async (expiresAt?: string): Promise<string> => {
    const data = await gateway.data<{ createPreviewLink: string }>(
      LINK,
      { id, expiresAt },
      { token },
    );
    const url = new URL(data.createPreviewLink);
    expect(url.pathname).toBe('/town/secret');
    return url.searchParams.get('preview') ?? '';
  };

  it('shows one article at one revision to whoever has it, and nothing else that is hidden', async () => {
    const preview = await link();
    await gateway.data(
      'mutation ($id: ID!) { updateArticle(id: $id, version: 2, input: { headline: "Later", body: [], tags: [], credits: [] }) { id } }',
      { id },
      { token },
    );
    const shown = await gateway.data<{ article: object }>(ARTICLE, { token: preview });
    expect(shown.article).toMatchObject({
      ...{ id, headline: 'As it was', bodyText: 'First text.', translations: [] },
      ...{ authors: [{ slug: 'jane' }], tags: [{ slug: 'parks' }] },
    });
    expect(JSON.stringify(shown)).not.toContain('CANARY');
    expect(await gateway.data(PAGE, { token: preview, path: '/town/secret' })).toMatchObject({
      page: {
        status: 200,
        modules: expect.arrayContaining([
          { key: 'subject', article: { headline: 'As it was' } },
        ]) as unknown,
      },
    });
    expect(await gateway.data(PAGE, { token: preview, path: '/town/other' })).toEqual({
      page: null,
    });
    expect(
      await gateway.data('query ($t: String) { article(slug: "other", previewToken: $t) { id } }', {
        t: preview,
      }),
    ).toEqual({ article: null });
    expect(await gateway.data(ARTICLE)).toEqual({ article: null });
    expect(await gateway.data(PAGE, { path: '/town/secret' })).toEqual({ page: null });
  });

  it('is never stored by a cache', async () => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: ARTICLE, variables: { token: await link() } }),
    });
    expect(response.headers.get('cache-control')).toBe('private, no-store');
  });

  it('opens nothing when it was changed, has expired or is another token', async () => {
    const preview = await link();
    const soon = await link(new Date(Date.now() + 1_100).toISOString());
    await new Promise((resolve) => setTimeout(resolve, 2_200));
    for (const bad of ['', 'x', `${preview}x`, preview.slice(0, -4), soon, token]) {
      for (const [query, variables] of [
        [ARTICLE, { token: bad }],
        [PAGE, { token: bad, path: '/town/secret' }],
      ] as const) {
        const { data, errors } = await gateway.request<Record<string, unknown>>(query, variables);
        expect(Object.values(data)).toEqual([null]);
        expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND');
      }
    }
  });

  it('lasts thirty days at most, and is made by editors', async () => {
    const expiresAt = new Date(Date.now() + 31 * 86_400_000).toISOString();
    const late = await gateway.request(LINK, { id, expiresAt }, { token });
    expect(late.errors?.[0]?.extensions.field).toBe('expiresAt');
    const { errors } = await gateway.request(LINK, { id });
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});
