import { type LayoutModule } from '../../src/pages/page.layout';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { editionId, layOut, type Page, PAGE, somePage, startLoggedGateway } from './support';

const USUAL = ['articles', 'popular', 'now-reading'];

interface Answer {
  page: Page | null;
}

const RANKINGS = ['popular_ranking', 'now_reading'];

describe('a module that fails', () => {
  let gateway: TestGateway;
  let logged: Awaited<ReturnType<typeof startLoggedGateway>>;

  const sql = (text: string) => gateway.dataSource.query(text);

  async function ask(path: string) {
    const answer = await logged.request<Answer>(PAGE, { path });
    const keys = answer.data?.page?.modules.map(({ key }) => key);
    return { ...answer, keys };
  }

  function accidents(): string[] {
    return logged.lines.filter(({ level }) => level >= 50).map((line) => JSON.stringify(line));
  }

  beforeAll(async () => {
    gateway = await startTestGateway({ ROW_CACHE_MB: '0', ANSWER_CACHE_MB: '0' });
    const { newspaper } = gateway;
    await newspaper.articles(
      Array.from({ length: 60 }, (_, place) => ({
        slug: `a${place}`,
        section: place % 2 === 0 ? 'town' : 'sport',
        format: place % 10 === 0 ? 'OPINION' : 'NEWS',
      })),
    );
    await newspaper.refresh();
    logged = await startLoggedGateway(gateway.databaseUrl, {
      RANKING_REFRESH_SECONDS: '3600',
      ROW_CACHE_MB: '0',
      ANSWER_CACHE_MB: '0',
    });
  });

  beforeEach(() => {
    logged.lines.length = 0;
  });

  afterAll(async () => {
    await logged.close();
    await gateway.close();
  });

  it.each([
    ['/town', ['articles']],
    ['/', ['lead', 'section-sport', 'section-town', 'opinion', 'latest']],
    ['/town/a0', ['subject', 'related', 'opinion', 'latest']],
  ])('leaves the rest of %s as it is, with an error that names it', async (path, rest) => {
    for (const table of RANKINGS) await sql(`ALTER TABLE ${table} RENAME TO ${table}_elsewhere`);
    try {
      const { keys, errors } = await ask(path);
      expect(keys).toEqual(rest);
      expect(errors?.map(({ extensions }) => extensions)).toEqual(
        expect.arrayContaining([{ code: 'UNAVAILABLE', module: 'popular' }]),
      );
      expect(new Set(errors?.map(({ extensions }) => extensions.module))).toEqual(
        new Set(['popular', 'now-reading']),
      );
      expect(JSON.stringify(errors)).not.toMatch(/popular_ranking|now_reading|relation/);
      expect(accidents().join()).toContain('relation \\"popular_ranking\\" does not exist');
    } finally {
      for (const table of RANKINGS) await sql(`ALTER TABLE ${table}_elsewhere RENAME TO ${table}`);
    }
    const { keys, errors } = await ask(path);
    expect(errors).toBeUndefined();
    expect(keys).toEqual(expect.arrayContaining([...rest, 'popular']));
  });

  it('is missing alone where related articles cannot be read', async () => {
    await sql('ALTER TABLE related_article RENAME TO related_elsewhere');
    const { keys, errors } = await ask('/town/a0');
    await sql('ALTER TABLE related_elsewhere RENAME TO related_article');
    expect(keys).toEqual(['subject', 'now-reading', 'popular', 'opinion', 'latest']);
    expect(errors?.map(({ extensions }) => extensions.module)).toEqual(['related']);
  });
});

describe('a module that is slow', () => {
  let gateway: TestGateway;
  let logged: Awaited<ReturnType<typeof startLoggedGateway>>;

  beforeAll(async () => {
    gateway = await startTestGateway({ ROW_CACHE_MB: '0', ANSWER_CACHE_MB: '0' });
    await gateway.newspaper.articles(
      Array.from({ length: 60 }, (_, place) => ({
        slug: `a${place}`,
        section: place % 2 === 0 ? 'town' : 'sport',
        format: place % 10 === 0 ? 'OPINION' : 'NEWS',
        authors: ['ada'],
      })),
    );
    await gateway.newspaper.refresh();
    logged = await startLoggedGateway(gateway.databaseUrl, {
      RANKING_REFRESH_SECONDS: '3600',
      ROW_CACHE_MB: '0',
      ANSWER_CACHE_MB: '0',
    });
  });

  afterAll(async () => {
    await logged.close();
    await gateway.close();
  });

  /** Reads of what is popular wait until the lock is let go. */
  async function lockPopular(): Promise<() => Promise<void>> {
    const session = gateway.dataSource.createQueryRunner();
    await session.startTransaction();
    await session.query('LOCK TABLE popular_ranking IN ACCESS EXCLUSIVE MODE');
    return async () => {
      await session.rollbackTransaction();
      await session.release();
    };
  }

  it.each(['/', '/town', '/town/a0'])(
    'is left out of %s, which comes within a few seconds with all the rest',
    async (path) => {
      const before = (await somePage(gateway, path)).modules.map(({ key }) => key);
      const unlock = await lockPopular();
      try {
        const query = `query Q($path: String!) { page(path: $path) {
          title seo { title jsonLd }
          modules { key ... on ArticleListModule { items { article { headline authors { name } image { url } } } } }
        } }`;
        const { data, errors } = await logged.request<Answer>(query, { path });
        const keys = data?.page?.modules.map(({ key }) => key);
        expect(keys).toEqual(before.filter((key) => key !== 'popular'));
        expect(errors?.map(({ extensions }) => extensions)).toEqual([
          { code: 'UNAVAILABLE', module: 'popular' },
        ]);
        expect(JSON.stringify(logged.lines)).toContain('longer than 2000 ms');
      } finally {
        await unlock();
      }
      const after = await logged.request<Answer>(PAGE, { path });
      expect(after.errors).toBeUndefined();
      expect(after.data?.page?.modules.map(({ key }) => key)).toEqual(before);
    },
    40_000,
  );

  it('takes no other with it where it is asked for first', async () => {
    const list = { type: 'LIST', size: 3 } as const;
    await layOut(gateway, '/', [
      { ...list, key: 'popular', source: 'POPULAR' },
      { ...list, key: 'latest', source: 'LATEST' },
      { ...list, key: 'opinion', source: 'OPINION' },
      { ...list, key: 'sport', source: 'LATEST', section: 'sport' },
      { ...list, key: 'town-opinion', source: 'OPINION', section: 'town' },
    ]);
    const unlock = await lockPopular();
    const { data, errors } = await logged.request<Answer>(PAGE, { path: '/' });
    await unlock();
    const keys = data?.page?.modules.map(({ key }) => key);
    expect(keys).toEqual(['latest', 'opinion', 'sport', 'town-opinion']);
    expect(errors?.map(({ extensions }) => extensions.module)).toEqual(['popular']);
  }, 20_000);
});

describe('a layout that is wrong', () => {
  let gateway: TestGateway;
  const warnings: string[] = [];

  beforeAll(async () => {
    // Where Node itself would write it to the log.
    jest.spyOn(process, 'emitWarning').mockImplementation((warning) => {
      warnings.push(String(warning));
    });
    gateway = await startTestGateway({ ROW_CACHE_MB: '0', ANSWER_CACHE_MB: '0' });
    await gateway.newspaper.article({ section: 'town', slug: 'a' });
  });

  afterAll(async () => {
    jest.restoreAllMocks();
    await gateway.close();
  });

  const list = { type: 'LIST', key: 'a', source: 'LATEST', size: 1 };

  it.each<[string, unknown]>([
    ['is no list', {}],
    ['is null', null],
    ['is a text', 'LATEST'],
    ['has null for a module', [null]],
    ['has a module of a type that is not there', [{ ...list, type: 'VIDEO_WALL' }]],
    ['has a source that is not there', [{ ...list, source: 'BEST' }]],
    ['has no key', [{ ...list, key: '' }]],
    ['has a list of no length', [{ ...list, size: 0 }]],
    ['has a list of a length that is no number', [{ ...list, size: '5' }]],
    ['has a list that is far too long', [{ ...list, size: 1_000_000 }]],
    ['has lists that are far too long together', Array(6).fill({ ...list, size: 100 })],
    ['pins what is no article', [{ ...list, pinned: ['some-slug'] }]],
    ['pins no list', [{ ...list, pinned: 7 }]],
    ['has a window that is not there', [{ ...list, source: 'POPULAR', window: 'YEAR' }]],
    ['has far too many modules', Array(500).fill(list)],
  ])(
    'and %s takes no page with it: the usual one is used, and a warning says so',
    async (_, wrong) => {
      warnings.length = 0;
      const edition = await editionId(gateway);
      const { manager } = gateway.dataSource;
      await manager.query('DELETE FROM page_layout');
      await layOut(gateway, '/news', [{ type: 'LIST', key: 'good', source: 'LATEST', size: 1 }]);
      await manager.query(
        `INSERT INTO page_layout (id, edition_id, kind, modules) VALUES (gen_random_uuid(), $1, 'SECTION', $2)`,
        [edition, JSON.stringify(wrong)],
      );
      await gateway.newspaper.onFrameChange();
      const { modules } = await somePage(gateway, '/town');
      expect(USUAL).toEqual(expect.arrayContaining(modules.map(({ key }) => key)));
      expect(modules[0]?.key).toBe('articles');
      expect((await somePage(gateway, '/news')).modules.map(({ key }) => key)).toEqual(['good']);
      expect(warnings.join()).toMatch(/The layout of SECTION is ignored, as it is wrong: \w/);
    },
  );

  it('is refused when it is to be saved', async () => {
    const wrong = [{ ...list, source: 'BEST' }] as unknown as LayoutModule[];
    await expect(layOut(gateway, '/', wrong)).rejects.toThrow('source');
    await expect(layOut(gateway, 'constructor', [])).rejects.toThrow('no path');
  });
});
