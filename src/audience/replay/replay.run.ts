import { type EntityManager } from 'typeorm';
import { baselines, type Ranker } from './replay.baselines';
import { type ReadStream } from './replay.stream';
import { TrendingReplay } from './replay.trending';

const PLACES = 10;
const STEP_MS = 30 * 60_000;
const HORIZON_MS = 6 * 3_600_000;

/** How good one ranking was: its nDCG@10 each time that it was asked for. */
export interface RankerScores {
  name: string;
  scores: number[];
}

export interface ReplayResult {
  /** When the rankings were asked for, by milliseconds. */
  times: number[];
  rankers: RankerScores[];
}

const DISCOUNTS = Array.from({ length: PLACES }, (_, place) => 1 / Math.log2(place + 2));

function gainOf(reads: readonly number[]): number {
  return reads.reduce(
    (sum, count, place) => sum + Math.log2(1 + count) * (DISCOUNTS[place] ?? 0),
    0,
  );
}

/** The gain of a ranking as a share of that of the best there could be: nDCG@10, gain log2(1 + reads). */
export function ndcg(ranking: readonly number[], reads: Float64Array): number {
  const ideal = [...reads].sort((a, b) => b - a).slice(0, PLACES);
  return gainOf(ranking.slice(0, PLACES).map((article) => reads[article] ?? 0)) / gainOf(ideal);
}

/** The articles of the highest scores; of equal ones, that which was read last stands first. */
function bestOf(scores: Float64Array, lastReads: Float64Array): number[] {
  const ranked = [...scores.keys()].filter((article) => (scores[article] ?? 0) > 0);
  const score = (article: number) => scores[article] ?? 0;
  const last = (article: number) => lastReads[article] ?? 0;
  return ranked.sort((a, b) => score(b) - score(a) || last(b) - last(a)).slice(0, PLACES);
}

/** How often each article is read in the hours after a moving time. */
class FutureReads {
  readonly reads: Float64Array;
  private first = 0;
  private end = 0;

  constructor(private readonly stream: ReadStream) {
    this.reads = new Float64Array(stream.articles);
  }

  moveTo(now: number): void {
    const { events } = this.stream;
    this.end = this.count(this.end, now + HORIZON_MS, 1);
    this.first = this.count(this.first, now, -1);
    if (this.end < this.first || this.end > events.length) throw new Error('The clock went back.');
  }

  private count(from: number, until: number, change: number): number {
    let place = from;
    for (
      let event = this.stream.events[place];
      event && event.at <= until;
      event = this.stream.events[place]
    ) {
      this.reads[event.article] = (this.reads[event.article] ?? 0) + change;
      place += 1;
    }
    return place;
  }
}

/** From the first half hour to the last that six hours of reads follow. */
function spanOf({ events }: ReadStream): { start: number; end: number } {
  const [first, last] = [events[0]?.at ?? 0, events.at(-1)?.at ?? 0];
  return { start: Math.ceil(first / STEP_MS) * STEP_MS, end: last - HORIZON_MS };
}

/**
 * Plays a stream of reads by its own clock. Every half hour each ranking, which knows only what was read until then, is scored
 * against the reads of the six hours that follow.
 */
export async function replay(
  manager: EntityManager,
  stream: ReadStream,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<ReplayResult> {
  const { events, articles } = stream;
  const { start, end } = spanOf(stream);
  const trending = await TrendingReplay.start(manager);
  const others = baselines(articles);
  const result: ReplayResult = {
    times: [],
    rankers: [trending, ...others].map(({ name }) => ({ name, scores: [] })),
  };
  const future = new FutureReads(stream);
  const lastReads = new Float64Array(articles);
  const listeners: Pick<Ranker, 'add'>[] = [trending, ...others];
  let place = 0;
  for (let now = start; now <= end; now += STEP_MS) {
    for (let event = events[place]; event && event.at <= now; event = events[place]) {
      for (const listener of listeners) listener.add(event);
      lastReads[event.article] = event.at;
      place += 1;
    }
    future.moveTo(now);
    const ranking = await trending.best(now, PLACES);
    if (!future.reads.some((count) => count > 0)) continue;
    result.times.push(now);
    const rankings = [ranking, ...others.map((one) => bestOf(one.scores(now), lastReads))];
    for (const [index, one] of rankings.entries()) {
      result.rankers[index]?.scores.push(ndcg(one, future.reads));
    }
    onProgress(result.times.length, Math.ceil((end - start) / STEP_MS));
  }
  return result;
}
