import { Client } from 'pg';
import { type Statement } from './statement';

const RETRY_MS = 1_000;

export interface ListenerOptions {
  url: string;
  channel: string;
  /** What its connection is called in the database. */
  name?: string;
  /** How long a query on it may take. */
  queryTimeoutMs?: number;
  /** A notification came, or some may have been missed. */
  onChange: () => void;
  /** The connection is gone: until the next change, notifications may be missed. */
  onLost?: () => void;
  onError: (error: Error) => void;
}

/** Listens to notifications of one channel on a connection of its own, and opens it again when it breaks. */
export class Listener {
  private client: Client | null = null;
  private retry: NodeJS.Timeout | null = null;
  private stopped = false;
  private isInHurry = true;

  constructor(private readonly options: ListenerOptions) {}

  /** Whether notifications come at the moment. */
  get isListening(): boolean {
    return this.client !== null;
  }

  async start(): Promise<void> {
    const client = new Client({
      connectionString: this.options.url,
      application_name: this.options.name ?? 'broadsheet listener',
      query_timeout: this.options.queryTimeoutMs,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    client.on('error', this.options.onError);
    client.on('end', () => {
      const hadWorked = this.client === client;
      if (hadWorked) {
        this.client = null;
        this.options.onLost?.();
      }
      // One that worked is replaced at once; where none can be opened there is no hurry.
      this.reconnectLater(hadWorked && this.isInHurry ? 0 : RETRY_MS);
      this.isInHurry = true;
    });
    client.on('notification', () => {
      this.options.onChange();
    });
    await client.connect();
    await client.query(`LISTEN ${client.escapeIdentifier(this.options.channel)}`);
    this.client = client;
    if (this.stopped) await client.end();
  }

  /** Asks on the connection that listens: it sees at least what it was notified of. Throws while there is none. */
  async rows<Row extends object>({ name, text }: Statement, values: unknown[]): Promise<Row[]> {
    if (!this.client) throw new Error(`Nobody listens to ${this.options.channel} at the moment.`);
    const query = { text, values, ...(name !== null && { name }) };
    return (await this.client.query<Row>(query)).rows;
  }

  /** Drops the connection, in whatever state it is, for a new one a while later. */
  reopen(): void {
    this.isInHurry = false;
    this.client?.connection.stream.destroy();
  }

  private reconnectLater(delay = RETRY_MS): void {
    if (this.stopped || this.retry) return;
    this.retry = setTimeout(() => {
      this.retry = null;
      this.start().then(this.options.onChange, (error: unknown) => {
        this.options.onError(error as Error);
        this.reconnectLater();
      });
    }, delay);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.retry) clearTimeout(this.retry);
    await this.client?.end();
  }
}
