import { SITE } from '../cache/cache.tags';
import { type TagCache } from '../cache/tag.cache';
import { Listener } from '../sql/listener';
import { type OutboxEvent, outboxEnd, type OutboxPosition, readOutbox } from '../sql/outbox';
import { adHocStatement } from '../sql/statement';
import { dueArticles, isBehind, nextDueInMs, tiesOf } from './change.queries';
import { tagsOfEvents, toLookUp } from './change.tags';

/** How often it looks without having been notified: a connection can be dead without saying so. */
const LOOK_EVERY_MS = 1_000;
/** A look that has no answer by then has none: what is kept is not used until there is one. */
const LONGEST_LOOK_MS = 3_000;
/** After so many changes at once nothing is worth keeping. */
const MOST_EVENTS = 20_000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** After so long without a look the outbox may have been tidied up meanwhile. */
const LONGEST_GAP_MS = 3_600_000;

// Events and what hangs on their articles are read as of one instant: a tag taken from an article that is hidden right after
// would otherwise seem to have hung on a hidden article all along.
const BEGIN = adHocStatement('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
const COMMIT = adHocStatement('COMMIT');

export interface ChangeFeedOptions {
  url: string;
  caches: Pick<TagCache<unknown>, 'evict' | 'clear' | 'pause' | 'resume'>[];
  /** Is told of the tags that were evicted, of changes that are new to everyone: not of those only missed by us. */
  onTags?: (tags: ReadonlySet<string>, events: readonly OutboxEvent[]) => void;
  onError: (error: Error) => void;
}

/**
 * Keeps caches true to the database: reads what the outbox says of committed changes and evicts what was made of it. What
 * the clock makes public is evicted when its time comes. While the database cannot be asked, the caches are paused; afterwards
 * they go on with what was not touched meanwhile.
 */
export class ChangeFeed {
  private readonly listener: Listener;
  private position: OutboxPosition | null = null;
  private readAt = Date.now();
  private looking: Promise<void> | null = null;
  private again: Promise<void> | null = null;
  private poll: NodeJS.Timeout | null = null;
  private due: NodeJS.Timeout | null = null;
  /** The articles due that were evicted already, and when they were due. */
  private seenDue = new Map<string, number>();
  /** Whether the database may be another one, or an older state of it, than when it was read last. */
  private isUnsure = false;
  private stopped = false;

  constructor(private readonly options: ChangeFeedOptions) {
    this.listener = new Listener({
      url: options.url,
      channel: 'outbox',
      name: 'broadsheet changes',
      queryTimeoutMs: LONGEST_LOOK_MS,
      onChange: () => {
        void this.look();
      },
      onLost: () => {
        this.isUnsure = true;
        this.pause();
      },
      onError: options.onError,
    });
  }

  private get isNeeded(): boolean {
    return this.options.caches.length > 0 || this.options.onTags !== undefined;
  }

  async start(): Promise<void> {
    if (!this.isNeeded) return;
    await this.listener.start();
    await this.catchUp();
    this.poll = setInterval(() => void this.look(), LOOK_EVERY_MS);
  }

  /**
   * Evicts all that was changed by what is committed now. Throws where the database does not answer; then the caches are
   * paused and nothing stale is given out either.
   */
  catchUp(): Promise<void> {
    if (!this.isNeeded) return Promise.resolve();
    if (!this.looking) {
      this.looking = this.lookNow().finally(() => {
        this.looking = null;
      });
      return this.looking;
    }
    // The one under way may have looked before the change that the caller knows of.
    this.again ??= this.looking
      .catch(() => undefined)
      .then(() => {
        this.again = null;
        return this.catchUp();
      });
    return this.again;
  }

  /** Evicts what is made of something that has no event here, such as the site's frame once it was read again. */
  evict(tags: string[]): void {
    for (const cache of this.options.caches) cache.evict(tags);
    this.options.onTags?.(new Set(tags), []);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.poll) clearInterval(this.poll);
    if (this.due) clearTimeout(this.due);
    await this.again?.catch(() => undefined);
    await this.looking?.catch(() => undefined);
    await this.listener.stop();
  }

  private look(): Promise<void> {
    // The listener looks for a connection and says when it has one.
    if (!this.listener.isListening) return Promise.resolve();
    return this.catchUp().catch((error: unknown) => {
      if (!this.stopped) this.options.onError(error as Error);
    });
  }

  private async lookNow(): Promise<void> {
    if (this.stopped) return;
    const tooLate = setTimeout(() => {
      this.pause();
    }, LONGEST_LOOK_MS);
    try {
      await this.listener.rows(BEGIN, []);
      await this.read();
      await this.readDue();
      await this.listener.rows(COMMIT, []);
      for (const cache of this.options.caches) cache.resume();
    } catch (error) {
      this.pause();
      // Whatever is wrong with it, a new connection has neither an open transaction nor an answer outstanding.
      this.listener.reopen();
      throw error;
    } finally {
      clearTimeout(tooLate);
    }
  }

  private async read(): Promise<void> {
    const query = <Row>(text: string, values: unknown[]) =>
      this.listener.rows<Row & object>(adHocStatement(text), values);
    if (this.isUnsure || Date.now() - this.readAt > LONGEST_GAP_MS) await this.checkDatabase();
    this.readAt = Date.now();
    if (this.position === null) {
      this.position = await outboxEnd(query);
      return;
    }
    const { events, position } = await readOutbox(query, this.position);
    if (events.length > MOST_EVENTS) this.clear();
    else if (events.length > 0) await this.evictFor(events);
    // Only now: what could not be evicted is read again.
    this.position = position;
  }

  private async checkDatabase(): Promise<void> {
    const isLongAgo = Date.now() - this.readAt > LONGEST_GAP_MS;
    if (this.position !== null && (isLongAgo || (await isBehind(this.listener, this.position)))) {
      this.clear();
      this.position = null;
    }
    this.isUnsure = false;
  }

  private async evictFor(events: OutboxEvent[]): Promise<void> {
    const { articleIds, originals } = toLookUp(events);
    const ties = await tiesOf(this.listener, articleIds, originals);
    const tags = tagsOfEvents(events, ties);
    for (const cache of this.options.caches) cache.evict(tags);
    this.options.onTags?.(tags, events);
  }

  /** What is public by now though its event has still to come. */
  private async readDue(): Promise<void> {
    const articles = await dueArticles(this.listener);
    const fresh = articles.filter((one) => this.seenDue.get(one.articleId) !== one.dueAt.getTime());
    if (fresh.length > 0) {
      await this.evictFor(
        fresh.map(({ articleId, editionId, place, dueAt }) => ({
          ...{ id: '', kind: 'article.published', articleId, editionId, createdAt: dueAt },
          payload: { new: place },
        })),
      );
    }
    this.seenDue = new Map(articles.map((one) => [one.articleId, one.dueAt.getTime()]));
    this.planDue(await nextDueInMs(this.listener));
  }

  private planDue(inMs: number | null): void {
    if (this.due) clearTimeout(this.due);
    this.due = null;
    if (inMs === null || this.stopped) return;
    this.due = setTimeout(() => void this.look(), Math.min(Math.max(inMs, 1), LONGEST_TIMER_MS));
  }

  private clear(): void {
    for (const cache of this.options.caches) cache.clear();
    this.options.onTags?.(new Set([SITE]), []);
  }

  private pause(): void {
    for (const cache of this.options.caches) cache.pause();
  }
}
