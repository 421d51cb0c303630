import { openFlights } from '../cache/flights';

/** Work that several ask for at the same time is done once, for all of them. */
export class SingleFlight<T> {
  private readonly running = openFlights<Promise<T>>();

  run(key: string, work: () => Promise<T>): Promise<T> {
    const running = this.running.get(key);
    if (running) return running;
    const started = work().finally(() => this.running.delete(key));
    this.running.set(key, started);
    return started;
  }
}

/** More work waits than may. */
export class TooBusyError extends Error {
  override name = 'TooBusyError';
}

/** At most so many at once; the others wait in turn, and where too many wait, the next is turned away. */
export class Limiter {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly most: number,
    private readonly mostWaiting = Infinity,
  ) {}

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running < this.most) this.running += 1;
    else await this.turn();
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      // The place goes to the next one and is never free in between.
      if (next) next();
      else this.running -= 1;
    }
  }

  private turn(): Promise<void> {
    if (this.waiting.length >= this.mostWaiting) {
      throw new TooBusyError('Too much is waiting already.');
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}
