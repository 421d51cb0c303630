import { Client } from 'pg';
import { pino } from 'pino';
import { type Gateway, startGateway } from '../../src/gateway';
import { createSchema } from '../../src/schema';
import { freshDatabase } from '../support/database';
import { testConfig } from '../support/gateway';
import { Newspaper } from '../support/newspaper';
import { until } from '../support/patience';
import { FakeCdn } from './fake.cdn';

/** What changes articles by itself, at a time of its own. */
const JOBS = ['relate-articles', 'relate-published'];

const schema = createSchema();

interface Line {
  level: number;
  msg: string;
  answer?: string;
}

/** A database, a CDN in front of it, and as many gateways as a test starts. */
export class Press {
  /** What the gateways logged of purges. */
  readonly log: Line[] = [];
  private readonly gateways = new Set<Gateway>();

  private constructor(
    readonly newspaper: Newspaper,
    readonly cdn: FakeCdn,
    private readonly client: Client,
    private readonly database: Awaited<ReturnType<typeof freshDatabase>>,
  ) {}

  static async open(): Promise<Press> {
    const database = await freshDatabase();
    const client = new Client({ connectionString: database.url });
    await client.connect();
    for (const job of JOBS) {
      await client.query('SELECT pg_advisory_lock(7203147, hashtext($1))', [job]);
    }
    return new Press(await Newspaper.found(database.url), await FakeCdn.start(), client, database);
  }

  async start(environment: Record<string, string> = {}): Promise<Gateway> {
    const gateway = await startGateway({
      config: testConfig({
        ROW_CACHE_MB: '8',
        ANSWER_CACHE_MB: '8',
        CDN_PURGE_URL: `${this.cdn.url}/service/s1/purge`,
        CDN_PURGE_TOKEN: 'the-token',
        CDN_PURGE_FORM: 'fastly',
        ...environment,
      }),
      databaseUrl: this.database.url,
      logger: pino(
        { level: 'info' },
        {
          write: (line: string) => {
            const said = JSON.parse(line) as Line;
            if (/CDN|[Pp]urge/.test(said.msg)) this.log.push(said);
          },
        },
      ),
      schema,
    });
    this.gateways.add(gateway);
    return gateway;
  }

  async stop(gateway: Gateway): Promise<void> {
    this.gateways.delete(gateway);
    await gateway.close();
  }

  /** Waits until all that was changed is purged, without waiting for what is to be repeated, and forgets what was. */
  async quiet(): Promise<void> {
    const { manager } = this.newspaper;
    await until(async () => {
      const [unseen] = await manager.query<{ count: number }[]>(
        `SELECT count(*)::int AS count FROM outbox_event e JOIN outbox_consumer c ON c.name = 'cdn'
         WHERE NOT pg_visible_in_snapshot(e.xid, c.seen)`,
      );
      await manager.query('UPDATE cdn_purge SET due_at = now() WHERE is_repeat');
      await manager.query('UPDATE cdn_purge_state SET next_at = now() WHERE failures > 0');
      return unseen?.count === 0 && (await this.waiting()) === 0;
    });
    this.cdn.forget();
    this.log.length = 0;
  }

  async waiting(): Promise<number> {
    const [row] = await this.newspaper.manager.query<{ count: number }[]>(
      'SELECT count(*)::int AS count FROM cdn_purge',
    );
    return row?.count ?? 0;
  }

  async close(): Promise<void> {
    for (const gateway of this.gateways) await this.stop(gateway);
    await this.cdn.down();
    await this.client.end();
    await this.newspaper.close();
    await this.database.drop();
  }
}

/** What a query is answered with by GET, as a CDN asks. */
export async function get(gateway: Gateway, query: string) {
  const response = await fetch(
    `${gateway.url}/graphql?${new URLSearchParams({ query }).toString()}`,
  );
  const keys = response.headers.get('surrogate-key')?.split(' ') ?? [];
  return { keys, headers: response.headers, body: await response.text() };
}
