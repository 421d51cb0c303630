import { savePageLayout } from '../../src/pages/layout.commands';
import { type LayoutModule, type ListModule } from '../../src/pages/page.layout';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { editionId, layOut, listsOf, pageAt, somePage } from './support';
import { expectSoon } from '../support/patience';

const list = (key: string, more: Partial<ListModule> = {}): ListModule => ({
  type: 'LIST',
  key,
  source: 'LATEST',
  size: 3,
  ...more,
});

describe('the layout of a page', () => {
  let gateway: TestGateway;
  let uids: Map<string, string>;

  const uid = (slug: string) => uids.get(slug) ?? '';

  async function keysAt(path: string): Promise<string[]> {
    return (await somePage(gateway, path)).modules.map(({ key }) => key);
  }

  /** What stands in the one list of a page that is laid out for it alone. */
  async function itemsOf(path: string, module: ListModule): Promise<[string, string][]> {
    await layOut(gateway, path, [module]);
    const page = await somePage(gateway, path);
    return page.modules.flatMap(({ items = [] }) =>
      items.map(({ placement, article }): [string, string] => [placement, article.slug]),
    );
  }

  beforeAll(async () => {
    gateway = await startTestGateway();
    const { newspaper } = gateway;
    await newspaper.section({ slug: 'town', position: 1 });
    await newspaper.section({ slug: 'sport', position: 2 });
    await newspaper.section({ slug: 'empty', position: 3 });
    // t1 is the newest of all, s4 the oldest; every second one is in sport.
    const saved = await newspaper.articles(
      ['t1', 's1', 't2', 's2', 't3', 's3', 't4', 's4'].map((slug) => ({
        slug,
        section: slug.startsWith('t') ? 'town' : 'sport',
        format: slug === 's2' ? 'OPINION' : 'NEWS',
        tags: slug.endsWith('4') ? ['flood'] : [],
        authors: slug.endsWith('3') ? ['ada'] : [],
      })),
    );
    uids = new Map(saved.map((article) => [article.slug, article.uid]));
    for (const slug of ['hidden', 'gone', 'later']) {
      const { uid } = await newspaper.article({ slug, section: 'town' });
      const changed = {
        hidden: { status: 'DRAFT', publishedAt: null },
        gone: { status: 'UNPUBLISHED' },
        later: { embargoUntil: new Date(Date.now() + 3_600_000) },
      } as const;
      await newspaper.article({
        uid,
        slug,
        section: 'town',
        ...changed[slug as keyof typeof changed],
      });
      uids.set(slug, uid);
    }
    await newspaper.refresh();
  });

  afterEach(async () => {
    await gateway.dataSource.query('DELETE FROM page_layout');
    await gateway.newspaper.onFrameChange();
  });

  afterAll(() => gateway.close());

  it('is the path’s own, else the one of its kind, else the usual one', async () => {
    expect(await keysAt('/sport')).toEqual(['articles', 'popular']);
    await layOut(gateway, 'SECTION', [list('of-kind')]);
    expect(await keysAt('/sport')).toEqual(['of-kind']);
    await layOut(gateway, '/sport', [list('of-path')]);
    expect(await keysAt('/sport')).toEqual(['of-path']);
    expect(await keysAt('/town')).toEqual(['of-kind']);
    await layOut(gateway, '/sport', [list('again')]);
    expect(await keysAt('/sport')).toEqual(['again']);
  });

  it('shows within a second on a gateway that runs, in other editions not at all', async () => {
    await gateway.newspaper.edition('de');
    await gateway.newspaper.article({ edition: 'de', section: 'ort', slug: 'neu' });
    const { manager } = gateway.dataSource;
    await savePageLayout(manager, await editionId(gateway), '/', [list('mine')]);
    await expectSoon(() => keysAt('/'), ['mine'], 15_000);
    expect(await keysAt('/de')).toContain('lead');
  });

  it('has pins first, in their order, passing over what is hidden; each item says why it stands there', async () => {
    const pinned = ['s4', 'hidden', 'gone', 't3', 'later'].map(uid);
    expect(await itemsOf('/', list('lead', { pinned, size: 4 }))).toEqual([
      ['PINNED', 's4'],
      ['PINNED', 't3'],
      ['RULE', 't1'],
      ['RULE', 's1'],
    ]);
  });

  it('shows a pin once that the rule finds too, and an unknown one never', async () => {
    const unknown = '0190b5a6-7c3e-7000-8000-000000000000';
    const pinned = [unknown, uid('s1'), uid('s1')];
    expect(await itemsOf('/', list('lead', { pinned }))).toEqual([
      ['PINNED', 's1'],
      ['RULE', 't1'],
      ['RULE', 't2'],
    ]);
  });

  it.each(['POPULAR', 'NOW_READING', 'CURATED', 'READING_LIST'] as const)(
    'falls back to the newest where %s finds nothing, and says so',
    async (source) => {
      expect(await itemsOf('/', list('some', { source, size: 2 }))).toEqual([
        ['FALLBACK', 't1'],
        ['FALLBACK', 's1'],
      ]);
    },
  );

  it('falls back to the newest where an article has too few related', async () => {
    await gateway.dataSource.query('DELETE FROM related_article');
    await gateway.newspaper.decideRelated(uid('t1'), uid('s4'), 1);
    expect(await itemsOf('/town/t1', list('more', { source: 'RELATED' }))).toEqual([
      ['RULE', 's4'],
      ['FALLBACK', 's1'],
      ['FALLBACK', 't2'],
    ]);
  });

  it('ranks what is read, and fills the gap with the newest', async () => {
    await gateway.newspaper.views(uid('s4'), 5);
    await gateway.newspaper.views(uid('t4'), 9);
    await gateway.newspaper.refresh();
    expect(await itemsOf('/', list('most-read', { source: 'POPULAR' }))).toEqual([
      ['RULE', 't4'],
      ['RULE', 's4'],
      ['FALLBACK', 't1'],
    ]);
  });

  it.each([
    ['/tags/flood', ['t4', 's4']],
    ['/authors/ada', ['t3', 's3']],
    ['/sport', ['s1', 's2', 's3', 's4']],
  ])('fills what is popular at %s with what is its own', async (path, own) => {
    const items = await itemsOf(path, list('most-read', { source: 'POPULAR', size: 9 }));
    expect(items.map(([, slug]) => slug).sort()).toEqual([...own].sort());
  });

  it('takes a section’s articles, or the whole edition’s', async () => {
    const sport = list('sport', { section: 'sport', size: 9 });
    expect((await itemsOf('/town', sport)).map(([, slug]) => slug)).toEqual(
      's1 s2 s3 s4'.split(' '),
    );
    const own = await itemsOf('/town', list('own', { size: 9 }));
    expect(own.map(([, slug]) => slug)).toEqual('t1 t2 t3 t4'.split(' '));
    const all = await itemsOf('/town', list('all', { size: 9, wholeEdition: true }));
    expect(all).toHaveLength(8);
    const opinion = await itemsOf('/', list('views', { source: 'OPINION' }));
    expect(opinion).toEqual([['RULE', 's2']]);
  });

  it('lets an exempt list repeat what stands elsewhere, and take nothing from the others', async () => {
    await layOut(gateway, '/', [list('a'), list('ticker', { isExempt: true, size: 5 }), list('b')]);
    expect(listsOf(await somePage(gateway, '/'))).toEqual({
      a: ['t1', 's1', 't2'],
      ticker: ['t1', 's1', 't2', 's2', 't3'],
      b: ['s2', 't3', 's3'],
    });
    // An exempt list repeats other lists, never the page's own article.
    await layOut(gateway, '/town/t1', [list('ticker', { isExempt: true, wholeEdition: true })]);
    expect(listsOf(await somePage(gateway, '/town/t1')).ticker).toEqual(['s1', 't2', 's2']);
  });

  it('is as long as the lists’ sizes, and leaves empty lists out', async () => {
    await layOut(gateway, '/', [
      list('none', { section: 'empty' }),
      list('one', { size: 1 }),
      list('six', { size: 6 }),
      list('rest', { size: 100 }),
      list('nothing-left', { size: 5 }),
    ]);
    const lists = listsOf(await somePage(gateway, '/'));
    expect(Object.entries(lists).map(([key, slugs]) => [key, slugs.length])).toEqual([
      ['one', 1],
      ['six', 6],
      ['rest', 1],
    ]);
  });

  it('loses no module whose key another has: the second is called by its number', async () => {
    const popular: LayoutModule = list('popular', { source: 'POPULAR' });
    await layOut(gateway, '/', [
      popular,
      list('section-sport', { size: 1 }),
      popular,
      { type: 'SECTION_LISTS', key: 'section', size: 1 },
    ]);
    const page = await somePage(gateway, '/');
    expect(page.modules.map(({ key, title }) => [key, title])).toEqual([
      ['popular', 'Popular'],
      ['section-sport', null],
      ['popular-2', 'Popular'],
      ['section-sport-2', 'sport'],
    ]);
    const slugs = Object.values(listsOf(page)).flat();
    expect(new Set(slugs).size).toBe(slugs.length);
  });

  it('goes without a list of a section that is not there, and says so', async () => {
    await layOut(gateway, '/', [list('lost', { section: 'no-such' }), list('kept')]);
    const { data, errors } = await gateway.request<{ page: { modules: { key: string }[] } }>(
      '{ page(path: "/") { modules { key } } }',
    );
    expect(data.page.modules).toEqual([{ key: 'kept' }]);
    expect(errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE', module: 'lost' } }]);
  });

  it('may be empty, and may ask for what a kind of page has not got', async () => {
    await layOut(gateway, '/', []);
    expect((await somePage(gateway, '/')).modules).toEqual([]);
    await layOut(gateway, '/', [
      { type: 'SUBJECT', key: 'subject' },
      list('more', { source: 'RELATED' }),
    ]);
    expect((await somePage(gateway, '/')).modules).toEqual([]);
    expect(await pageAt(gateway, '/town/t1')).not.toBeNull();
  });
});
