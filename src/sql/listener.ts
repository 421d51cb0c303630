import { Client } from 'pg';

const RETRY_MS = 1_000;

export interface ListenerOptions {
  url: string;
  channel: string;
  /** A notification came, or some may have been missed. */
  onChange: () => void;
  onError: (error: Error) => void;
}

/** Listens to notifications of one channel on a connection of its own, and opens it again when it breaks. */
export class Listener {
  private client: Client | null = null;
  private retry: NodeJS.Timeout | null = null;
  private stopped = false;
  private isOpen = false;

  constructor(private readonly options: ListenerOptions) {}

  /** Whether notifications come at the moment. */
  get isListening(): boolean {
    return this.isOpen;
  }

  async start(): Promise<void> {
    const client = new Client({
      connectionString: this.options.url,
      application_name: 'broadsheet listener',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    client.on('error', this.options.onError);
    client.on('end', () => {
      if (this.client === client) this.isOpen = false;
      // One that worked is replaced at once; where none can be opened there is no hurry.
      this.reconnectLater(this.client === client ? 0 : RETRY_MS);
    });
    client.on('notification', () => {
      this.options.onChange();
    });
    await client.connect();
    await client.query(`LISTEN ${client.escapeIdentifier(this.options.channel)}`);
    this.client = client;
    this.isOpen = true;
    if (this.stopped) await client.end();
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
