import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { type Logger } from 'pino';
import { RateLimiter } from '../identity/rate.limiter';
import { countFor } from './common.limiter';
import { closeUntaken } from './untaken.connections';
import { type WorkerMessage } from './worker.messages';

/** How long the first restart of a worker waits; each further one in a row twice as long, up to the longest. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;
/** Who has served so long has started well: what ends it is a new story. */
const STEADY_MS = 60_000;
/** So many that end before they serve, one after another and while nobody else serves, and there is no hope. */
const MOST_FAILURES = 5;
/** Workers end by themselves in the time for a stop; what is still there so long after it is killed. */
const GRACE_MS = 10_000;

export interface WorkerPoolOptions {
  /** The program that each worker runs. */
  program: string;
  count: number;
  /** Where all listen; `null`: where the first of them finds a free port. */
  port: number | null;
  shutdownTimeoutMs: number;
  logger: Logger;
  /** All serve. Comes again should the address become another one. */
  onServing: (url: string) => void;
  /** None serves, and none will. The sentence says why, unless a worker has said so itself. */
  onGivenUp: (sentence: string | null) => void;
}

interface Place {
  worker: Worker | null;
  servingSince: number | null;
  /** How often in a row whoever was here ended. */
  ends: number;
  restart: NodeJS.Timeout | null;
}

interface WorkerEnd {
  readonly worker: number;
  readonly code: number | null;
  readonly signal: string | null;
}

/** Keeps a number of worker processes serving on one port, and counts requests for all of them. */
export class WorkerPool {
  private readonly limiter = new RateLimiter();
  private readonly places: Place[];
  /** How many ended in a row before they served. */
  private failures = 0;
  private url: string | null = null;
  private saidUrl: string | null = null;
  private isStopping = false;

  constructor(private readonly options: WorkerPoolOptions) {
    this.places = Array.from({ length: options.count }, () => ({
      ...{ worker: null, servingSince: null, ends: 0, restart: null },
    }));
  }

  /** Starts the first worker, and the others once it has a port. */
  start(): void {
    cluster.setupPrimary({ exec: this.options.program, args: [] });
    const [first] = this.places;
    if (first) this.fork(first);
  }

  /** Has every worker end what it has begun. Throws where one had to be killed. */
  async stop(): Promise<void> {
    this.isStopping = true;
    for (const { restart } of this.places) if (restart) clearTimeout(restart);
    const workers = this.places.map(({ worker }) => worker).filter((worker) => worker !== null);
    const ends = workers.map((worker) => once(worker, 'exit'));
    for (const worker of workers) worker.process.kill('SIGTERM');
    let killed = 0;
    const timer = setTimeout(() => {
      for (const worker of workers) if (worker.process.kill('SIGKILL')) killed += 1;
    }, this.options.shutdownTimeoutMs + GRACE_MS);
    await Promise.all(ends);
    clearTimeout(timer);
    if (killed > 0) throw new Error(`${killed} of the workers had to be killed.`);
  }

  private get someServe(): boolean {
    return this.places.some(({ servingSince }) => servingSince !== null);
  }

  private fork(place: Place): void {
    const port = this.options.port ?? (this.url === null ? null : Number(new URL(this.url).port));
    const worker = cluster.fork(port === null ? {} : { PORT: port });
    closeUntaken(worker.process);
    place.worker = worker;
    place.restart = null;
    worker.on('error', (err) => {
      this.options.logger.error({ err, worker: worker.id }, 'A worker cannot be talked to');
    });
    worker.on('message', (message: WorkerMessage) => {
      if (message.kind === 'serving') this.serves(place, message.url);
      else void this.count(worker, message);
    });
    worker.on('exit', (code: number | null, signal: string | null) => {
      this.ended(place, { worker: worker.id, code, signal });
    });
  }

  private async count(worker: Worker, asked: WorkerMessage & { kind: 'count' }): Promise<void> {
    const standings = await countFor(this.limiter, asked);
    // It may have ended meanwhile.
    if (worker.isConnected()) worker.send(standings, () => undefined);
  }

  private serves(place: Place, url: string): void {
    place.servingSince = Date.now();
    this.failures = 0;
    this.url = url;
    if (this.isStopping) return;
    for (const other of this.places) if (!other.worker && !other.restart) this.fork(other);
    const allServe = this.places.every(({ servingSince }) => servingSince !== null);
    if (!allServe || url === this.saidUrl) return;
    this.saidUrl = url;
    this.options.onServing(url);
  }

  private ended(place: Place, end: WorkerEnd): void {
    const { servingSince } = place;
    place.worker = null;
    place.servingSince = null;
    if (this.isStopping) return;
    if (servingSince === null && this.isHopeless(end)) return;
    const wasSteady = servingSince !== null && Date.now() - servingSince > STEADY_MS;
    place.ends = wasSteady ? 1 : place.ends + 1;
    const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** (place.ends - 1), LONGEST_PAUSE_MS);
    this.options.logger.error({ ...end, pauseMs }, 'A worker ended and is started again');
    place.restart = setTimeout(() => {
      this.fork(place);
    }, pauseMs);
  }

  /** After one that ended before it served: whether to give up, which is then done. */
  private isHopeless({ code }: WorkerEnd): boolean {
    this.failures += 1;
    if (this.someServe) return false;
    // One that left by itself has said why, and the next would say the same.
    if (code === null && this.failures < MOST_FAILURES) return false;
    this.isStopping = true;
    this.options.onGivenUp(
      code === null
        ? `Workers were killed ${this.failures} times in a row before they served, the last time a moment ago; ` +
            'there may be too little memory. See the log, or start with fewer of them: WORKERS=1.'
        : null,
    );
    return true;
  }
}
