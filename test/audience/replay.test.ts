import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { baselines } from '../../src/audience/replay/replay.baselines';
import { reportOf, tableOf } from '../../src/audience/replay/replay.report';
import { ndcg, replay } from '../../src/audience/replay/replay.run';
import { readStream } from '../../src/audience/replay/replay.stream';
import { startTestGateway, type TestGateway } from '../support/gateway';

const REAL = resolve(__dirname, '../../../shared/data/audience/idea-events.csv');
const HOUR = 3_600_000;

describe('a replay', () => {
  let gateway: TestGateway;
  let folder: string;

  beforeAll(async () => {
    gateway = await startTestGateway({ RANKING_REFRESH_SECONDS: '3600' });
    folder = await mkdtemp(join(tmpdir(), 'replay-'));
  });

  afterAll(async () => {
    await gateway.close();
    await rm(folder, { recursive: true });
  });

  async function run(file: string) {
    const queryRunner = gateway.newspaper.manager.dataSource.createQueryRunner();
    try {
      return await replay(queryRunner.manager, await readStream(file));
    } finally {
      await queryRunner.query('DISCARD TEMP');
      await queryRunner.release();
    }
  }

  async function streamOf(lines: string[]): Promise<string> {
    const file = join(folder, 'reads.csv');
    await writeFile(file, lines.join('\n'));
    return file;
  }

  it('scores rankings between the worst and the best by what was read next, and leaves the real tables alone', async () => {
    const start = Date.UTC(2026, 0, 5);
    const lines = Array.from({ length: 3_000 }, (_, place) => {
      const article = Math.floor(place / 200) + (place % 3);
      return `${new Date(start + place * 60_000).toISOString()},${article},${place % 50}`;
    });
    const result = await run(await streamOf(['at,article,visitor', ...lines]));
    const [trending, ...others] = reportOf(result);
    expect(result.times).toHaveLength(88);
    expect(others).toHaveLength(7);
    const all = others.find(({ name }) => name === 'reads of all time');
    expect(trending?.ndcg).toBeGreaterThan(all?.ndcg ?? 1);
    for (const { scores } of result.rankers) {
      expect(Math.min(...scores)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...scores)).toBeLessThanOrEqual(1);
    }
    expect(tableOf(reportOf(result))).toHaveLength(9);
    for (const table of ['article_trend', 'trend_sample', 'trend_model', 'view_minute']) {
      const rows = await gateway.newspaper.manager.query<unknown[]>(`SELECT FROM ${table}`);
      expect(rows).toHaveLength(0);
    }
  });

  it('refuses what is no stream of reads with the place of the mistake', async () => {
    await expect(readStream(await streamOf(['time,article', '1,2']))).rejects.toThrow('no columns');
    const broken = ['visitor,at,article', '1,2026-01-01T00:00:00Z,7', '1,yesterday,7'];
    await expect(readStream(await streamOf(broken))).rejects.toThrow('line 3');
    await expect(readStream(await streamOf(['at,article,visitor']))).rejects.toThrow('no events');
  });

  it('measures nDCG by the logarithm of reads and of the place', () => {
    const reads = Float64Array.of(3, 1, 0);
    expect(ndcg([0, 1, 2], reads)).toBe(1);
    expect(ndcg([1, 0], reads)).toBeCloseTo((1 + 2 / Math.log2(3)) / (2 + 1 / Math.log2(3)));
    expect(ndcg([2], reads)).toBe(0);
    expect(ndcg([], reads)).toBe(0);
  });

  it('holds TRENDING against counts and decays that are right', () => {
    const rankers = baselines(2);
    for (const ranker of rankers) {
      for (const hour of [0, 5, 20, 29.5]) {
        ranker.add({ at: hour * HOUR, article: hour === 5 ? 1 : 0, visitor: 1 });
      }
    }
    const scores = rankers.map((ranker) => [...ranker.scores(30 * HOUR)]);
    expect(scores.slice(0, 4)).toEqual([
      [1, 0],
      [1, 0],
      [2, 0],
      [3, 1],
    ]);
    expect(scores[4]?.[1]).toBeCloseTo(2 ** -25);
    expect(scores[6]?.[0]).toBeCloseTo(2 ** (-30 / 12) + 2 ** (-10 / 12) + 2 ** (-0.5 / 12));
  });

  it('finds TRENDING better than every other on real reads', async () => {
    if (!existsSync(REAL)) {
      process.stderr.write(`Skipped: there is no ${REAL}.\n`);
      return;
    }
    const [trending, ...others] = reportOf(await run(REAL));
    for (const { ndcg: other } of others) expect(trending?.ndcg).toBeGreaterThan(other);
  }, 120_000);
});
