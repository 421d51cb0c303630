import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { surrogateKeys } from '../../cache/surrogate.keys';
import { openFlights } from '../../cache/flights';
import { type Kept, type Moment, type TagCache } from '../../cache/tag.cache';
import { type AnswerKey } from './answer.key';
import { type KeptAnswer, type ReadyReply } from './answer.types';
import { compress, type Encoding } from './content.encoding';

/** What an operation answered, if everyone may have it. */
export interface SharedAnswer {
  readonly operationName: string | null;
  readonly body: string;
  readonly tags: ReadonlySet<string>;
  /** In milliseconds since 1970. */
  readonly freshUntil: number;
}

/** For how long after its time an answer is given once more while the next is being made. It has no change, only its time is over. */
export const STALE_MS = 30_000;
const KNOWN_QUERIES = 10_000;

interface Flight {
  readonly since: Moment;
  readonly answer: Promise<Kept<KeptAnswer> | null>;
}

function keep({ operationName, body, tags }: SharedAnswer, isCurrent: boolean): KeptAnswer {
  const bytes = Buffer.from(body);
  const hash = createHash('sha1').update(bytes).digest('base64url');
  return {
    operationName,
    body: bytes,
    // Weak: the bytes differ by encoding.
    etag: `W/"${hash}"`,
    encoded: new Map(),
    replies: [],
    surrogateKeys: isCurrent ? surrogateKeys(tags) : null,
  };
}

const bytesOfReply = ({ accept, encodings, origin, head, bodyHead }: ReadyReply): number =>
  [accept, encodings, origin, head, bodyHead].reduce((sum, text) => sum + (text?.length ?? 0), 0);

function bytesOf({ body, encoded, replies }: KeptAnswer): number {
  const bodies = [body, ...encoded.values()].map(({ length }) => length);
  return [...bodies, ...replies.map(bytesOfReply)].reduce((sum, bytes) => sum + bytes, 0);
}

/** Whether nothing came of making it anew: then it stays, compressed as it is and with the ways in which it was given. */
const isSame = (last: KeptAnswer, made: KeptAnswer): boolean =>
  last.etag === made.etag && last.surrogateKeys?.join() === made.surrogateKeys?.join();

/** Whole answers by what was asked for. What is asked for by many at once is executed once. */
export class AnswerCache {
  private readonly flights = openFlights<Flight>();
  private readonly compressions = openFlights<Promise<Buffer>>();
  /** Documents that are known to be queries: only those may be executed once for many. */
  private readonly queries = new LRUCache<string, true>({ max: KNOWN_QUERIES });

  /** Whether the database was away for somebody, or said nothing for too long, and has answered nobody since. */
  isMute = false;

  constructor(private readonly cache: TagCache<KeptAnswer>) {}

  /** Whether anything can be trusted now: not while the database does not tell of its changes. */
  get isPaused(): boolean {
    return this.cache.isPaused;
  }

  /** What may be answered now; past `freshUntil`, a next one is to be made. */
  find({ key }: AnswerKey): Kept<KeptAnswer> | undefined {
    const kept = this.cache.get(key);
    return kept && kept.freshUntil + STALE_MS > Date.now() ? kept : undefined;
  }

  /** What is kept under a key and in time. */
  fresh(key: string): Kept<KeptAnswer> | undefined {
    const kept = this.cache.get(key);
    return kept && kept.freshUntil > Date.now() ? kept : undefined;
  }

  /** What was answered last, though nobody can say whether it still is true. */
  lastKnown({ key }: AnswerKey): Kept<KeptAnswer> | undefined {
    return this.cache.getUnverified(key);
  }

  /**
   * Makes an answer, or waits for one that is being made and began after the last change. `null`: there is none that
   * everyone may have, and whoever only waited has to execute for itself.
   */
  async make(
    { key, document }: AnswerKey,
    isGet: boolean,
    execute: () => Promise<SharedAnswer | null>,
  ): Promise<Kept<KeptAnswer> | null> {
    const flight = this.flights.get(key);
    const { moment } = this.cache;
    if (flight?.since === moment && !this.isPaused) return flight.answer;
    const made = execute().then((answer) => {
      this.isMute = false;
      if (!answer) return null;
      this.queries.set(document, true);
      return this.take(key, answer, moment);
    });
    // A mutation is executed as often as it is sent. By GET there are none.
    if (isGet || this.queries.has(document)) this.announce(key, { since: moment, answer: made });
    return made;
  }

  /** The body in an encoding, compressed at the first time, and once for all who ask for it then. */
  async encoded(key: string, answer: KeptAnswer, encoding: Encoding): Promise<Buffer> {
    const known = answer.encoded.get(encoding);
    if (known) return known;
    const bytes = await this.compressed(answer, encoding);
    if (!answer.encoded.has(encoding)) {
      answer.encoded.set(encoding, bytes);
      this.cache.grow(key, answer, bytes.length);
    }
    return bytes;
  }

  /** Remembers how an answer was given and takes the room for it; `place`: of what was remembered before, -1 where nothing was. */
  keepReply(key: string, answer: KeptAnswer, reply: ReadyReply, place: number): void {
    if (place < 0) answer.replies.push(reply);
    else answer.replies[place] = reply;
    this.cache.grow(key, answer, bytesOfReply(reply));
  }

  private compressed({ body, etag }: KeptAnswer, encoding: Encoding): Promise<Buffer> {
    const name = `${encoding} ${etag}`;
    const underWay = this.compressions.get(name);
    if (underWay) return underWay;
    const bytes = compress(body, encoding).finally(() => this.compressions.delete(name));
    this.compressions.set(name, bytes);
    return bytes;
  }

  private take(key: string, answer: SharedAnswer, since: Moment): Kept<KeptAnswer> {
    const tags = [...answer.tags];
    const made = keep(answer, !this.isPaused && this.cache.isCurrent(tags, since));
    const last = this.cache.getUnverified(key)?.value;
    const value = last && isSame(last, made) ? last : made;
    const { freshUntil } = answer;
    this.cache.keep(key, value, { tags, freshUntil, since, bytes: bytesOf(value) });
    return { value, tags, freshUntil, keptAt: Date.now() };
  }

  private announce(key: string, flight: Flight): void {
    this.flights.set(key, flight);
    const land = () => {
      if (this.flights.get(key) === flight) this.flights.delete(key);
    };
    flight.answer.then(land, land);
  }
}
