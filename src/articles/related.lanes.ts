import { type EntityManager } from 'typeorm';

/** What statements are asked through. */
export type Statements = Pick<EntityManager, 'query'>;

const LANES = 2;

/** Lets several ask on one connection: each statement waits for the ones before it. */
function inTurn(manager: Statements): Statements {
  let last: Promise<unknown> = Promise.resolve();
  return {
    query<T>(sql: string, parameters?: unknown[]): Promise<T> {
      const answer = last.then(() => manager.query<T>(sql, parameters));
      last = answer.catch(() => undefined);
      return answer;
    },
  };
}

/**
 * Works on all items, two at a time on one connection, so that the database has something to do while one of them is being
 * computed. Ends when nothing is under way any more, also where one has failed.
 */
export async function workInLanes<T>(
  manager: Statements,
  items: readonly T[],
  work: (lane: Statements, item: T) => Promise<void>,
): Promise<void> {
  const lane = inTurn(manager);
  const waiting = [...items];
  let failed = false;
  const go = async () => {
    for (let item = waiting.shift(); item !== undefined && !failed; item = waiting.shift()) {
      await work(lane, item).catch((error: unknown) => {
        failed = true;
        throw error;
      });
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: LANES }, go));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}
