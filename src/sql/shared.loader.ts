import { type SharedRows } from '../cache/shared.rows';
import { type Kept } from '../cache/tag.cache';
import { sizeOfValue } from '../cache/value.size';
import { isDataException } from './database-failure';
import { type NamedKey } from './gathered.loads';
import { Loader } from './loader';
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
  /** How much is loaded for this operation, where that differs by what it asks for. */
  variant?: () => string;
  /** Whether loading it may take long: then it does not hold up what other operations ask for at the same time. */
  isSlow?: (key: Key) => boolean;
}

type Load<Key, Value> = (keys: readonly Key[]) => Promise<Value[]>;

/** A key of a batch that is to be loaded. */
interface Missing<Key> extends NamedKey<Key> {
  index: number;
}

/** Shares what it loads with other operations, see {@link createSharedLoader}. */
class SharedLoader<Key, Value> extends Loader<Key, Value> {
  constructor(
    reader: RequestReader,
    private readonly loadRows: Load<Key, Value>,
    private readonly sharing: Sharing<Key, Value>,
    cacheKey: (key: Key) => string,
  ) {
    super(reader, (keys) => this.loadShared(keys), cacheKey);
  }

  override get(key: Key): Value | Promise<Value> {
    const kept = this.keptOf(this.nameOf(key));
    if (!kept) return this.load(key);
    const value = kept.value as Value;
    this.sharing.onValue?.(value);
    return value;
  }

  private nameOf(key: Key): string {
    return `${this.sharing.name} ${this.cacheKey(key)}`;
  }

  /** What is kept under a name and still in time; the operation is told what it is made of. */
  private keptOf(name: string): Kept<unknown> | null {
    const kept = this.reader.sharedRows?.cache.get(name);
    if (!kept || kept.freshUntil <= this.reader.startedAt) return null;
    this.reader.note(kept.tags, kept.freshUntil);
    return kept;
  }

  private async loadShared(keys: readonly Key[]): Promise<Value[]> {
    const rows = this.reader.sharedRows;
    const values = rows
      ? await this.shared(keys, rows)
      : await this.gathered(keys.map((key) => ({ key, name: this.nameOf(key) })));
    const { onValue } = this.sharing;
    if (!rows && this.reader.isNoting) {
      keys.forEach((key, index) => this.note(key, values[index] as Value));
    }
    if (onValue) values.forEach(onValue);
    return values;
  }

  private async shared(keys: readonly Key[], rows: SharedRows): Promise<Value[]> {
    const values = new Array<Value>(keys.length);
    const waits: Promise<void>[] = [];
    const missing: Missing<Key>[] = [];
    keys.forEach((key, index) => {
      const name = this.nameOf(key);
      const kept = this.keptOf(name);
      if (kept) {
        values[index] = kept.value as Value;
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
    const names = missing.map(({ name }) => name);
    const since = rows.cache.moment;
    const loaded = await rows.announce(names, this.gathered(missing));
    missing.forEach(({ key, index, name }, place) => {
      const value = loaded[place] as Value;
      values[index] = value;
      const { tags, freshUntil } = this.note(key, value);
      rows.cache.keep(name, value, { tags, freshUntil, since, bytes: sizeOfValue(value) });
    });
  }

  /** Loads keys together with what other operations ask of this loader at the same time. */
  private async gathered(named: readonly NamedKey<Key>[]): Promise<Value[]> {
    const { gatheredLoads } = this.reader;
    const { name, variant, isSlow } = this.sharing;
    const keys = named.map(({ key }) => key);
    if (!gatheredLoads || (isSlow && keys.some(isSlow))) return this.loadRows(keys);
    const loader = variant ? `${name} ${variant()}` : name;
    const { values, isAlone } = gatheredLoads.join(loader, named, this.loadRows);
    try {
      return await this.reader.waitFor(values);
    } catch (error) {
      // It may be what another operation asked for that cannot be read.
      if (isAlone() || !isDataException(error)) throw error;
      return this.loadRows(keys);
    }
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
  return new SharedLoader(reader, load, sharing, cacheKey);
}
