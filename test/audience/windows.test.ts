import { ensurePartitions } from '../../src/audience/partition.commands';
import { refreshNowReading, refreshRankings } from '../../src/audience/ranking.commands';
import { countSaves } from '../../src/audience/save.commands';
import { NOTHING_KEPT, startTestGateway, type TestGateway } from '../support/gateway';

type List = { slug: string }[];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const names = (list: List | undefined) => (list ?? []).map(({ slug }) => slug).join(' ');

describe('the window of a ranking', () => {
  let gateway: TestGateway;

  beforeEach(async () => {
    gateway = await startTestGateway({ ...NOTHING_KEPT, RANKING_REFRESH_SECONDS: '3600' });
  });

  afterEach(() => gateway.close());

  async function ask(call: string): Promise<string> {
    return names((await gateway.data<{ list: List }>(`{ list: ${call} { slug } }`)).list);
  }

  it.each([
    ['HOUR', HOUR],
    ['DAY', DAY],
    ['WEEK', 7 * DAY],
    ['MONTH', 30 * DAY],
  ])('%s holds its whole minutes and the present one, at any time of day', async (window, span) => {
    const { newspaper } = gateway;
    const slugs = ['newest', 'newer', 'older', 'outside', 'inside', 'now'];
    const saved = await newspaper.articles(
      slugs.map((slug) => ({ slug, publishedAt: new Date(Date.now() - 40 * DAY) })),
    );
    const uid = (slug: string) => saved.find((one) => one.slug === slug)?.uid ?? '';
    // Some minute past midnight, just before one, on the hour and in between.
    for (const clock of ['00:00:30', '00:07:10', '13:00:00', '13:59:59', '23:59:59']) {
      const now = new Date(`${new Date(Date.now() - DAY).toISOString().slice(0, 10)}T${clock}Z`);
      const since = Math.floor((now.getTime() - span) / MINUTE) * MINUTE;
      await newspaper.views(uid('outside'), 9, new Date(since - 1));
      await newspaper.views(uid('inside'), 5, new Date(since));
      await newspaper.views(uid('now'), 3, now);
      await refreshRankings(newspaper.manager, now);
      expect(await ask(`popular(window: ${window}, first: 2)`)).toBe('inside now');
      for (const unit of ['minute', 'hour', 'day']) {
        await newspaper.manager.query(`DELETE FROM view_${unit}`);
      }
    }
  });

  it('counts saves apart from views', async () => {
    const { newspaper } = gateway;
    const saved = await newspaper.articles(['a', 'b', 'c'].map((slug) => ({ slug })));
    const [a, b, c] = saved.map(({ uid }) => uid);
    const at = (hours: number) => new Date(Date.now() - hours * HOUR);
    await newspaper.views(a ?? '', 5);
    await countSaves(newspaper.manager, [
      { articleId: c ?? '', at: at(0) },
      { articleId: c ?? '', at: at(-3) },
      { articleId: b ?? '', at: at(0) },
      { articleId: b ?? '', at: at(30) },
      { articleId: b ?? '', at: at(30) },
    ]);
    await newspaper.refresh();
    expect(await ask('popular(metric: SAVES, first: 2)')).toBe('c b');
    expect(await ask('popular(metric: SAVES, window: WEEK, first: 2)')).toBe('b c');
    expect(await ask('popular(first: 1)')).toBe('a');
  });

  it('writes only the places that have changed', async () => {
    const { newspaper } = gateway;
    const saved = await newspaper.articles(['a', 'b', 'c', 'd'].map((slug) => ({ slug })));
    for (const [place, { uid }] of saved.entries()) await newspaper.views(uid, 10 - place);
    await newspaper.refresh();
    const versions = () =>
      newspaper.manager.query<{ xmin: string }[]>(
        "SELECT xmin::text, rank, article_id FROM popular_ranking WHERE metric = 'VIEWS' ORDER BY scope_id, time_window, rank",
      );
    const before = await versions();
    await newspaper.refresh();
    expect(await versions()).toEqual(before);
    await newspaper.views(saved[3]?.uid ?? '', 100);
    await newspaper.refresh();
    expect(await ask('popular(first: 4)')).toBe('d a b c');
  });

  it('never shows what was read under an embargo or has been withdrawn since', async () => {
    const { newspaper } = gateway;
    const saved = await newspaper.articles(['a', 'b', 'c'].map((slug) => ({ slug })));
    for (const [place, { uid }] of saved.entries()) await newspaper.views(uid, 3 - place);
    const run = (sql: string) => newspaper.manager.query(sql);
    await run("UPDATE article SET embargo_until = now() + interval '1 day' WHERE slug = 'a'");
    await newspaper.refresh();
    expect(await ask('popular')).toBe('b c');
    const [count] = await newspaper.manager.query<{ count: string }[]>(
      'SELECT count(*) FROM popular_ranking WHERE article_id = $1',
      [saved[0]?.uid],
    );
    expect(count?.count).toBe('0');
    await run("UPDATE article SET status = 'UNPUBLISHED' WHERE slug = 'b'");
    expect(await ask('popular')).toBe('c');
  });
});

describe('what is read now', () => {
  let gateway: TestGateway;

  beforeEach(async () => {
    gateway = await startTestGateway({ ...NOTHING_KEPT, RANKING_REFRESH_SECONDS: '3600' });
    await gateway.newspaper.section({ slug: 'town' });
    await gateway.newspaper.section({ slug: 'north', parentSlug: 'town' });
    await gateway.newspaper.section({ slug: 'sport' });
  });

  afterEach(() => gateway.close());

  async function reads(uid: string, visitors: string[], minutesAgo = 0): Promise<void> {
    await ensurePartitions(gateway.newspaper.manager, new Date(Date.now() - DAY), new Date());
    await gateway.newspaper.manager.query(
      `INSERT INTO view_event (at, article_id, visitor)
      SELECT now() - $3 * interval '1 minute', $1, convert_to(v, 'UTF8') FROM unnest($2::text[]) AS v`,
      [uid, visitors, minutesAgo],
    );
  }

  async function nowReading(args = ''): Promise<string> {
    const { list } = await gateway.data<{ list: List }>(`{ list: nowReading${args} { slug } }`);
    return names(list);
  }

  it('is what most different readers have come to in ten minutes, and then the newest', async () => {
    const { newspaper } = gateway;
    const saved = await newspaper.articles([
      { slug: 'a', section: 'town' },
      { slug: 'b', section: 'north' },
      { slug: 'c', section: 'sport' },
      { slug: 'd', section: 'town' },
    ]);
    const [a = '', b = '', c = '', d = ''] = saved.map(({ uid }) => uid);
    expect(await nowReading()).toBe('a b c d');
    await reads(a, ['x']);
    await reads(b, ['x', 'x', 'x', 'y']);
    await reads(c, ['x', 'y', 'z'], 9);
    await reads(d, ['1', '2', '3', '4', '5'], 11);
    while (!(await refreshNowReading(newspaper.manager))) await new Promise(setImmediate);
    expect(await nowReading()).toBe('c b a d');
    expect(await nowReading('(section: "town")')).toBe('b a d');
    expect(await nowReading('(section: "sport", first: 1)')).toBe('c');
    expect(await nowReading('(section: "nowhere")')).toBe('');
    await newspaper.manager.query("UPDATE article SET status = 'UNPUBLISHED' WHERE slug = 'c'");
    expect(await nowReading('(first: 2)')).toBe('b a');
  });

  it('costs one statement for ten scopes, beside one for ten of popular', async () => {
    await gateway.newspaper.articles(['a', 'b'].map((slug) => ({ slug })));
    const sections = ['', 'section: "town", ', 'section: "north", ', 'section: "sport", '];
    const asked = Array.from({ length: 10 }, (_, place) => {
      const args = `${sections[place % 4] ?? ''}first: ${1 + (place % 5)}`;
      return `n${place}: nowReading(${args}) { slug } p${place}: popular(${args}) { slug }`;
    });
    const { errors, statements } = await gateway.request(`{ ${asked.join(' ')} }`);
    expect(errors).toBeUndefined();
    expect(statements).toBe(2);
  });

  it.each([-1, 101])('of %i articles is bad input', async (first) => {
    const { errors } = await gateway.request(`{ nowReading(first: ${first}) { slug } }`);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'first' });
  });
});
