import { type Limiter, type Quota, RateLimiter, type Standing } from '../identity/rate.limiter';
import { type Standings, type Take, type WorkerMessage } from './worker.messages';

/** The process that started this one, as far as counting goes. */
export interface Channel {
  send(message: WorkerMessage): void;
  onMessage(hear: (message: Standings) => void): void;
  onClosed(close: () => void): void;
}

interface Waiting extends Take {
  readonly resolve: (standing: Standing) => void;
}

/**
 * Has requests counted by the process that started the workers, so that a caller has one rate whichever of them answers.
 * What comes in one turn of the event loop is asked for at once.
 */
export class CommonLimiter implements Limiter {
  private readonly asked = new Map<number, Waiting[]>();
  private waiting: Waiting[] = [];
  private lastId = 0;
  /** Counts by itself once there is nobody to ask: then this process only ends what it has begun. */
  private alone: RateLimiter | null = null;

  constructor(private readonly channel: Channel) {
    channel.onMessage((message) => {
      this.hear(message);
    });
    channel.onClosed(() => {
      this.goOnAlone();
    });
  }

  take(caller: string, quota: Quota): Promise<Standing> {
    if (this.alone) return this.alone.take(caller, quota);
    return new Promise((resolve) => {
      this.waiting.push({ caller, quota, resolve });
      if (this.waiting.length > 1) return;
      setImmediate(() => {
        this.ask();
      });
    });
  }

  private ask(): void {
    const waiting = this.waiting;
    this.waiting = [];
    if (this.alone) {
      this.settleAlone(waiting);
      return;
    }
    this.lastId += 1;
    this.asked.set(this.lastId, waiting);
    const takes = waiting.map(({ caller, quota }) => ({ caller, quota }));
    this.channel.send({ kind: 'count', id: this.lastId, takes });
  }

  private hear({ id, standings }: Standings): void {
    const waiting = this.asked.get(id) ?? [];
    this.asked.delete(id);
    waiting.forEach(({ quota, resolve }, place) => {
      const standing = standings[place];
      if (standing) resolve({ ...standing, quota });
    });
  }

  private goOnAlone(): void {
    this.alone ??= new RateLimiter();
    for (const waiting of this.asked.values()) this.settleAlone(waiting);
    this.asked.clear();
  }

  private settleAlone(waiting: readonly Waiting[]): void {
    for (const { caller, quota, resolve } of waiting)
      void this.alone?.take(caller, quota).then(resolve);
  }
}

/** Counts what a worker asks to have counted. */
export async function countFor(
  limiter: Limiter,
  { id, takes }: { id: number; takes: readonly Take[] },
): Promise<Standings> {
  const standings = await Promise.all(
    takes.map(({ caller, quota }) => limiter.take(caller, quota)),
  );
  return {
    kind: 'standings',
    id,
    standings: standings.map(({ remaining, reset, isExceeded }) => ({
      remaining,
      reset,
      isExceeded,
    })),
  };
}
