import * as fc from 'fast-check';
import { DEFAULT_LAYOUTS, type LayoutModule, type ListModule } from '../../src/pages/page.layout';
import { PageKind } from '../../src/pages/page.enums';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { layOut, type Page, PAGE } from './support';

const SECTIONS = ['town', 'north', 'sport', 'culture'] as const;
const COUNT = 260;
const OWN = 'n-17';

interface Known {
  slug: string;
  uid: string;
  section: string;
  isOpinion: boolean;
  isPublic: boolean;
  views: number;
}

/** What any list could show, best first, with nothing left out: all of a small newspaper, kept in memory. */
class Model {
  /** The newest first. */
  known: Known[] = [];
  related: string[] = [];

  private newest(scope: string | null): Known[] {
    const inScope = (section: string) =>
      scope === null || section === scope || (scope === 'town' && section === 'north');
    return this.known.filter((one) => one.isPublic && inScope(one.section));
  }

  private byRule(module: ListModule, path: string): Known[] {
    const own = path === '/town' && !module.wholeEdition ? 'town' : null;
    const scope = this.newest(module.section ?? own);
    if (module.source === 'OPINION') return scope.filter((one) => one.isOpinion);
    if (module.source === 'RELATED') {
      if (!path.endsWith(OWN)) return [];
      const all = this.newest(null);
      const alike = this.related.flatMap((slug) => all.filter((one) => one.slug === slug));
      return [...alike, ...all];
    }
    if (module.source !== 'POPULAR') return scope;
    const seen = scope.filter((one) => one.views > 0);
    return [...seen.sort((a, b) => b.views - a.views), ...scope];
  }

  private expand(layout: LayoutModule[]): ListModule[] {
    return layout.flatMap((module): ListModule[] => {
      if (module.type === 'LIST') return [module];
      if (module.type === 'SUBJECT') return [];
      const { key, size } = module;
      return ['town', 'sport', 'culture'].map((section) => {
        return { type: 'LIST', key: `${key}-${section}`, source: 'LATEST', size, section };
      });
    });
  }

  /** The lists of a page: each as long as it could be, in the layout's order. */
  lists(layout: LayoutModule[], path: string): [string, string[]][] {
    const taken = new Set<string>();
    return this.expand(layout).flatMap((module): [string, string[]][] => {
      const pins = (module.pinned ?? []).flatMap((uid) =>
        this.known.filter((one) => one.isPublic && one.uid === uid),
      );
      const slugs = [...pins, ...this.byRule(module, path)].map(({ slug }) => slug);
      const free = [...new Set(slugs)].filter(
        (slug) => !path.endsWith(`/${slug}`) && (module.isExempt === true || !taken.has(slug)),
      );
      const shown = free.slice(0, module.size);
      if (!module.isExempt) for (const slug of shown) taken.add(slug);
      return shown.length === 0 ? [] : [[module.key, shown]];
    });
  }
}

const SOURCES = [
  'CURATED',
  'LATEST',
  'POPULAR',
  'NOW_READING',
  'RELATED',
  'OPINION',
  'READING_LIST',
] as const;

type Draft = Omit<ListModule, 'key' | 'pinned'> & { pins: number[] };

const anyList: fc.Arbitrary<Draft> = fc.record(
  {
    type: fc.constant('LIST' as const),
    source: fc.constantFrom(...SOURCES),
    size: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 45 })),
    section: fc.constantFrom(...SECTIONS),
    wholeEdition: fc.boolean(),
    pins: fc.array(fc.nat(COUNT - 1), { maxLength: 4 }),
    isExempt: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true)),
  },
  { requiredKeys: ['type', 'source', 'size', 'pins'] },
);

const anyModule = fc.oneof(
  { weight: 9, arbitrary: anyList },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('SECTION_LISTS' as const),
      size: fc.integer({ min: 1, max: 30 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('SUBJECT' as const) }) },
);

const anyPath = fc.constantFrom('/', '/news', '/town', `/town/${OWN}`);

describe('the lists of any layout', () => {
  let gateway: TestGateway;
  const model = new Model();
  let most = 0;

  function keyed(
    drafts: (Draft | { type: 'SECTION_LISTS'; size: number } | { type: 'SUBJECT' })[],
  ) {
    return drafts.map((draft, index): LayoutModule => {
      if (draft.type !== 'LIST') return { ...draft, key: `m${index}` };
      const { pins, ...rest } = draft;
      const pinned = pins.flatMap((place) => model.known[place]?.uid ?? []);
      return { ...rest, key: `m${index}`, pinned };
    });
  }

  beforeAll(async () => {
    gateway = await startTestGateway();
    const { newspaper } = gateway;
    await newspaper.section({ slug: 'town', position: 1 });
    await newspaper.section({ slug: 'north', parentSlug: 'town' });
    await newspaper.section({ slug: 'sport', position: 2 });
    await newspaper.section({ slug: 'culture', position: 3 });
    const drafts = Array.from({ length: COUNT }, (_, place) => ({
      slug: `n-${place}`,
      section: place === 17 ? 'town' : (SECTIONS[(place * 7 + (place % 5)) % 4] ?? 'town'),
      format: place % 6 === 0 ? ('OPINION' as const) : ('NEWS' as const),
      status: place % 11 === 3 ? ('DRAFT' as const) : ('PUBLISHED' as const),
    }));
    const saved = await newspaper.articles(drafts);
    model.known = drafts.map((draft, place) => ({
      slug: draft.slug,
      uid: saved[place]?.uid ?? '',
      section: draft.section,
      isOpinion: draft.format === 'OPINION',
      isPublic: draft.status === 'PUBLISHED',
      views: place % 3 === 0 ? 1 + ((place * 37) % 113) : 0,
    }));
    const earlier = new Date(Date.now() - 3 * 3_600_000);
    for (const { uid, views } of model.known.filter((one) => one.views > 0)) {
      await newspaper.views(uid, views, earlier);
    }
    await newspaper.refresh();
    await gateway.dataSource.query('DELETE FROM related_article');
    for (const [position, place] of [40, 0, 60, 61, 62, 3, 99].entries()) {
      await newspaper.decideRelated(
        model.known[17]?.uid ?? '',
        model.known[place]?.uid ?? '',
        position,
      );
      model.related.push(`n-${place}`);
    }
  });

  afterAll(() => gateway.close());

  async function listsAt(path: string): Promise<[string, string[]][]> {
    const { data, errors, statements } = await gateway.request<{ page: Page }>(PAGE, { path });
    expect(errors).toBeUndefined();
    most = Math.max(most, statements);
    return data.page.modules.flatMap(({ key, items }): [string, string[]][] =>
      items ? [[key, items.map(({ article }) => article.slug)]] : [],
    );
  }

  it('show no article twice nor the page’s own, and are as long as they could be, in the layout’s order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyModule, { maxLength: 11 }), anyPath, async (drafts, path) => {
        const layout = keyed(drafts);
        await layOut(gateway, path, layout);
        const lists = await listsAt(path);
        expect(lists).toEqual(model.lists(layout, path));
        const exempt = new Set(
          layout.flatMap((one) => ('isExempt' in one && one.isExempt ? [one.key] : [])),
        );
        const once = lists.flatMap(([key, slugs]) => (exempt.has(key) ? [] : slugs));
        expect(new Set(once).size).toBe(once.length);
        expect(lists.flatMap(([, slugs]) => slugs)).not.toContain(path.split('/').at(-1));
      }),
      { numRuns: 150 },
    );
    expect(most).toBeLessThanOrEqual(12);
  }, 120_000);

  const BUDGET = `query Q($path: String!) { page(path: $path) {
    title breadcrumbs { path }
    seo { title jsonLd openGraph { content } alternates { url } }
    modules { key
      ... on ArticleModule { article { bodyHtml authors { name } tags { name } corrections { text } translations { language } image { url } } }
      ... on ArticleListModule { section { name }
        items { placement article { headline path authors { name } image { url } section { name } } } } }
  } }`;

  it.each([
    [PageKind.FRONT, '/', 8],
    [PageKind.SECTION, '/town', 8],
    [PageKind.ALL_NEWS, '/news', 8],
    [PageKind.ARCHIVE, '/archive', 8],
    [PageKind.ARTICLE, `/town/${OWN}`, 12],
  ])(
    'of the usual sources cost a page of the kind %s at %s at most %d statements, whatever their sizes',
    async (kind, path, budget) => {
      await gateway.dataSource.query('DELETE FROM page_layout');
      const usual = DEFAULT_LAYOUTS[kind];
      const sizes = fc.array(fc.integer({ min: 1, max: 70 }), {
        minLength: usual.length,
        maxLength: usual.length,
      });
      await fc.assert(
        fc.asyncProperty(sizes, async (some) => {
          const layout = usual.map((module, index) =>
            module.type === 'SUBJECT' ? module : { ...module, size: some[index] ?? 1 },
          );
          await layOut(gateway, path, layout);
          const { errors, statements } = await gateway.request(BUDGET, { path });
          expect(errors).toBeUndefined();
          expect(statements).toBeLessThanOrEqual(budget);
        }),
        { numRuns: 15 },
      );
    },
    60_000,
  );
});
