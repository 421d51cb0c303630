import { type ReadEvent } from './replay.stream';

const HOUR = 3_600_000;

/** A way to rank: told of every read in the order of time, and asked for scores between. */
export interface Ranker {
  readonly name: string;
  add(event: ReadEvent): void;
  /** A score for each article; what has 0 is not ranked. */
  scores(now: number): Float64Array;
}

/** How often an article was read in the last hours, or ever. */
class CountRanker implements Ranker {
  readonly name: string;
  private readonly counts: Float64Array;
  private readonly events: ReadEvent[] = [];
  private oldest = 0;

  constructor(
    articles: number,
    private readonly hours: number,
  ) {
    this.name = hours === Infinity ? 'reads of all time' : `reads of the last ${hours} h`;
    this.counts = new Float64Array(articles);
  }

  add(event: ReadEvent): void {
    this.counts[event.article] = (this.counts[event.article] ?? 0) + 1;
    if (this.hours !== Infinity) this.events.push(event);
  }

  scores(now: number): Float64Array {
    for (
      let event = this.events[this.oldest];
      event && event.at <= now - this.hours * HOUR;
      event = this.events[this.oldest]
    ) {
      this.counts[event.article] = (this.counts[event.article] ?? 0) - 1;
      this.oldest += 1;
    }
    return this.counts;
  }
}

/** Reads that count half as much after a half-life. */
class DecayRanker implements Ranker {
  readonly name: string;
  private readonly sums: Float64Array;
  private readonly times: Float64Array;

  constructor(
    articles: number,
    private readonly halfLife: number,
  ) {
    this.name = `decay, half-life ${halfLife} h`;
    this.sums = new Float64Array(articles);
    this.times = new Float64Array(articles);
  }

  private sumAt(article: number, now: number): number {
    const age = (now - (this.times[article] ?? 0)) / HOUR;
    return (this.sums[article] ?? 0) * 2 ** (-age / this.halfLife);
  }

  add({ article, at }: ReadEvent): void {
    this.sums[article] = this.sumAt(article, at) + 1;
    this.times[article] = at;
  }

  scores(now: number): Float64Array {
    return this.sums.map((_, article) => this.sumAt(article, now));
  }
}

/** What TRENDING is held against. */
export function baselines(articles: number): Ranker[] {
  return [
    ...[1, 6, 24, Infinity].map((hours) => new CountRanker(articles, hours)),
    ...[1, 3, 12].map((halfLife) => new DecayRanker(articles, halfLife)),
  ];
}
