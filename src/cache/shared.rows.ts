import { openFlights } from './flights';
import { type Moment, type TagCache } from './tag.cache';

/** A value under way, for whoever else wants it. */
export interface Flight {
  batch: Promise<unknown[]>;
  place: number;
  since: Moment;
}

/** Makes every part of a value of plain data unchangeable. */
function freezeDeeply(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  Object.values(value).forEach(freezeDeeply);
}

/** Rows and lists that all operations of a process share. None of them may be altered. */
export class SharedRows {
  private readonly flights = openFlights<Flight>();

  /** `freeze`: whoever alters a shared value is told so by an error. It costs time: for tests. */
  constructor(
    readonly cache: TagCache<unknown>,
    private readonly options: { freeze: boolean } = { freeze: false },
  ) {}

  /** One that is being loaded and began after the last change. */
  flightOf(name: string): Flight | undefined {
    const flight = this.flights.get(name);
    return flight?.since === this.cache.moment && !this.cache.isPaused ? flight : undefined;
  }

  /** Lets others wait for what one is loading. */
  announce<Value>(names: string[], loading: Promise<Value[]>): Promise<Value[]> {
    const since = this.cache.moment;
    const batch = this.options.freeze ? loading.then(frozen) : loading;
    const flights = names.map((name, place): [string, Flight] => [name, { batch, place, since }]);
    for (const [name, flight] of flights) this.flights.set(name, flight);
    const land = () => {
      for (const [name, flight] of flights) {
        if (this.flights.get(name) === flight) this.flights.delete(name);
      }
    };
    batch.then(land, land);
    return batch;
  }
}

function frozen<Value>(values: Value[]): Value[] {
  values.forEach(freezeDeeply);
  return values;
}
