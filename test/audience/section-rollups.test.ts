import { TimeBucket } from '../../src/audience/figures.enums';
import { audiencePoints } from '../../src/audience/figures.queries';
import { foldViews } from '../../src/audience/fold.commands';
import { addCounts } from '../../src/audience/rollup.commands';
import { topArticles } from '../../src/audience/top-articles.queries';
import { PipelinedReader } from '../../src/sql/reader';
import { startTestGateway, type TestGateway } from '../support/gateway';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const START = Date.UTC(2026, 2, 1);
const DAYS = 40;

describe('the rollups of sections', () => {
  let gateway: TestGateway;
  let reader: PipelinedReader;
  let editionId: string;
  const sections: Record<string, string> = {};
  const uids: string[] = [];
  const counts: { articleId: string; at: Date; views: number; readers: number }[] = [];

  beforeAll(async () => {
    gateway = await startTestGateway({
      ...{ VIEW_MINUTE_DAYS: '3660', VIEW_HOUR_DAYS: '36600', RANKING_REFRESH_SECONDS: '3600' },
    });
    const { newspaper, databaseUrl: url } = gateway;
    reader = new PipelinedReader({
      ...{ url, connections: 1, statementTimeoutMs: 10_000, onError: () => undefined },
    });
    for (const slug of ['town', 'sport']) sections[slug] = await newspaper.section({ slug });
    const articles = await newspaper.articles(
      Array.from({ length: 12 }, (_, place) => ({
        ...{ slug: `a-${place}`, section: place % 3 === 0 ? 'sport' : 'town' },
        publishedAt: new Date(START),
      })),
    );
    uids.push(...articles.map(({ uid }) => uid));
    const [row] = await newspaper.manager.query<{ id: string }[]>(
      "SELECT id FROM edition WHERE language = 'en'",
    );
    editionId = row?.id ?? '';
    for (let place = 0; place < 600; place += 1) {
      const views = 1 + ((place * 7) % 31);
      const at = new Date(START + ((place * 9_973) % (DAYS * 1_440)) * MINUTE);
      counts.push({ articleId: uids[place % 12] ?? '', at, views, readers: place % 5 });
    }
    await addCounts(newspaper.manager, counts);
  });

  afterAll(async () => {
    await reader.close();
    await gateway.close();
  });

  async function totalOf(section: string): Promise<number> {
    const [points] = await audiencePoints(reader, [
      {
        scope: { kind: 'sections', ids: [sections[section] ?? ''] },
        ...{ from: new Date(START), to: new Date(START + DAYS * DAY), timeZone: 'UTC' },
        bucket: TimeBucket.MONTH,
      },
    ]);
    return (points ?? []).reduce((sum, { views }) => sum + views, 0);
  }

  const viewsOf = (articleIds: readonly (string | undefined)[]) =>
    counts.reduce(
      (sum, { articleId, views }) => sum + (articleIds.includes(articleId) ? views : 0),
      0,
    );

  /** What the sections' rollups have that adding up their rows does not give, and the other way round. */
  async function differences(): Promise<unknown[]> {
    const found = ['hour', 'day'].map((unit) => {
      const kept = `SELECT section_id, ${unit}, views, readers FROM view_section_${unit} WHERE (views, readers) <> (0, 0)`;
      const summed = `SELECT section_id, ${unit}, sum(views), sum(readers) FROM view_${unit} WHERE section_id IS NOT NULL GROUP BY 1, 2`;
      return `((${kept}) EXCEPT (${summed})) UNION ALL ((${summed}) EXCEPT (${kept}))`;
    });
    return gateway.newspaper.manager.query<unknown[]>(found.join(' UNION ALL '));
  }

  it('give the same top articles as counting every minute, wherever the stretch begins and ends', async () => {
    for (let round = 0; round < 40; round += 1) {
      const from = START + ((round * 7_919) % (20 * 1_440)) * MINUTE;
      const to = from + (1 + ((round * 5_501) % (18 * 1_440))) * MINUTE;
      for (const section of [null, 'sport', 'town']) {
        const rows = await topArticles(reader, {
          ...{ editionId, from: new Date(from), to: new Date(to), size: 5 },
          sectionIds: section === null ? null : [sections[section] ?? ''],
        });
        const sums = new Map<string, number>();
        for (const { articleId, at, views } of counts) {
          const inSection =
            section === null || (uids.indexOf(articleId) % 3 === 0) === (section === 'sport');
          if (!inSection || at.getTime() < from || at.getTime() >= to) continue;
          sums.set(articleId, (sums.get(articleId) ?? 0) + views);
        }
        const expected = [...sums.values()].sort((a, b) => b - a).slice(0, 5);
        expect(rows.map(({ views }) => views)).toEqual(expected);
        for (const { article, views } of rows) expect(sums.get(article.uid)).toBe(views);
      }
    }
    expect(await differences()).toEqual([]);
  });

  it('take the views of an article along when it moves to another section', async () => {
    const { manager } = gateway.newspaper;
    const sport = uids.filter((_, place) => place % 3 === 0);
    expect(await totalOf('sport')).toBe(viewsOf(sport));
    await manager.query('UPDATE article SET section_id = $1 WHERE id = $2', [
      sections.town,
      uids[0],
    ]);
    await foldViews(manager);
    expect(await totalOf('sport')).toBe(viewsOf(sport.slice(1)));
    expect(await totalOf('town')).toBe(viewsOf(uids) - viewsOf(sport.slice(1)));
    const [last] = counts;
    await addCounts(manager, [
      { ...last, articleId: uids[0] ?? '', at: new Date(START), views: 7, readers: 1 },
    ]);
    expect(await totalOf('town')).toBe(viewsOf(uids) - viewsOf(sport.slice(1)) + 7);
    expect(await differences()).toEqual([]);
  });

  it('count what is in no section yet by its article, and give it one', async () => {
    const { manager } = gateway.newspaper;
    const [town, sport] = [await totalOf('town'), await totalOf('sport')];
    await manager.transaction(async (transaction) => {
      await transaction.query('SELECT FROM view_fold FOR UPDATE');
      for (const unit of ['hour', 'day']) {
        await transaction.query(`UPDATE view_${unit} SET section_id = NULL`);
        await transaction.query(`DELETE FROM view_section_${unit}`);
      }
    });
    expect([await totalOf('town'), await totalOf('sport')]).toEqual([town, sport]);
    await foldViews(manager);
    const [left] = await manager.query<[{ count: number }]>(
      'SELECT count(*)::int AS count FROM view_hour WHERE section_id IS NULL',
    );
    expect(left.count).toBe(0);
    expect([await totalOf('town'), await totalOf('sport')]).toEqual([town, sport]);
    expect(await differences()).toEqual([]);
  });
});
