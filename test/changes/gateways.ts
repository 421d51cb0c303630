import { deepStrictEqual } from 'node:assert';
import { isDeepStrictEqual } from 'node:util';
import { setTimeout } from 'node:timers/promises';
import { pino } from 'pino';
import { Client } from 'pg';
import { type Gateway, startGateway } from '../../src/gateway';
import { LOCAL_TOKEN_SECRET, signLocalToken } from '../../src/identity/local.token';
import { Role } from '../../src/identity/viewer';
import { ensureSecret } from '../../src/images/secret.commands';
import { createSchema } from '../../src/schema';
import { freshDatabase } from '../support/database';
import { testConfig } from '../support/gateway';
import { Newspaper } from '../support/newspaper';

/** What the jobs would write in between, the steps write themselves. */
const JOBS = ['relate-articles', 'relate-published', 'refresh-rankings', 'refresh-now-reading'];

export type Answer = Record<string, unknown>;

interface Asking {
  token?: string;
  /** Is told how many statements the answer cost. */
  onStatements?: (count: number) => void;
}

async function ask(
  gateway: Gateway,
  query: string,
  { token, onStatements }: Asking = {},
): Promise<Answer> {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query }),
  });
  const timing = response.headers.get('server-timing') ?? '';
  onStatements?.(Number(/sql;desc="(\d+)/.exec(timing)?.[1]));
  return (await response.json()) as Answer;
}

/** Two gateways that keep rows and one that reads everything anew, on one database. */
export class Gateways {
  /** How often answers were compared and had to be asked for again, how long the slowest took to be right,
   * and how many answers needed no statement. */
  readonly counts = {
    compared: 0,
    again: 0,
    unsteady: 0,
    slowestMs: 0,
    overOneSecond: 0,
    unasked: 0,
  };
  /** Until when the clock may show what was hidden. */
  unsteadyUntil = 0;

  readonly newspaper: Newspaper;
  /** A connection of a test's own. */
  readonly client: Client;
  private readonly keeping: [Gateway, Gateway];
  private readonly reading: Gateway;
  private readonly token: string;

  private constructor(
    parts: Pick<Gateways, 'newspaper' | 'client'> & {
      keeping: [Gateway, Gateway];
      reading: Gateway;
      token: string;
    },
    private readonly end: () => Promise<void>,
  ) {
    this.newspaper = parts.newspaper;
    this.client = parts.client;
    this.keeping = parts.keeping;
    this.reading = parts.reading;
    this.token = parts.token;
  }

  static async start(): Promise<Gateways> {
    const database = await freshDatabase();
    const newspaper = await Newspaper.found(database.url);
    const client = new Client({ connectionString: database.url });
    await client.connect();
    for (const job of JOBS) {
      await client.query('SELECT pg_advisory_lock(7203147, hashtext($1))', [job]);
    }
    const schema = createSchema();
    const start = (megabytes: string) =>
      startGateway({
        config: testConfig({ ROW_CACHE_MB: megabytes, PUBLIC_URL: 'https://news.example' }),
        databaseUrl: database.url,
        logger: pino({ level: 'silent' }),
        schema,
      });
    const reading = await start('0');
    const keeping: [Gateway, Gateway] = [await start('16'), await start('1')];
    const secret = await ensureSecret(newspaper.manager, LOCAL_TOKEN_SECRET);
    const token = await signLocalToken(secret, { subject: 'ed', role: Role.ADMIN });
    const all = [...keeping, reading];
    newspaper.onFrameChange = async () => {
      for (const gateway of all) await gateway.reloadFrame();
    };
    return new Gateways({ newspaper, client, keeping, reading, token }, async () => {
      await Promise.all(all.map((gateway) => gateway.close()));
      await client.end();
      await newspaper.close();
      await database.drop();
    });
  }

  close(): Promise<void> {
    return this.end();
  }

  /** Changes something through one of the gateways, as an administrator. */
  async change(by: number, mutation: string): Promise<Answer> {
    return ask(this.keeping[by % 2] ?? this.reading, mutation, { token: this.token });
  }

  async read(by: number, query: string): Promise<Answer> {
    return ask(this.keeping[by % 2] ?? this.reading, query, {
      onStatements: (count) => (this.counts.unasked += count === 0 ? 1 : 0),
    });
  }

  /**
   * Holds what a gateway answers against what one answers that keeps nothing. `within`: how long it may take to be so,
   * in milliseconds from now.
   */
  async expectRight(by: number, query: string, within: number): Promise<void> {
    const start = performance.now();
    let wasUnsteady = false;
    for (;;) {
      const asked = performance.now();
      const [shown, before] = await Promise.all([this.read(by, query), ask(this.reading, query)]);
      if (isDeepStrictEqual(shown, before)) {
        this.counts.slowestMs = Math.max(this.counts.slowestMs, asked - start);
        if (asked - start > 1_000 && !wasUnsteady) this.counts.overOneSecond += 1;
        break;
      }
      const after = await ask(this.reading, query);
      if (isDeepStrictEqual(shown, after)) break;
      const isSteady = isDeepStrictEqual(before, after) && Date.now() > this.unsteadyUntil;
      if (isSteady && asked - start >= within) deepStrictEqual(shown, after);
      wasUnsteady ||= !isSteady;
      this.counts[isSteady ? 'again' : 'unsteady'] += 1;
      await setTimeout(5);
    }
    this.counts.compared += 1;
  }

  /** Asks both gateways without end, so that loads are under way whenever something changes. */
  hammer(queries: string[]): () => Promise<void> {
    let isOver = false;
    const loops = [0, 1].map(async (by) => {
      for (let turn = by; !isOver; turn += 1) {
        await this.read(by, queries[turn % queries.length] ?? '');
      }
    });
    return async () => {
      isOver = true;
      await Promise.all(loops);
    };
  }
}
