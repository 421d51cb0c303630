import { LRUCache } from 'lru-cache';

/** With more under way at once, what nobody has asked for longest is made again for the next. */
const MOST = 10_000;

/**
 * What is being made, by name, for whoever else wants it. Not a Map: one that is filled and emptied all the time keeps what has
 * long landed alive, see docs/decisions/016; here a landed place is empty.
 */
export function openFlights<Flight extends object>(): LRUCache<string, Flight> {
  return new LRUCache<string, Flight>({ max: MOST });
}
