import { createHash, randomBytes } from 'node:crypto';
import { type Client } from 'pg';
import { type ViewEvent } from './view.event';

const DAY_MS = 86_400_000;
/** How long a view can follow another without counting; at the start of a day it may follow one of the day before. */
const OVERLAP_MS = 30 * 60_000;
const SALT_BYTES = 32;
const HASH_BYTES = 16;

const ADD_SALTS = `
  INSERT INTO view_salt (day, salt)
  SELECT * FROM unnest($1::date[], $2::bytea[]) ON CONFLICT (day) DO NOTHING`;

const READ_SALTS = `SELECT day::text AS "day", salt AS "salt" FROM view_salt WHERE day >= $1::date`;

const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);

function hash(salt: Buffer, visitor: string): Buffer {
  return createHash('sha256').update(salt).update(visitor).digest().subarray(0, HASH_BYTES);
}

/** Who has seen something, by pseudonyms that mean nothing without the day's salt; the second in a day's first half hour. */
export interface VisitorHashes {
  visitor: Buffer;
  before: Buffer | null;
}

/** The salts of today and yesterday, shared by all gateways through the database and known to nobody once they are deleted there. */
export class VisitorSalts {
  private readonly byDay = new Map<string, Buffer>();

  /** Makes sure that events of now and of a day ago can be hashed. Older salts are forgotten. */
  async prepare(client: Client, now = Date.now()): Promise<void> {
    const days = [dayOf(now), dayOf(now - DAY_MS)];
    for (const day of this.byDay.keys()) if (!days.includes(day)) this.byDay.delete(day);
    if (days.every((day) => this.byDay.has(day))) return;
    await client.query(ADD_SALTS, [days, days.map(() => randomBytes(SALT_BYTES))]);
    const { rows } = await client.query<{ day: string; salt: Buffer }>(READ_SALTS, [days[1]]);
    for (const { day, salt } of rows) if (days.includes(day)) this.byDay.set(day, salt);
  }

  /** `null` where the day is over for so long that its salt is gone. */
  hashes({ at, visitor }: Pick<ViewEvent, 'at' | 'visitor'>): VisitorHashes | null {
    const time = at.getTime();
    const salt = this.byDay.get(dayOf(time));
    if (!salt) return null;
    const saltBefore =
      time % DAY_MS < OVERLAP_MS ? this.byDay.get(dayOf(time - DAY_MS)) : undefined;
    return {
      visitor: hash(salt, visitor),
      before: saltBefore ? hash(saltBefore, visitor) : null,
    };
  }
}
