import { setImmediate } from 'node:timers/promises';

const TURN_MS = 8;

/** Maps one after another, and lets what else the process has to do in between every few milliseconds. */
export async function mapInTurns<T, R>(
  items: readonly T[],
  map: (item: T, place: number) => R,
): Promise<R[]> {
  const mapped: R[] = [];
  let since = performance.now();
  for (const [place, item] of items.entries()) {
    mapped.push(map(item, place));
    if (performance.now() - since < TURN_MS) continue;
    await setImmediate();
    since = performance.now();
  }
  return mapped;
}
