import DataLoader from 'dataloader';
import { type RequestReader } from './request-reader';

/** Loads values by key for one operation: what a round asks for is loaded together, and nothing twice. */
export class Loader<Key, Value> {
  /** Made when something is loaded: an operation uses few of the loaders there are. */
  private batches: DataLoader<Key, Value, string> | null = null;

  constructor(
    protected readonly reader: RequestReader,
    private readonly loadBatch: (keys: readonly Key[]) => Promise<Value[]>,
    protected readonly cacheKey: (key: Key) => string,
  ) {}

  load(key: Key): Promise<Value> {
    return this.made().load(key);
  }

  /** The value itself where it is known already, else as `load`. */
  get(key: Key): Value | Promise<Value> {
    return this.load(key);
  }

  /** Gives it a value that came another way, unless it has one. */
  prime(key: Key, value: Value): this {
    this.made().prime(key, value);
    return this;
  }

  clear(key: Key): this {
    this.batches?.clear(key);
    return this;
  }

  private made(): DataLoader<Key, Value, string> {
    this.batches ??= new DataLoader<Key, Value, string>(this.loadBatch, {
      batchScheduleFn: (dispatchBatch) => {
        this.reader.schedule(dispatchBatch);
      },
      cacheKeyFn: this.cacheKey,
    });
    return this.batches;
  }
}

/**
 * A loader of one operation alone: an answer that it had a part in is not kept for others. It gathers a round's keys and loads them with one call of `load`, which answers one
 * value for each key, in the keys' order. `cacheKey` tells equal keys; give it where keys are not strings.
 */
export function createLoader<Key, Value>(
  reader: RequestReader,
  load: (keys: readonly Key[]) => Promise<Value[]>,
  cacheKey: (key: Key) => string = String,
): Loader<Key, Value> {
  const loadUnshared = (keys: readonly Key[]) => {
    reader.noteUnshared();
    return load(keys);
  };
  return new Loader(reader, loadUnshared, cacheKey);
}

/** One row for each key, `null` where there is none. */
export function oneByKey<Key, Row>(
  keys: readonly Key[],
  rows: Row[],
  keyOf: (row: Row) => Key,
): (Row | null)[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  return keys.map((key) => byKey.get(key) ?? null);
}

/** All rows of each key, in the order they came. */
export function manyByKey<Key, Row>(
  keys: readonly Key[],
  rows: Row[],
  keyOf: (row: Row) => Key,
): Row[][] {
  const byKey = new Map<Key, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = byKey.get(key);
    if (group) group.push(row);
    else byKey.set(key, [row]);
  }
  return keys.map((key) => byKey.get(key) ?? []);
}

/**
 * Loads keys that differ in arguments as well: one call of `load` for each set of arguments, all sent in the
 * same round. `groupOf` names a key's set.
 */
export async function loadInGroups<Key, Value>(
  keys: readonly Key[],
  groupOf: (key: Key) => string,
  load: (group: Key[]) => Promise<Value[]>,
): Promise<Value[]> {
  const groups = new Map<string, number[]>();
  keys.forEach((key, index) => {
    const name = groupOf(key);
    const group = groups.get(name);
    if (group) group.push(index);
    else groups.set(name, [index]);
  });
  const values = new Array<Value>(keys.length);
  await Promise.all(
    [...groups.values()].map(async (indexes) => {
      const loaded = await load(indexes.map((index) => keys[index] as Key));
      indexes.forEach((index, place) => (values[index] = loaded[place] as Value));
    }),
  );
  return values;
}
