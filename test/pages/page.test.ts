import { startTestGateway, type TestGateway } from '../support/gateway';

interface PageAnswer {
  page: {
    path: string;
    status: number;
    kind: string;
    title: string;
    redirectTo: string | null;
    breadcrumbs: { title: string; path: string }[];
    modules: {
      __typename: string;
      key: string;
      title: string | null;
      items?: { placement: string; article: { slug: string } }[];
    }[];
  } | null;
}

const PAGE = `
  query ($path: String!, $edition: LanguageTag) {
    page(path: $path, edition: $edition) {
      path status kind title redirectTo
      breadcrumbs { title path }
      modules {
        __typename key title
        ... on ArticleListModule { items { placement article { slug } } }
      }
    }
  }`;

describe('a page by its path', () => {
  let gateway: TestGateway;

  async function pageAt(path: string, edition?: string): Promise<PageAnswer['page']> {
    const { page } = await gateway.data<PageAnswer>(PAGE, { path, edition });
    return page;
  }

  beforeAll(async () => {
    gateway = await startTestGateway();
    const { newspaper } = gateway;
    await newspaper.edition('de');
    await newspaper.section({ slug: 'town', name: 'Town' });
    await newspaper.section({ slug: 'harbour', name: 'Harbour', parentSlug: 'town' });
    await newspaper.articles(
      Array.from({ length: 40 }, (_, place) => ({
        section: ['town', 'harbour', 'sport', 'culture'][place % 4] ?? 'town',
        format: place % 5 === 0 ? 'OPINION' : 'NEWS',
        authors: ['jane-roe'],
        tags: ['flood'],
      })),
    );
    await newspaper.article({
      slug: 'the-wall',
      section: 'harbour',
      publishedAt: new Date('2026-03-05T12:00:00Z'),
    });
    const { uid } = await newspaper.article({ slug: 'gone', section: 'harbour' });
    await newspaper.article({ uid, slug: 'gone', section: 'harbour', status: 'UNPUBLISHED' });
    await newspaper.article({
      slug: 'secret',
      section: 'harbour',
      status: 'DRAFT',
      publishedAt: null,
    });
    await newspaper.article({ edition: 'de', section: 'stadt', slug: 'die-mauer' });
    await newspaper.refresh();
  });

  afterAll(() => gateway.close());

  it.each([
    ['/', 'FRONT'],
    ['/news', 'ALL_NEWS'],
    ['/town', 'SECTION'],
    ['/harbour', 'SECTION'],
    ['/harbour/the-wall', 'ARTICLE'],
    ['/authors/jane-roe', 'PERSON'],
    ['/tags/flood', 'TAG'],
    ['/archive', 'ARCHIVE'],
    ['/archive/2026', 'ARCHIVE'],
    ['/archive/2026/03', 'ARCHIVE'],
    ['/archive/2026/03/05', 'ARCHIVE'],
    ['/de', 'FRONT'],
    ['/de/stadt', 'SECTION'],
    ['/de/stadt/die-mauer', 'ARTICLE'],
  ])('answers %s as %s', async (path, kind) => {
    expect(await pageAt(path)).toMatchObject({ path, kind, status: 200, redirectTo: null });
  });

  it.each([
    '/the-wall',
    '/town/the-wall',
    '/harbour/the-wall/more',
    '/harbour/secret',
    '/nowhere',
    '/authors/nobody',
    '/tags/nothing',
    '/archive/2026/3',
    '/archive/2026/13',
    '/archive/1999',
    '/de/harbour/the-wall',
    '/stadt/die-mauer',
    '/harbour%2Fthe-wall',
    '/%00',
    '/en%5Cx',
  ])('answers null for %s, at which nothing public stands', async (path) => {
    expect(await pageAt(path)).toBeNull();
  });

  it.each([
    ['/harbour/the-wall/', '/harbour/the-wall'],
    ['//harbour///the-wall', '/harbour/the-wall'],
    ['/Harbour/The-Wall', '/harbour/the-wall'],
    ['/en', '/'],
    ['/en/harbour', '/harbour'],
    ['/de/', '/de'],
    ['/DE/stadt', '/de/stadt'],
  ])('redirects %s to the canonical %s', async (path, redirectTo) => {
    expect(await pageAt(path)).toMatchObject({ status: 301, redirectTo, modules: [] });
  });

  it('takes the edition as an argument for a path without its prefix', async () => {
    expect(await pageAt('/stadt/die-mauer', 'de')).toMatchObject({
      path: '/de/stadt/die-mauer',
      status: 200,
    });
    expect(await pageAt('/de/stadt/die-mauer', 'de')).toMatchObject({ status: 200 });
    expect(await pageAt('/de/stadt/die-mauer', 'en')).toBeNull();
  });

  it.each(['no-slash', '/a?b', '/a#b', `/${'a'.repeat(2001)}`, '/%FF%FE', '/%zz'])(
    'refuses %s, which is no path',
    async (path) => {
      const { errors } = await gateway.request(PAGE, { path });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'path' });
    },
  );

  it('says that a withdrawn article is gone, and nothing more about it', async () => {
    const page = await pageAt('/harbour/gone');
    expect(page).toMatchObject({ status: 410, modules: [], breadcrumbs: [] });
    expect(JSON.stringify(page)).not.toContain('Gone');
  });

  it('leads from an old address to where the article is now, over any number of moves', async () => {
    const { newspaper } = gateway;
    const { uid } = await newspaper.article({ slug: 'first-name', section: 'harbour' });
    await newspaper.article({ uid, slug: 'second-name', section: 'harbour' });
    await newspaper.article({ uid, slug: 'third-name', section: 'town' });
    for (const path of ['/harbour/first-name', '/harbour/second-name', '/Harbour/First-Name/']) {
      expect(await pageAt(path)).toMatchObject({ status: 301, redirectTo: '/town/third-name' });
    }
    await newspaper.article({ uid, slug: 'first-name', section: 'harbour' });
    expect(await pageAt('/harbour/first-name')).toMatchObject({ status: 200 });
    await newspaper.article({ uid, slug: 'first-name', section: 'harbour', status: 'UNPUBLISHED' });
    expect(await pageAt('/town/third-name')).toMatchObject({ status: 410 });
  });

  it('shows the way from the front page', async () => {
    expect((await pageAt('/harbour/the-wall'))?.breadcrumbs).toEqual([
      { title: 'Home', path: '/' },
      { title: 'Town', path: '/town' },
      { title: 'Harbour', path: '/harbour' },
      { title: 'the-wall', path: '/harbour/the-wall' },
    ]);
    expect((await pageAt('/archive/2026/03/05'))?.breadcrumbs.map(({ path }) => path)).toEqual([
      '/',
      '/archive',
      '/archive/2026',
      '/archive/2026/03',
      '/archive/2026/03/05',
    ]);
  });

  it.each([
    '/',
    '/town',
    '/harbour/the-wall',
    '/authors/jane-roe',
    '/tags/flood',
    '/news',
    '/archive/2026',
  ])('shows no article twice on %s', async (path) => {
    const page = await pageAt(path);
    const slugs =
      page?.modules.flatMap(({ items }) => (items ?? []).map(({ article }) => article.slug)) ?? [];
    expect(slugs.length).toBeGreaterThan(0);
    expect(new Set(slugs).size).toBe(slugs.length);
    expect(slugs).not.toContain(path.split('/').at(-1));
  });

  it('changed when the last changed article of its lists did', async () => {
    const { page } = await gateway.data<{
      page: { updatedAt: string; modules: { articles?: { updatedAt: string }[] }[] };
    }>(`{ page(path: "/sport") {
      updatedAt modules { ... on ArticleListModule { articles { updatedAt } } } } }`);
    const times = page.modules.flatMap(({ articles = [] }) => articles.map((one) => one.updatedAt));
    expect(page.updatedAt).toBe(times.sort().at(-1));
  });
});
