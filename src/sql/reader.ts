import { type Duplex } from 'node:stream';
import { Client, type ClientConfig, type CustomTypesConfig, type QueryConfig, types } from 'pg';
import { type Statement } from './statement';

/** Reads rows: one statement, its values in the order of its parameters. */
export interface Reader {
  rows<Row extends object>(statement: Statement, values: unknown[]): Promise<Row[]>;
}

export interface ReaderOptions {
  url: string;
  connections: number;
  statementTimeoutMs: number;
  onError(error: Error): void;
}

/** How long a statement may take before others go another way. */
const HELD_UP_MS = 100;
const HELD_UP_LOAD = 1_000_000;

type Parser = (text: string) => unknown;
const TIME = types.builtins.TIMESTAMPTZ;
const parseAnyTime = types.getTypeParser(TIME) as Parser;

/** As pg does, and a good deal faster where it is in UTC: PostgreSQL writes `2026-11-29 08:15:00.123+00`. */
function parseTime(text: string): unknown {
  if (text[10] !== ' ' || !text.endsWith('+00')) return parseAnyTime(text);
  return new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`);
}

const TYPES: CustomTypesConfig = {
  getTypeParser: (id: typeof TIME, format?: 'text' | 'binary') =>
    id === TIME && format !== 'binary' ? parseTime : (types.getTypeParser(id, format) as Parser),
};

/** The socket of a client, which pg does not tell of. */
const socketOf = (client: Client): Duplex =>
  (client as unknown as { connection: { stream: Duplex } }).connection.stream;

/**
 * By a callback: with the promise that pg makes, the answers of earlier queries outlive the collector's young generation, and copying
 * them costs as much again as reading them.
 */
function rowsOf<Row extends object>(client: Client, query: QueryConfig): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    client.query<Row>(query, (error: Error | undefined, result) => {
      if (error) reject(error);
      else resolve(result.rows);
    });
  });
}

class ReadConnection {
  private client: Promise<Client> | null = null;
  /** When each statement under way was sent, the oldest first. */
  private readonly underWay: { at: number }[] = [];

  private isGathering = false;

  /** What is sent now waits for what was sent before; one that takes long counts for more than any number of others. */
  get load(): number {
    const [oldest] = this.underWay;
    const isHeldUp = oldest !== undefined && Date.now() - oldest.at > HELD_UP_MS;
    return this.underWay.length + (isHeldUp ? HELD_UP_LOAD : 0);
  }

  constructor(
    private readonly options: ReaderOptions,
    private readonly planning: 'generic' | 'custom',
  ) {}

  async rows<Row extends object>(statement: Statement, values: unknown[]): Promise<Row[]> {
    const sent = { at: Date.now() };
    this.underWay.push(sent);
    try {
      const client = await (this.client ??= this.connect());
      this.gather(client);
      const query = {
        text: statement.text,
        values,
        ...(statement.name && { name: statement.name }),
      };
      return await rowsOf<Row>(client, query);
    } finally {
      this.underWay.splice(this.underWay.indexOf(sent), 1);
    }
  }

  /** All that is sent in one turn of the event loop goes out with one write: a system call costs as much as a small statement. */
  private gather(client: Client): void {
    if (this.isGathering) return;
    this.isGathering = true;
    const socket = socketOf(client);
    socket.cork();
    setImmediate(() => {
      this.isGathering = false;
      socket.uncork();
    });
  }

  private async connect(): Promise<Client> {
    const config: ClientConfig & { pipeline: boolean } = {
      connectionString: this.options.url,
      application_name: 'broadsheet reader',
      statement_timeout: this.options.statementTimeoutMs,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      types: TYPES,
      // Statements are sent without waiting for the answers to those before; each stands in its own transaction.
      pipeline: true,
    };
    const client = new Client(config);
    // Its end may be noticed twice, the second time when the next one is open already.
    let isForgotten = false;
    const forget = () => {
      if (!isForgotten) this.client = null;
      isForgotten = true;
    };
    client.on('error', (error) => {
      forget();
      this.options.onError(error);
    });
    client.on('end', forget);
    try {
      await client.connect();
      // What can only read cannot be talked into writing.
      await client.query(
        `SET default_transaction_read_only = on; SET plan_cache_mode = force_${this.planning}_plan`,
      );
      return client;
    } catch (error) {
      forget();
      throw error;
    }
  }

  async close(): Promise<void> {
    const client = await this.client?.catch(() => null);
    await client?.end();
  }
}

/**
 * A few pipelined connections for reads. A connection that breaks fails what was under way on it and is
 * opened again by the next read. Statements with a name are planned once, for any values; those without, once for
 * each call, and on a connection of their own, where the slow ones hold up none but each other.
 */
export class PipelinedReader implements Reader {
  private readonly connections: ReadConnection[];
  private readonly adHoc: ReadConnection;

  constructor(options: ReaderOptions) {
    this.connections = Array.from(
      { length: options.connections },
      () => new ReadConnection(options, 'generic'),
    );
    this.adHoc = new ReadConnection(options, 'custom');
  }

  rows<Row extends object>(statement: Statement, values: unknown[]): Promise<Row[]> {
    if (statement.name === null) return this.adHoc.rows<Row>(statement, values);
    const idlest = this.connections.reduce((a, b) => (b.load < a.load ? b : a));
    return idlest.rows<Row>(statement, values);
  }

  async close(): Promise<void> {
    const connections = [...this.connections, this.adHoc];
    await Promise.all(connections.map((connection) => connection.close()));
  }
}
