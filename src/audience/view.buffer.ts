import { setTimeout as sleep } from 'node:timers/promises';
import { type ViewEvent } from './view.event';

/** How many views may wait; some 50 MB at most. Where the database is away, that is what memory allows. */
const CAPACITY = 100_000;
const BATCH_ROWS = 5_000;
const RETRY_MS = 1_000;

export interface ViewBufferOptions {
  flushMs: number;
  /** Keeps a batch for good. Where it throws, the same batch comes again. */
  write(events: readonly ViewEvent[]): Promise<void>;
  onError: (error: Error) => void;
  capacity?: number;
}

/**
 * Gathers views and has them written in batches: every so often, and sooner where many come. What waits here is lost where
 * the process is killed, which is never more than came in during one interval and the write that followed.
 */
export class ViewBuffer {
  private waiting: ViewEvent[] = [];
  private timer: NodeJS.Timeout | null = null;
  private writing: Promise<void> | null = null;
  private isFailing = false;
  private isClosed = false;

  constructor(private readonly options: ViewBufferOptions) {}

  /** Takes all of the views or, where there is no more room, none, and says whether it did. */
  add(events: readonly ViewEvent[]): boolean {
    const { capacity = CAPACITY, flushMs } = this.options;
    if (this.isClosed || this.waiting.length + events.length > capacity) return false;
    for (const event of events) this.waiting.push(event);
    if (this.waiting.length >= BATCH_ROWS && !this.isFailing && !this.writing) this.run();
    else this.runIn(flushMs);
    return true;
  }

  /** Writes what waits now. Throws what the database says; it will be tried again all the same. */
  async flush(): Promise<void> {
    while (this.waiting.length > 0) await this.write();
  }

  /** Takes no more and writes what waits. Where that fails twice, throws: the rest is lost. */
  async close(): Promise<void> {
    this.isClosed = true;
    if (this.timer) clearTimeout(this.timer);
    await this.flush().catch(async () => {
      await sleep(RETRY_MS);
      await this.flush();
    });
  }

  private runIn(milliseconds: number): void {
    if (this.isClosed || this.timer || this.waiting.length === 0) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.run();
    }, milliseconds);
  }

  private run(): void {
    this.write().then(
      () => {
        this.isFailing = false;
      },
      (error: unknown) => {
        this.isFailing = true;
        this.options.onError(error as Error);
        this.runIn(RETRY_MS);
      },
    );
  }

  /** One batch after another until nothing waits: on one connection, two at once would only wait for one another. */
  private write(): Promise<void> {
    return (this.writing ??= this.writeBatches().finally(() => {
      this.writing = null;
    }));
  }

  private async writeBatches(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.slice(0, BATCH_ROWS);
      await this.options.write(batch);
      this.waiting.splice(0, batch.length);
    }
  }
}
