import DataLoader from 'dataloader';
import { type SharedRows } from '../cache/shared.rows';
import { sizeOfValue } from '../cache/value.size';
import { type Loader } from './loader';
import { type RequestReader } from './request-reader';

/** What operations share of a loader: what it loads is public and the same for everyone. */
export interface Sharing<Key, Value> {
  /** The loader's name, one of its own. */
  name: string;
  /**
   * What the value was made of. Whatever could change it must evict at least one of these, also where there is nothing yet:
   * see `changes/change.tags.ts`.
   */
  tags: (key: Key, value: Value) => string[];
  /** How long it may be used, for what changes without an event. */
  freshForMs?: (key: Key, value: Value) => number;
  /** Is told of each value an operation gets, loaded or kept. */
  onValue?: (value: Value) => void;
}

type Load<Key, Value> = (keys: readonly Key[]) => Promise<Value[]>;

/** A key of a batch that is to be loaded. */
interface Missing<Key> {
  key: Key;
  index: number;
  name: string;
}

/** The loads of one batch: what is kept, what is under way, and the rest with one call of `load`. */
class SharedBatch<Key, Value> {
  constructor(
    private readonly reader: RequestReader,
    private readonly load: Load<Key, Value>,
    private readonly sharing: Sharing<Key, Value>,
    private readonly nameOf: (key: Key) => string,
  ) {}

  async run(keys: readonly Key[]): Promise<Value[]> {
    const rows = this.reader.sharedRows;
    const values = rows ? await this.shared(keys, rows) : await this.load(keys);
    const { onValue } = this.sharing;
    if (!rows) keys.forEach((key, index) => this.note(key, values[index] as Value));
    if (onValue) values.forEach(onValue);
    return values;
  }

  private async shared(keys: readonly Key[], rows: SharedRows): Promise<Value[]> {
    const values = new Array<Value>(keys.length);
    const waits: Promise<void>[] = [];
    const missing: Missing<Key>[] = [];
    const now = Date.now();
    keys.forEach((key, index) => {
      const name = this.nameOf(key);
      const kept = rows.cache.get(name);
      if (kept && kept.freshUntil > now) {
        values[index] = kept.value as Value;
        this.reader.note(kept.tags, kept.freshUntil);
        return;
      }
      const flight = rows.flightOf(name);
      if (!flight) return void missing.push({ key, index, name });
      const joined = this.reader.waitFor(flight.batch).then((batch) => {
        values[index] = batch[flight.place] as Value;
        this.note(key, values[index]);
      });
      waits.push(joined);
    });
    if (missing.length > 0) waits.push(this.loadMissing(missing, values, rows));
    await Promise.all(waits);
    return values;
  }

  private async loadMissing(
    missing: Missing<Key>[],
    values: Value[],
    rows: SharedRows,
  ): Promise<void> {
    const keys = missing.map(({ key }) => key);
    const names = missing.map(({ name }) => name);
    const since = rows.cache.moment;
    const loaded = await rows.announce(names, this.load(keys));
    missing.forEach(({ key, index, name }, place) => {
      const value = loaded[place] as Value;
      values[index] = value;
      const { tags, freshUntil } = this.note(key, value);
      rows.cache.keep(name, value, {
        ...{ tags, freshUntil, since },
        bytes: sizeOfValue(value),
      });
    });
  }

  /** Tells the operation what it is made of. */
  private note(key: Key, value: Value) {
    const tags = this.sharing.tags(key, value);
    const { freshForMs } = this.sharing;
    const freshUntil = freshForMs ? Date.now() + freshForMs(key, value) : Infinity;
    this.reader.note(tags, freshUntil);
    return { tags, freshUntil };
  }
}

/**
 * As `createLoader`, for what is public and the same for everyone: operations share what was loaded until something that it
 * was made of changes. What it answers is not to be altered.
 */
export function createSharedLoader<Key, Value>(
  reader: RequestReader,
  load: Load<Key, Value>,
  sharing: Sharing<Key, Value>,
  cacheKey: (key: Key) => string = String,
): Loader<Key, Value> {
  const batch = new SharedBatch(
    reader,
    load,
    sharing,
    (key: Key) => `${sharing.name} ${cacheKey(key)}`,
  );
  return new DataLoader<Key, Value, string>((keys) => batch.run(keys), {
    batchScheduleFn: reader.schedule,
    cacheKeyFn: cacheKey,
  });
}
