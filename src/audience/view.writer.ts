import { Client } from 'pg';
import { lacksPartition } from './partition.commands';
import { type ViewEvent } from './view.event';
import { VisitorSalts } from './visitor.hash';

const APPEND = {
  name: 'append-views',
  text: `INSERT INTO view_event (at, article_id, visitor, visitor_before)
    SELECT * FROM unnest($1::timestamptz[], $2::uuid[], $3::bytea[], $4::bytea[])`,
};

const PREPARE_PARTITIONS =
  "SELECT ensure_view_partitions(now() - interval '1 day', now() + interval '1 day')";

/** Appends views on a connection of its own, which is opened again where it broke. */
export class ViewWriter {
  private client: Client | null = null;
  private readonly salts = new VisitorSalts();

  constructor(
    private readonly url: string,
    private readonly onError: (error: Error) => void,
  ) {}

  /**
   * Appends a batch, by one statement: all of it is there when this is done. Where it fails, the batch may be there or
   * not; appending it again is safe, since the fold counts equal reports once.
   */
  async write(events: readonly ViewEvent[]): Promise<void> {
    const client = (this.client ??= await this.connect());
    await this.salts.prepare(client);
    const values = this.values(events);
    try {
      await client.query({ ...APPEND, values });
    } catch (error) {
      if (!lacksPartition(error)) throw error;
      await client.query(PREPARE_PARTITIONS);
      await client.query({ ...APPEND, values });
    }
  }

  /** Arrays as PostgreSQL writes them: with nothing in them to be escaped, this takes half the time that the driver does. */
  private values(events: readonly ViewEvent[]): string[] {
    const columns: string[][] = [[], [], [], []];
    const [ats, articles, visitors, befores] = columns as [string[], string[], string[], string[]];
    for (const event of events) {
      const hashes = this.salts.hashes(event);
      if (!hashes) continue;
      ats.push(event.at.toISOString());
      articles.push(event.articleId);
      visitors.push(bytes(hashes.visitor));
      befores.push(hashes.before ? bytes(hashes.before) : 'NULL');
    }
    return columns.map((column) => `{${column.join(',')}}`);
  }

  private async connect(): Promise<Client> {
    const client = new Client({
      connectionString: this.url,
      application_name: 'broadsheet views',
      connectionTimeoutMillis: 5_000,
      // A batch takes milliseconds: one that hangs is tried again on another connection.
      query_timeout: 30_000,
      keepAlive: true,
    });
    const forget = () => {
      if (this.client === client) this.client = null;
    };
    client.on('error', (error) => {
      forget();
      this.onError(error);
    });
    client.on('end', forget);
    await client.connect();
    return client;
  }

  /** Gives the connection up, so that the next batch opens another. */
  async close(): Promise<void> {
    const client = this.client;
    this.client = null;
    await client?.end();
  }
}

function bytes(value: Buffer): string {
  return `"\\\\x${value.toString('hex')}"`;
}
