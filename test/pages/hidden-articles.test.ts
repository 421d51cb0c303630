import { newUid } from '../../src/sql/uuid';
import { type LayoutModule } from '../../src/pages/page.layout';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { type TestArticle } from '../support/newspaper';
import { editionId, layOut, pageAt } from './support';

const EVERYTHING = `
  query Everything($path: String!) {
    page(path: $path) {
      path status kind title redirectTo
      breadcrumbs { title path }
      seo { title description canonicalUrl robots alternates { language url } openGraph { property content } jsonLd image { alt } }
      modules {
        key title
        ... on ArticleModule { article { headline path bodyHtml translations { language article { headline } } related(first: 20) { headline } tags { name } } }
        ... on ArticleListModule { items { placement article { headline path } } }
        ... on ArchiveModule { archive { total years { count path } } }
        ... on PersonModule { person { name articles(first: 5) { totalCount nodes { headline } } } }
      }
    }
  }`;

interface Shown {
  page: { path: string; status: number; title: string; redirectTo: string | null } | null;
}

const SECRET = 'Zeppelin';
const soon = () => new Date(Date.now() + 3_600_000);

/** How an article that was public is hidden, or one that is not public yet. */
const HIDDEN: Record<string, Partial<TestArticle>> = {
  draft: { status: 'DRAFT' },
  'in-review': { status: 'IN_REVIEW' },
  scheduled: { status: 'SCHEDULED', publishedAt: soon() },
  embargoed: { embargoUntil: soon() },
  withdrawn: { status: 'UNPUBLISHED' },
};

describe('what is hidden', () => {
  let gateway: TestGateway;
  const uids: string[] = [];

  async function everything(path: string): Promise<Shown['page']> {
    const { page } = await gateway.data<Shown>(EVERYTHING, { path });
    return page;
  }

  beforeAll(async () => {
    gateway = await startTestGateway();
    const { newspaper } = gateway;
    await newspaper.edition('de');
    await newspaper.section({ slug: 'town' });
    const text = 'The harbour wall of the old town is to be rebuilt before the winter storms.';
    const shown = await newspaper.article({
      slug: 'shown',
      section: 'town',
      text,
      tags: ['wall'],
      authors: ['ada'],
      publishedAt: new Date('2026-02-02T12:00:00Z'),
    });
    for (const [name, how] of Object.entries(HIDDEN)) {
      const whole: TestArticle = {
        slug: `zeppelin-${name}`,
        headline: `${SECRET} ${name}`,
        standfirst: `${SECRET} standfirst`,
        section: 'town',
        text: `${text} ${SECRET}.`,
        tags: ['wall', `zeppelin-${name}`],
        authors: ['ada', `zeppelin-${name}`],
        imageId: await newspaper.image(`${SECRET}-${name}`),
        publishedAt: new Date('2026-03-03T12:00:00Z'),
      };
      const { uid } = await newspaper.article(whole);
      const translated = await newspaper.article({
        ...whole,
        edition: 'de',
        section: 'ort',
        originalId: shown.uid,
        slug: `zeppelin-de-${name}`,
        authors: [],
        tags: [],
      });
      await newspaper.views(uid, 100);
      await newspaper.decideRelated(shown.uid, uid, uids.length + 1);
      uids.push(uid);
      await newspaper.refresh();
      await newspaper.article({ ...whole, uid, ...how });
      await newspaper.article({
        ...whole,
        edition: 'de',
        section: 'ort',
        originalId: shown.uid,
        slug: `zeppelin-de-${name}`,
        authors: [],
        tags: [],
        uid: translated.uid,
        ...how,
      });
    }
  });

  afterAll(() => gateway.close());

  it.each([
    '/',
    '/news',
    '/town',
    '/town/shown',
    '/authors/ada',
    '/tags/wall',
    '/archive',
    '/archive/2026',
    '/archive/2026/02',
    '/de',
    '/de/ort',
    '/de/news',
  ])(
    'is nowhere on %s, pinned or not: not in modules, SEO, JSON-LD, languages or counts',
    async (path) => {
      expect(JSON.stringify(await everything(path))).not.toMatch(/zeppelin/i);
      const layout: LayoutModule[] = [
        { type: 'SUBJECT', key: 'subject' },
        ...(['LATEST', 'POPULAR', 'RELATED', 'CURATED'] as const).map((source): LayoutModule => {
          return { type: 'LIST', key: source, source, size: 20, pinned: uids };
        }),
      ];
      const [, german] = /^\/de(.*)/.exec(path) ?? [];
      if (german === undefined) await layOut(gateway, path, layout);
      else await layOut(gateway, german || '/', layout, 'de');
      const page = await everything(path);
      await gateway.dataSource.query('DELETE FROM page_layout');
      await gateway.newspaper.onFrameChange();
      expect(page?.status).toBe(200);
      expect(JSON.stringify(page)).not.toMatch(/zeppelin/i);
      expect(JSON.stringify(page)).not.toContain('2026/03');
    },
  );

  it.each(Object.keys(HIDDEN))(
    'has no page: the %s one, its tag, its author and its day',
    async (name) => {
      const page = await everything(`/town/zeppelin-${name}`);
      expect(page?.status).toBe(name === 'withdrawn' ? 410 : undefined);
      expect(JSON.stringify(page)).not.toContain(SECRET);
      for (const path of [
        `/tags/zeppelin-${name}`,
        `/authors/zeppelin-${name}`,
        '/archive/2026/03',
        '/archive/2026/03/03',
        `/Town/Zeppelin-${name}/../`,
      ]) {
        expect([path, await everything(path)]).toEqual([path, null]);
      }
    },
  );

  it('says of what is gone only that, in all its fields', async () => {
    expect(await everything('/town/zeppelin-withdrawn')).toEqual({
      path: '/town/zeppelin-withdrawn',
      status: 410,
      kind: 'ARTICLE',
      title: '/town/zeppelin-withdrawn',
      redirectTo: null,
      breadcrumbs: [],
      modules: [],
      seo: {
        title: 'Broadsheet',
        description: 'Broadsheet',
        canonicalUrl: `${gateway.url}/town/zeppelin-withdrawn`,
        robots: 'noindex',
        alternates: [],
        openGraph: [],
        jsonLd: {},
        image: null,
      },
    });
  });

  it('is gone only where it was public once', async () => {
    const { newspaper } = gateway;
    const never = async (slug: string, drafts: Partial<TestArticle>[]) => {
      const uid = newUid();
      for (const draft of drafts) await newspaper.article({ uid, slug, section: 'town', ...draft });
      expect([slug, await pageAt(gateway, `/town/${slug}`)]).toEqual([slug, null]);
    };
    const status = 'UNPUBLISHED';
    await never('imported-as-withdrawn', [{ status }]);
    await never('withdrawn-draft', [
      { status: 'DRAFT', publishedAt: null },
      { status, publishedAt: null },
    ]);
    await never('withdrawn-before-its-time', [
      { status: 'SCHEDULED', publishedAt: soon() },
      { status, publishedAt: soon() },
    ]);
    await never('withdrawn-under-embargo', [
      { embargoUntil: soon() },
      { status, embargoUntil: soon() },
    ]);
  });

  it.each(Object.entries(HIDDEN))('is not told of by its old address: %s', async (name, how) => {
    const { newspaper } = gateway;
    const { uid } = await newspaper.article({ slug: `old-${name}`, section: 'town' });
    await newspaper.article({ uid, slug: `new-${name}`, section: 'town' });
    expect(await pageAt(gateway, `/town/old-${name}`)).toMatchObject({
      status: 301,
      redirectTo: `/town/new-${name}`,
    });
    await newspaper.article({ uid, slug: `new-${name}`, section: 'town', ...how });
    const page = await everything(`/town/old-${name}`);
    expect(page?.status).toBe(name === 'withdrawn' ? 410 : undefined);
    expect(JSON.stringify(page)).not.toContain(`new-${name}`);
    await newspaper.article({ uid, slug: `new-${name}`, section: 'town' });
    expect(await pageAt(gateway, `/town/old-${name}`)).toMatchObject({ status: 301 });
  });

  it('is not led to by a path either', async () => {
    const edition = await editionId(gateway);
    const lead = (from: string, to: string) =>
      gateway.dataSource.query(
        'INSERT INTO redirect (id, edition_id, from_path, to_path) VALUES ($1, $2, $3, $4)',
        [newUid(), edition, from, to],
      );
    await lead('/Old/Wall.html', '/town/shown');
    await lead('/old/draft', '/town/zeppelin-draft');
    await lead('/old/town', '/town');
    expect(await pageAt(gateway, '/Old/Wall.html')).toMatchObject({
      status: 301,
      redirectTo: '/town/shown',
    });
    expect(await pageAt(gateway, '/old/town/')).toMatchObject({ status: 301, redirectTo: '/town' });
    expect(await everything('/old/draft')).toBeNull();
  });

  it('takes the pages of its tag, its author and its day with it, and brings them back', async () => {
    const { newspaper } = gateway;
    const last: TestArticle = {
      slug: 'last',
      section: 'town',
      tags: ['only-tag'],
      authors: ['only-author'],
      publishedAt: new Date('2024-05-06T12:00:00Z'),
    };
    const { uid } = await newspaper.article(last);
    const paths = [
      '/tags/only-tag',
      '/authors/only-author',
      '/archive/2024',
      '/archive/2024/05',
      '/archive/2024/05/06',
    ];
    const statuses = async () =>
      Promise.all(paths.map(async (path) => (await pageAt(gateway, path))?.status));
    expect(await statuses()).toEqual([200, 200, 200, 200, 200]);
    await newspaper.article({ ...last, uid, status: 'UNPUBLISHED' });
    expect(await statuses()).toEqual(Array(5).fill(undefined));
    await newspaper.article({ ...last, uid });
    expect(await statuses()).toEqual([200, 200, 200, 200, 200]);
  });
});
