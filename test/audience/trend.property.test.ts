import fc from 'fast-check';
import { intoTrend } from '../../src/audience/trend.heat';
import { learn, noSums, weightsOf } from '../../src/audience/trend.model';
import { startTestGateway, type TestGateway } from '../support/gateway';

const HOUR = 3_600_000;
const HALF_LIFE = 3;

interface Seen {
  article: number;
  hour: number;
  views: number;
}

const ADD = `
  WITH counts AS (
    SELECT * FROM unnest($1::timestamptz[], $2::uuid[], $3::int[]) AS c(at, article_id, views)
  ), ${intoTrend('counts', "'2100-01-01'::timestamptz")} SELECT 1`;

describe('the heat of articles', () => {
  let gateway: TestGateway;
  let uids: string[];

  beforeAll(async () => {
    gateway = await startTestGateway({ RANKING_REFRESH_SECONDS: '3600' });
    const saved = await gateway.newspaper.articles(['a', 'b', 'c'].map((slug) => ({ slug })));
    uids = saved.map(({ uid }) => uid);
  });

  afterAll(() => gateway.close());

  async function heats(start: number, batches: Seen[][]): Promise<Map<number, number>> {
    const { manager } = gateway.newspaper;
    await manager.query('DELETE FROM article_trend');
    for (const batch of batches) {
      await manager.query(ADD, [
        batch.map(({ hour }) => new Date(start + hour * HOUR).toISOString()),
        batch.map(({ article }) => uids[article]),
        batch.map(({ views }) => views),
      ]);
    }
    const rows = await manager.query<{ id: string; heat: number }[]>(
      `SELECT article_id AS id, heat_${HALF_LIFE}h AS heat FROM article_trend`,
    );
    return new Map(rows.map(({ id, heat }) => [uids.indexOf(id), heat]));
  }

  const seen = fc.record({
    article: fc.nat(2),
    hour: fc.double({ min: 0, max: 400, noNaN: true }),
    views: fc.integer({ min: 1, max: 1_000_000 }),
  });

  it('is the sum of decayed views, whatever the order of batches and however late one comes', async () => {
    const years = fc.constantFrom(1_990, 2_000, 2_020, 2_026, 2_050, 2_090);
    const batches = fc.array(fc.array(seen, { minLength: 1, maxLength: 5 }), {
      minLength: 1,
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(years, batches, async (year, all) => {
        const start = Date.UTC(year, 0, 1);
        const forth = await heats(start, all);
        const back = await heats(start, [...all].reverse());
        for (const [article, heat] of forth) {
          const own = all.flat().filter((one) => one.article === article);
          const last = Math.max(...own.map(({ hour }) => hour));
          const sum = own.reduce(
            (total, { hour, views }) => total + views * 2 ** ((hour - last) / HALF_LIFE),
            0,
          );
          const epoch = (start - Date.UTC(2020, 0, 1)) / HOUR;
          expect(heat).toBeCloseTo((epoch + last) / HALF_LIFE + Math.log2(sum), 5);
          expect(back.get(article)).toBeCloseTo(heat, 5);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('never falls when views come, and orders two articles the same way at all times', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(seen, { minLength: 2, maxLength: 6 }), seen, async (some, more) => {
        const start = Date.UTC(2026, 5, 1);
        const before = await heats(start, [some]);
        const after = await heats(start, [some, [more]]);
        for (const [article, heat] of before) {
          expect(after.get(article)).toBeGreaterThanOrEqual(heat);
          expect(article === more.article || after.get(article) === heat).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('what TRENDING learns', () => {
  it('is the prior where there is nothing to learn from', () => {
    expect(weightsOf(noSums(3), [1, 2, 3])).toEqual([1, 2, 3]);
    expect(weightsOf(learn(noSums(3), [], [1, 2, 3]), [1, 2, 3])).toEqual([1, 2, 3]);
  });

  it('comes to the weights that made the gains, and follows when they change', () => {
    const features = fc.array(fc.double({ min: 0, max: 8, noNaN: true }), {
      minLength: 2,
      maxLength: 2,
    });
    fc.assert(
      fc.property(fc.array(features, { minLength: 20, maxLength: 20 }), (rows) => {
        const spread = (place: number) => {
          const values = rows.map((row) => row[place] ?? 0);
          return Math.max(...values) - Math.min(...values);
        };
        fc.pre(spread(0) > 4 && spread(1) > 4);
        let sums = noSums(2);
        const error = (weights: number[], truth: number[]) => {
          const miss = rows.map((row) =>
            row.reduce((sum, x, i) => sum + x * ((weights[i] ?? 0) - (truth[i] ?? 0)), 0),
          );
          const mean = miss.reduce((sum, value) => sum + value, 0) / miss.length;
          return Math.max(...miss.map((value) => Math.abs(value - mean)));
        };
        for (const truth of [
          [1, 0.5],
          [0.2, -1],
        ]) {
          const samples = rows.map((row) => ({
            features: row,
            gain: 3 + row.reduce((sum, x, i) => sum + x * (truth[i] ?? 0), 0),
            weight: 1,
          }));
          for (let round = 0; round < 2_000; round += 1)
            sums = learn(sums, samples, weightsOf(sums, [0, 0]));
          expect(error(weightsOf(sums, [0, 0]), truth)).toBeLessThan(0.5);
        }
      }),
      { numRuns: 20 },
    );
  });
});
