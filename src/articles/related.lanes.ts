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
 * computed. Ends when nothing is under way any more, also where one has failed; then with the error of the one that failed first.
 */
export async function workInLanes<T>(
  manager: Statements,
  items: readonly T[],
  work: (lane: Statements, item: T) => Promise<void>,
): Promise<void> {
  const lane = inTurn(manager);
  const waiting = [...items];
  const errors: unknown[] = [];
  const go = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      if (errors.length > 0) return;
      await work(lane, item).catch((error: unknown) => errors.push(error));
    }
  };
  await Promise.all(Array.from({ length: LANES }, go));
  if (errors.length > 0) throw errors[0];
}
