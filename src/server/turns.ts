/** How many operations run at once, and how long one counts: who waits for a slow statement keeps nobody else waiting. */
const AT_ONCE = 8;
const COUNTS_FOR_MS = 40;

/**
 * Lets operations run a few at a time, in the order they came. More at once are not answered sooner, as one thread does all the work,
 * and all that they have read by then outlives the collector's young generation: docs/decisions/014.
 */
export class Turns {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /** Does the work when its turn comes. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running < AT_ONCE) this.running += 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    let isCounted = true;
    const handOn = () => {
      if (isCounted) this.handOn();
      isCounted = false;
    };
    const timer = setTimeout(handOn, COUNTS_FOR_MS);
    try {
      return await work();
    } finally {
      clearTimeout(timer);
      handOn();
    }
  }

  private handOn(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.running -= 1;
  }
}
