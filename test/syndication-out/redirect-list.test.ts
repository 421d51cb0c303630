import { startTestGateway, type TestGateway } from '../support/gateway';
import { fetchJson, fetchPath } from './support';

interface RedirectList {
  redirects: { from: string; to: string | null; status: number }[];
  token: string;
  hasMore: boolean;
}

describe('the list of redirects', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway({ ROW_CACHE_MB: '0' });
    await gateway.newspaper.edition('de');
  });
  afterAll(() => gateway.close());

  const list = (since?: string) =>
    fetchJson<RedirectList>(gateway, `/redirects.json${since ? `?since=${since}` : ''}`);
  const run = (sql: string, values: unknown[] = []) => gateway.newspaper.manager.query(sql, values);
  /** As if all had happened a minute ago. */
  const settle = () => run("UPDATE redirect SET created_at = created_at - interval '1 minute'");

  it('is empty at first, with a token that goes on from there', async () => {
    const first = await list();
    expect(first).toMatchObject({ redirects: [], hasMore: false });
    expect(await list(first.token)).toEqual(first);
  });

  it('leads an old path to where the article stands now, with the prefixes of editions', async () => {
    const { newspaper } = gateway;
    const { uid } = await newspaper.article({ slug: 'one' });
    await newspaper.article({ uid, slug: 'two' });
    await newspaper.article({ uid, slug: 'three' });
    const de = await newspaper.article({ edition: 'de', section: 'ort', slug: 'eins' });
    await newspaper.article({ uid: de.uid, edition: 'de', section: 'ort', slug: 'zwei' });
    expect((await list()).redirects).toEqual([
      { from: '/town/one', to: '/town/three', status: 301 },
      { from: '/town/two', to: '/town/three', status: 301 },
      { from: '/de/ort/eins', to: '/de/ort/zwei', status: 301 },
    ]);
  });

  it('leads to a path of the edition where that is kept instead', async () => {
    await run(
      `INSERT INTO redirect (id, edition_id, from_path, to_path)
       SELECT gen_random_uuid(), id, '/old', '/new' FROM edition WHERE language = 'de'`,
    );
    expect((await list()).redirects).toContainEqual({
      from: '/de/old',
      to: '/de/new',
      status: 301,
    });
  });

  it('tells with a token only what has come since; what is young is told again', async () => {
    await settle();
    const { token } = await list();
    expect((await list(token)).redirects).toEqual([]);
    const { uid } = await gateway.newspaper.article({ slug: 'new' });
    await gateway.newspaper.article({ uid, slug: 'newer' });
    const news = [{ from: '/town/new', to: '/town/newer', status: 301 }];
    const next = await list(token);
    expect(next.redirects).toEqual(news);
    expect((await list(next.token)).redirects).toEqual(news);
    await settle();
    const settled = await list(token);
    expect(settled.redirects).toEqual(news);
    expect((await list(settled.token)).redirects).toEqual([]);
  });

  it('says of what was public and is withdrawn that it is gone, and of what never was, nothing', async () => {
    const { newspaper } = gateway;
    await settle();
    const { token } = await list();
    const { uid } = await newspaper.article({ slug: 'was-here' });
    await newspaper.article({ uid, slug: 'was-there' });
    await newspaper.article({
      uid,
      slug: 'was-there',
      status: 'UNPUBLISHED',
      updatedAt: new Date(),
    });
    await newspaper.article({ slug: 'never', status: 'UNPUBLISHED' });
    const gone = (await list(token)).redirects;
    expect(gone.sort((a, b) => a.from.localeCompare(b.from))).toEqual([
      { from: '/town/was-here', to: null, status: 410 },
      { from: '/town/was-there', to: null, status: 410 },
    ]);
  });

  it('leads nowhere that is not public', async () => {
    const { newspaper } = gateway;
    const { uid } = await newspaper.article({ slug: 'before' });
    await newspaper.article({ uid, slug: 'after' });
    await run("UPDATE article SET embargo_until = now() + interval '1 day' WHERE id = $1", [uid]);
    expect(JSON.stringify((await list()).redirects)).not.toMatch(/before|after/);
  });

  it('comes in pages of 1,000, each redirect once, by two statements a page', async () => {
    const { uid } = await gateway.newspaper.article({ slug: 'target' });
    await run(
      `INSERT INTO redirect (id, edition_id, from_path, article_id, created_at)
       SELECT gen_random_uuid(), a.edition_id, '/bulk/' || n, a.id, now() - interval '1 hour' + (n / 10) * interval '1 second'
       FROM article a, generate_series(1, 2500) n WHERE a.id = $1`,
      [uid],
    );
    const froms: string[] = [];
    let page = await list();
    for (let pages = 1; ; pages++) {
      froms.push(...page.redirects.map((redirect) => redirect.from));
      if (!page.hasMore) break;
      expect(pages).toBeLessThan(10);
      page = await list(page.token);
    }
    expect(froms.filter((from) => from.startsWith('/bulk/'))).toHaveLength(2500);
    expect(new Set(froms).size).toBe(froms.length);
    expect((await fetchPath(gateway, '/redirects.json')).statements).toBe(2);
  });
});
