import { setTimeout as sleep } from 'node:timers/promises';
import { Turns } from '../../src/server/turns';

/** Work that goes on until it is let go. */
function held() {
  let letGo: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => (letGo = resolve));
  return { gone, letGo };
}

describe('operations', () => {
  it('run eight at once, in the order they came', async () => {
    const turns = new Turns();
    const begun: number[] = [];
    const works = Array.from({ length: 12 }, held);
    const done = works.map(({ gone }, place) =>
      turns.run(() => {
        begun.push(place);
        return gone;
      }),
    );
    await Promise.resolve();
    expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    works[5]?.letGo();
    await done[5];
    expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    for (const { letGo } of works) letGo();
    await Promise.all(done);
    expect(begun).toHaveLength(12);
  });

  it('that are slow keep nobody waiting', async () => {
    const turns = new Turns();
    const slow = Array.from({ length: 8 }, held);
    const done = slow.map(({ gone }) => turns.run(() => gone));
    expect(await turns.run(() => Promise.resolve('answered'))).toBe('answered');
    for (const { letGo } of slow) letGo();
    await Promise.all(done);
  });

  it('that fail hand their turn on', async () => {
    const turns = new Turns();
    const fail = () => turns.run(() => Promise.reject(new Error('no')));
    await Promise.all(Array.from({ length: 30 }, () => expect(fail()).rejects.toThrow('no')));
    await sleep(30);
    let running = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, (running += 1));
      await Promise.resolve();
      running -= 1;
    };
    await Promise.all(Array.from({ length: 30 }, () => turns.run(work)));
    expect(most).toBe(8);
  });
});
