import { type EntityManager } from 'typeorm';
import { learnTrends, trendWeights } from '../trend.commands';
import { intoTrend } from '../trend.heat';
import { trendScores } from '../trend.score';
import { type ReadEvent } from './replay.stream';

const TABLES = ['article_trend', 'trend_sample', 'trend_model', 'view_minute', 'view_hour'];

const VIEW_GAP_MS = 30 * 60_000;

function add(unit: 'minute' | 'hour'): string {
  return `in_${unit} AS (
    INSERT INTO view_${unit} (${unit}, article_id, views, readers)
    SELECT date_trunc('${unit}', at, 'UTC'), article_id, sum(views), 0 FROM counts GROUP BY 1, 2
    ON CONFLICT (${unit}, article_id) DO UPDATE SET views = view_${unit}.views + EXCLUDED.views)`;
}

const ADD = `
  WITH counts AS MATERIALIZED (
    SELECT date_trunc('minute', e.at) AS at, e.article_id, count(*) AS views
    FROM unnest($1::timestamptz[], $2::uuid[]) AS e(at, article_id) GROUP BY 1, 2
  ), ${add('minute')}, ${add('hour')}, ${intoTrend('counts', '$3::timestamptz')}
  SELECT 1`;

const BEST = `
  SELECT t.article_id AS "articleId"
  FROM ${trendScores('$1::timestamptz', '$2::float8[]', 'true')} t
  ORDER BY t.score DESC, t.article_id DESC LIMIT $3`;

function idOf(article: number): string {
  return `00000000-0000-4000-8000-${article.toString(16).padStart(12, '0')}`;
}

/**
 * The gateway's own TRENDING, run by its own statements on temporary tables that hide the real ones from this connection.
 * A transaction or connection of its own is to be given, whose tables are left behind.
 */
export class TrendingReplay {
  readonly name = 'TRENDING';
  private readonly lastViews = new Map<string, number>();
  private batch: ReadEvent[] = [];

  private constructor(private readonly manager: EntityManager) {}

  static async start(manager: EntityManager): Promise<TrendingReplay> {
    for (const table of TABLES) {
      await manager.query(`CREATE TEMP TABLE ${table} (LIKE ${table} INCLUDING ALL)`);
    }
    return new TrendingReplay(manager);
  }

  /** Takes a read; as everywhere, one visitor's reads of an article within half an hour are one view. */
  add(event: ReadEvent): void {
    const key = `${event.article} ${event.visitor}`;
    const last = this.lastViews.get(key);
    if (last !== undefined && event.at - last < VIEW_GAP_MS) return;
    this.lastViews.set(key, event.at);
    this.batch.push(event);
  }

  /** The best articles at a time, after what was taken until then has been counted and learned from. */
  async best(now: number, size: number): Promise<number[]> {
    const at = new Date(now);
    const events = this.batch;
    this.batch = [];
    await this.manager.query(ADD, [
      events.map((event) => new Date(event.at).toISOString()),
      events.map((event) => idOf(event.article)),
      at,
    ]);
    await learnTrends(this.manager, at);
    const weights = await trendWeights(this.manager);
    const rows = await this.manager.query<{ articleId: string }[]>(BEST, [at, weights, size]);
    return rows.map(({ articleId }) => parseInt(articleId.slice(-12), 16));
  }
}
