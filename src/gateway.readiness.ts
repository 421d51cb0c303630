import { type Readiness } from './server/server.types';
import { type Reader } from './sql/reader';
import { namedStatement } from './sql/statement';

const PING = namedStatement('SELECT 1 AS "one"');

/** Whether the gateway can answer: the database does. */
export async function readiness(reader: Reader): Promise<Readiness> {
  try {
    await reader.rows(PING, []);
    return { ok: true, checks: { database: { ok: true } } };
  } catch {
    const checks = { database: { ok: false, detail: 'The database does not answer.' } };
    return { ok: false, checks };
  }
}
