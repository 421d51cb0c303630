import { type EntityManager } from 'typeorm';
import { ensurePartitions } from './partition.commands';
import { intoRollups } from './rollup.sql';

/** So many views by so many readers, at a time. */
export interface CountedViews {
  articleId: string;
  at: Date;
  views: number;
  readers: number;
}

const ADD_COUNTS = `
  WITH counts AS MATERIALIZED (
    SELECT e.at, e.article_id, e.views, e.readers
    FROM unnest($1::uuid[], $2::timestamptz[], $3::int[], $4::int[]) AS e(article_id, at, views, readers)
    JOIN article a ON a.id = e.article_id
  ), ${intoRollups('counts')}
  SELECT 1`;

/** Adds what was counted elsewhere, at any time in the past, to the rollups. */
export async function addCounts(manager: EntityManager, counts: CountedViews[]): Promise<void> {
  if (counts.length === 0) return;
  const times = counts.map(({ at }) => at.getTime()).sort((a, b) => a - b);
  await ensurePartitions(manager, new Date(times[0] ?? 0), new Date(times.at(-1) ?? 0));
  const values = [
    counts.map(({ articleId }) => articleId),
    counts.map(({ at }) => at.toISOString()),
    counts.map(({ views }) => views),
    counts.map(({ readers }) => readers),
  ];
  await manager.transaction(async (transaction) => {
    // So that no article moves to another section between: the fold takes what is there along.
    await transaction.query('SELECT FROM view_fold FOR UPDATE');
    await transaction.query(ADD_COUNTS, values);
  });
}
