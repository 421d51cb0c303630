import { type Device } from './support';

export interface Operation {
  key: string;
  kind: string;
  at: string;
  listId?: string;
  articleId?: string;
  itemId?: string;
  title?: string;
  note?: string;
}

export interface Result {
  key: string;
  ok: boolean;
  code: string | null;
  message: string | null;
  id: string | null;
}

interface KnownList {
  id: string;
  title: string;
  itemCount: number;
}

interface KnownItem {
  id: string;
  listId: string;
  sortKey: string;
  note: string | null;
  readAt: string | null;
  addedAt: string;
  article: { slug: string } | null;
}

interface Changes {
  lists: KnownList[];
  items: KnownItem[];
  deletedIds: string[];
  token: string;
  hasMore: boolean;
  isReset: boolean;
  results: Result[];
}

const CHANGES = `lists { id title itemCount }
  items { id listId sortKey note readAt addedAt article { slug } }
  deletedIds token hasMore isReset results { key ok code message id }`;

const SYNC = `mutation Sync($operations: [ReadingListOperation!]!, $since: String, $deviceTime: DateTime) {
  syncReadingLists(operations: $operations, since: $since, deviceTime: $deviceTime) { ${CHANGES} } }`;

const PULL = `query Pull($since: String) { viewer { readingListChanges(since: $since) { ${CHANGES} } } }`;

/** Keeps a reader's lists as an app would: by what the answers to its syncs say, and nothing else. */
export class SyncedDevice {
  readonly lists = new Map<string, KnownList>();
  readonly items = new Map<string, KnownItem>();
  readonly results = new Map<string, Result>();
  /** How many lists and items answers have brought. */
  received = 0;
  outbox: Operation[] = [];
  token: string | undefined;

  constructor(readonly device: Device) {}

  /** Sends what is to be sent, and takes in what comes; an answer that is lost changes nothing here. */
  async sync({ isLost = false, deviceTime }: { isLost?: boolean; deviceTime?: string } = {}) {
    const operations = this.outbox.slice(0, 500);
    const { syncReadingLists } = await this.device.data<{ syncReadingLists: Changes }>(SYNC, {
      operations,
      since: this.token,
      deviceTime,
    });
    if (isLost) return;
    this.outbox = this.outbox.slice(operations.length);
    this.take(syncReadingLists);
    if (syncReadingLists.hasMore) await this.pull();
  }

  async pull(): Promise<void> {
    for (let hasMore = true; hasMore;) {
      const { viewer } = await this.device.data<{ viewer: { readingListChanges: Changes } }>(PULL, {
        since: this.token,
      });
      this.take(viewer.readingListChanges);
      hasMore = viewer.readingListChanges.hasMore;
    }
  }

  private take(changes: Changes): void {
    if (changes.isReset) {
      this.lists.clear();
      this.items.clear();
    }
    for (const list of changes.lists) this.lists.set(list.id, list);
    for (const item of changes.items) this.items.set(item.id, item);
    for (const id of changes.deletedIds) {
      this.items.delete(id);
      if (!this.lists.delete(id)) continue;
      for (const item of this.items.values()) if (item.listId === id) this.items.delete(item.id);
    }
    for (const result of changes.results) this.results.set(result.key, result);
    this.received += changes.lists.length + changes.items.length;
    this.token = changes.token;
  }

  /** What it would show, in order. */
  get shelf(): unknown {
    const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
    const byRank = (a: KnownItem, b: KnownItem) => (a.sortKey < b.sortKey ? -1 : 1);
    return [...this.lists.values()].sort(byId).map((list) => {
      const items = [...this.items.values()].filter((item) => item.listId === list.id);
      return { ...list, items: items.sort(byRank) };
    });
  }
}

/** What the server shows of the lists that have been written to. */
export async function shelfOnServer(device: Device): Promise<unknown> {
  const { viewer } = await device.data<{
    viewer: { readingLists: (KnownList & { items: { nodes: KnownItem[] } })[] };
  }>(`{ viewer { readingLists { id title itemCount
      items(first: 100) { nodes { id listId sortKey note readAt addedAt article { slug } } } } } }`);
  const known = await device.data<{ viewer: { readingListChanges: Changes } }>(PULL);
  const ids = new Set(known.viewer.readingListChanges.lists.map((list) => list.id));
  return viewer.readingLists
    .filter((list) => ids.has(list.id))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ items, ...list }) => ({ ...list, items: items.nodes }));
}
