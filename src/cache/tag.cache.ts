import { LRUCache } from 'lru-cache';

/** When something began, counted in evictions: what was read before one may not be kept after it. */
export type Moment = number;

export interface Kept<Value> {
  readonly value: Value;
  /** What it was made of: a change of any of it ends it. */
  readonly tags: readonly string[];
  /** Until when it may be used without a change, in milliseconds since 1970; `Infinity` where only changes end it. */
  readonly freshUntil: number;
  readonly keptAt: number;
}

export interface Keeping {
  tags: readonly string[];
  bytes: number;
  freshUntil?: number;
  /** {@link TagCache.moment} before the value was read. */
  since: Moment;
}

/** How many evicted tags are remembered for values that are still being read. */
const REMEMBERED_TAGS = 50_000;
/** What an entry and each of its tags take besides the value, in bytes. */
const ENTRY_BYTES = 300;
const TAG_BYTES = 60;

/**
 * Values by key, each with the tags of what it was made of. They stay until a tag is evicted, their time is over or the room is
 * needed. While it is paused it gives nothing out and takes nothing in.
 */
export class TagCache<Value> {
  private readonly entries: LRUCache<string, Kept<Value>>;
  private readonly keysByTag = new Map<string, Set<string>>();
  /** At which moment a tag was evicted last, the longest ago first. */
  private readonly evictedAt = new Map<string, Moment>();
  /** Of what was evicted before it nothing is remembered. */
  private horizon: Moment = 0;
  private now: Moment = 0;
  private paused = false;

  constructor(maxBytes: number) {
    this.entries = new LRUCache<string, Kept<Value>>({
      maxSize: maxBytes,
      // One value does not drive out all others.
      maxEntrySize: Math.ceil(maxBytes / 4),
      dispose: ({ tags }, key) => {
        this.forgetTags(key, tags);
      },
    });
  }

  get moment(): Moment {
    return this.now;
  }

  get isPaused(): boolean {
    return this.paused;
  }

  get size(): { entries: number; bytes: number } {
    return { entries: this.entries.size, bytes: this.entries.calculatedSize };
  }

  /** What is kept under a key and may be used, unless its time is over: see `freshUntil`. */
  get(key: string): Kept<Value> | undefined {
    return this.paused ? undefined : this.entries.get(key);
  }

  /** The same though it may be out of date, since nobody could say: for when there is nothing else to answer with. */
  getUnverified(key: string): Kept<Value> | undefined {
    return this.entries.get(key);
  }

  /** Keeps a value, unless something it was made of has changed since it was read. Answers whether it did. */
  keep(key: string, value: Value, { tags, bytes, freshUntil = Infinity, since }: Keeping): boolean {
    if (this.paused || !this.isCurrent(tags, since)) return false;
    const size = Math.ceil(bytes) + ENTRY_BYTES + TAG_BYTES * tags.length + key.length;
    this.entries.set(key, { value, tags, freshUntil, keptAt: Date.now() }, { size });
    // What is too large is not taken.
    if (!this.entries.has(key)) return false;
    for (const tag of tags) {
      const keys = this.keysByTag.get(tag);
      if (keys) keys.add(key);
      else this.keysByTag.set(tag, new Set([key]));
    }
    return true;
  }

  /** Whether nothing of these tags was evicted since a moment. */
  isCurrent(tags: readonly string[], since: Moment): boolean {
    if (since === this.now) return true;
    return since >= this.horizon && tags.every((tag) => (this.evictedAt.get(tag) ?? 0) <= since);
  }

  /** Ends all that was made of any of these. */
  evict(tags: Iterable<string>): void {
    this.now += 1;
    for (const tag of tags) {
      this.evictedAt.delete(tag);
      this.evictedAt.set(tag, this.now);
      for (const key of this.keysByTag.get(tag) ?? []) this.entries.delete(key);
    }
    for (const [tag, moment] of this.evictedAt) {
      if (this.evictedAt.size <= REMEMBERED_TAGS) break;
      this.evictedAt.delete(tag);
      this.horizon = moment;
    }
  }

  /** Takes room for a value that grew, unless another is kept by now. */
  grow(key: string, value: Value, bytes: number): void {
    const kept = this.entries.peek(key);
    if (kept?.value !== value) return;
    const size = this.sizeOf(key) + bytes;
    // The same entry would leave its size as it was.
    this.entries.set(key, { ...kept }, { size, noDisposeOnSet: true });
  }

  /** Ends everything. */
  clear(): void {
    this.now += 1;
    this.horizon = this.now;
    this.evictedAt.clear();
    this.entries.clear();
  }

  pause(): void {
    this.paused = true;
    this.now += 1;
    // What is being read now will not be told of changes.
    this.horizon = this.now;
  }

  resume(): void {
    this.paused = false;
  }

  private sizeOf(key: string): number {
    return this.entries.info(key)?.size ?? 0;
  }

  private forgetTags(key: string, tags: readonly string[]): void {
    for (const tag of tags) {
      const keys = this.keysByTag.get(tag);
      keys?.delete(key);
      if (keys?.size === 0) this.keysByTag.delete(tag);
    }
  }
}
