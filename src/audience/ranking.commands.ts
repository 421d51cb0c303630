import { type EntityManager } from 'typeorm';
import { PopularWindow } from './audience.entity';
import { NOW_READING_STATEMENT, rankingStatement } from './ranking.sql';
import { trendWeights } from './trend.commands';

// Any number will do, as long as nothing else in the project takes it as a lock.
const RANKING_LOCK = 7_203_146;

const STATEMENTS = Object.values(PopularWindow).map(rankingStatement);

/** Lets one process at a time rank; answers false where another is at it already. */
async function alone(
  manager: EntityManager,
  kind: number,
  work: (transaction: EntityManager) => Promise<unknown>,
): Promise<boolean> {
  return manager.transaction(async (transaction) => {
    const [lock] = await transaction.query<{ taken: boolean }[]>(
      'SELECT pg_try_advisory_xact_lock($1, $2) AS taken',
      [RANKING_LOCK, kind],
    );
    if (lock?.taken !== true) return false;
    // Compiling costs more than it gains, every time anew.
    await transaction.query('SET LOCAL jit = off');
    await transaction.query("SET LOCAL work_mem = '64MB'");
    await work(transaction);
    return true;
  });
}

/**
 * Ranks anew what was viewed and saved, in every window as it is at a time. Readers see the rankings of before until all are
 * there. Answers false where another process is at it already.
 */
export async function refreshRankings(manager: EntityManager, at = new Date()): Promise<boolean> {
  return alone(manager, 1, async (transaction) => {
    const weights = await trendWeights(transaction);
    for (const statement of STATEMENTS) await transaction.query(statement, [at, weights]);
  });
}

/** The same for what is being read now. */
export async function refreshNowReading(manager: EntityManager, at = new Date()): Promise<boolean> {
  return alone(manager, 2, (transaction) => transaction.query(NOW_READING_STATEMENT, [at]));
}
