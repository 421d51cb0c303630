import { type SharedRows } from '../cache/shared.rows';
import { type GatheredLoads } from './gathered.loads';
import { type Reader } from './reader';
import { type Statement } from './statement';

/** How long a round waits for a slow statement before it goes ahead without it. */
const MAX_HOLD_MS = 300;

/** What operations have in common of what they read; without it each reads everything for itself. */
export interface ReadTogether {
  sharedRows?: SharedRows | null;
  gatheredLoads?: GatheredLoads | null;
  /** Whether anybody asks what an operation read. */
  isNoting?: boolean;
}

/**
 * The reads of one operation. It counts the statements, and it holds loaders' batches back while statements
 * are under way: what the answers of one round ask for goes out together in the next. So an operation costs
 * a fixed number of statements, however the answers' arrival times fall. Only a statement that takes longer than
 * {@link MAX_HOLD_MS} is not waited for.
 */
export class RequestReader implements Reader {
  /** How many statements the operation has sent; of those that others take part in, whoever asked first. */
  statements = 0;

  /** When it began, in milliseconds since 1970: what was in time then is for all of the operation. */
  readonly startedAt = Date.now();

  /** The fields that its document asks for, as `Type.field`; `null`: whatever there is may be asked for. */
  asked: ReadonlySet<string> | null = null;

  /** The tags of all that it read; `null` once it read what is not to be shared, or where nobody asks. */
  private noted: (readonly string[])[] | null;
  private freshUntil = Infinity;

  private shared: SharedRows | null;
  private gathered: GatheredLoads | null;

  /** Whether what it reads is kept for others, who may ask for more of it. */
  readonly readsForOthers: boolean;

  private inFlight = 0;
  private waiting: (() => void)[] = [];
  private roundIsDue = false;
  private hold: NodeJS.Timeout | null = null;

  constructor(
    private readonly reader: Reader,
    { sharedRows = null, gatheredLoads = null, isNoting = true }: ReadTogether = {},
  ) {
    this.shared = sharedRows;
    this.gathered = gatheredLoads;
    this.readsForOthers = sharedRows !== null;
    this.noted = isNoting ? [] : null;
  }

  /** What all that it read was made of, and until when that may be used; `null`: it is not to be shared. */
  get made(): { tags: Set<string>; freshUntil: number } | null {
    return this.noted && { tags: new Set(this.noted.flat()), freshUntil: this.freshUntil };
  }

  /** Whether it still matters what it reads. */
  get isNoting(): boolean {
    return this.noted !== null;
  }

  get sharedRows(): SharedRows | null {
    return this.shared;
  }

  get gatheredLoads(): GatheredLoads | null {
    return this.gathered;
  }

  /** Whether the operation was given something to change with what operations share. */
  mayHaveWritten = false;

  /** From now on everything is read anew, and nothing of it shared: for what shows hidden things or changes what it shows. */
  readAnew(): void {
    this.shared = null;
    this.gathered = null;
    this.noted = null;
  }

  /** Something was read that this was made of. */
  note(tags: readonly string[], freshUntil: number): void {
    this.noted?.push(tags);
    if (freshUntil < this.freshUntil) this.freshUntil = freshUntil;
  }

  /** Something was read that no one else may be answered with. */
  noteUnshared(): void {
    this.noted = null;
  }

  /** Holds the next round back for what another operation is reading. */
  async waitFor<T>(read: Promise<T>): Promise<T> {
    this.inFlight += 1;
    try {
      return await read;
    } finally {
      this.inFlight -= 1;
      this.planRound();
    }
  }

  async rows<Row extends object>(statement: Statement, values: unknown[]): Promise<Row[]> {
    this.statements += 1;
    this.inFlight += 1;
    try {
      return await this.reader.rows<Row>(statement, values.map(storable));
    } finally {
      this.inFlight -= 1;
      this.planRound();
    }
  }

  /** DataLoader's `batchScheduleFn`: runs the batch in the next round. */
  schedule(dispatchBatch: () => void): void {
    this.waiting.push(dispatchBatch);
    this.planRound();
  }

  private planRound(): void {
    if (this.roundIsDue || this.waiting.length === 0) return;
    if (this.inFlight > 0) {
      this.hold ??= setTimeout(() => {
        this.runRound();
      }, MAX_HOLD_MS);
      return;
    }
    this.roundIsDue = true;
    // A tick queued from within a promise job runs after all promise jobs: after every resolver that can run has run.
    void Promise.resolve().then(() => {
      process.nextTick(() => {
        this.roundIsDue = false;
        // What ran meanwhile may have sent a statement, which is waited for as any other.
        if (this.inFlight > 0) this.planRound();
        else this.runRound();
      });
    });
  }

  private runRound(): void {
    if (this.hold) clearTimeout(this.hold);
    this.hold = null;
    const round = this.waiting;
    this.waiting = [];
    for (const dispatchBatch of round) dispatchBatch();
    // Batches that were answered without a statement may have made room for the next round.
    this.planRound();
  }
}

/** PostgreSQL has no NUL in text, so a text with one equals nothing that is stored; here it cannot be an error either. */
function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '\uFFFD');
  return Array.isArray(value) ? value.map(storable) : value;
}
