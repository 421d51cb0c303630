import { setTimeout } from 'node:timers/promises';

// The tests run on machines twenty times as slow as a desk. How fast things are is for the benchmarks to say.
const PATIENCE_MS = 60_000;

/** Asks again and again until it is so; throws after a minute. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; !(await isSo());) {
    if (Date.now() > end) throw new Error('It did not come about within a minute.');
    await setTimeout(20);
  }
}

/** Asks until the answer is the one expected, and expects it; `patienceMs` is how long it may take on a slow machine. */
export async function expectSoon(
  ask: () => Promise<unknown>,
  expected: unknown,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const end = Date.now() + patienceMs;
  let answer = await ask();
  while (JSON.stringify(answer) !== JSON.stringify(expected) && Date.now() < end) {
    await setTimeout(20);
    answer = await ask();
  }
  expect(answer).toEqual(expected);
}
