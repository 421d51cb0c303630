/** A key, and a name by which it is the same for every operation. */
export interface NamedKey<Key> {
  readonly key: Key;
  readonly name: string;
}

type Load<Key, Value> = (keys: readonly Key[]) => Promise<Value[]>;

/** With more keys than that a statement takes long enough that a small operation should not have to wait for it. */
const MOST_KEYS = 200;

/** What operations ask of one loader in one turn of the event loop. */
class Gathering<Key, Value> {
  private readonly keys: Key[] = [];
  private readonly places = new Map<string, number>();
  private readonly operations: {
    resolve: (values: Value[]) => void;
    reject: (error: unknown) => void;
    places: number[];
  }[] = [];

  constructor(private readonly load: Load<Key, Value>) {}

  /** Whether all of its keys are somebody's who asked for so many. */
  isOnly(amount: number): boolean {
    return this.keys.length === amount;
  }

  hasRoomFor(amount: number): boolean {
    return this.keys.length + amount <= MOST_KEYS;
  }

  add(keys: readonly NamedKey<Key>[]): Promise<Value[]> {
    const places = keys.map((key) => this.placeOf(key));
    return new Promise((resolve, reject) => this.operations.push({ resolve, reject, places }));
  }

  private placeOf({ key, name }: NamedKey<Key>): number {
    const known = this.places.get(name);
    if (known !== undefined) return known;
    this.places.set(name, this.keys.length);
    return this.keys.push(key) - 1;
  }

  async send(): Promise<void> {
    try {
      const values = await this.load(this.keys);
      for (const { resolve, places } of this.operations) {
        resolve(places.map((place) => values[place] as Value));
      }
    } catch (error) {
      for (const { reject } of this.operations) reject(error);
    }
  }
}

/**
 * Loads what several operations ask for at the same time by one call, each key once. Nothing is kept: a load begins after all
 * that it is for have asked, at the end of the event loop's turn. Only for what is public and the same for everyone.
 */
export class GatheredLoads {
  /**
   * `null` once it is sent, and not deleted: a Map that is filled and emptied all the time moves to a new table every few entries, and
   * each table keeps the next one alive with what stood in it then (docs/decisions/016). Loaders have few names.
   */
  private readonly open = new Map<string, Gathering<unknown, unknown> | null>();

  /** Adds keys to what the loader of this name loads next; whoever asks first gives the call that loads them all. */
  join<Key, Value>(
    loader: string,
    keys: readonly NamedKey<Key>[],
    load: Load<Key, Value>,
  ): { values: Promise<Value[]>; isAlone: () => boolean } {
    const known = this.open.get(loader) as Gathering<Key, Value> | null | undefined;
    const gathering = known?.hasRoomFor(keys.length) ? known : this.begin(loader, load);
    return { values: gathering.add(keys), isAlone: () => gathering.isOnly(keys.length) };
  }

  private begin<Key, Value>(loader: string, load: Load<Key, Value>): Gathering<Key, Value> {
    const gathering = new Gathering<Key, Value>(load);
    const open = gathering as unknown as Gathering<unknown, unknown>;
    this.open.set(loader, open);
    setImmediate(() => {
      if (this.open.get(loader) === open) this.open.set(loader, null);
      void gathering.send();
    });
    return gathering;
  }
}
