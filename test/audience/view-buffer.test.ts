import { setTimeout as sleep } from 'node:timers/promises';
import { ViewBuffer } from '../../src/audience/view.buffer';
import { type ViewEvent } from '../../src/audience/view.event';

const events = (count: number): ViewEvent[] =>
  Array.from({ length: count }, (_, place) => ({
    articleId: `${place}`,
    at: new Date(0),
    visitor: 'v',
  }));

describe('the buffer of views', () => {
  let written: ViewEvent[][];
  let failures: number;
  const errors: Error[] = [];

  function open(capacity: number, flushMs = 60_000): ViewBuffer {
    written = [];
    failures = 0;
    return new ViewBuffer({
      capacity,
      flushMs,
      write: async (batch) => {
        await sleep(5);
        if (failures-- > 0) throw new Error('away');
        written.push([...batch]);
      },
      onError: (error) => errors.push(error),
    });
  }

  it('takes all of a report or, where it has no room, none of it, until it is written', async () => {
    const buffer = open(10);
    expect(buffer.add(events(7))).toBe(true);
    expect(buffer.add(events(4))).toBe(false);
    expect(buffer.add(events(3))).toBe(true);
    await buffer.flush();
    expect(written).toHaveLength(1);
    expect(written[0]).toHaveLength(10);
    expect(buffer.add(events(10))).toBe(true);
    await buffer.close();
    expect(written.flat()).toHaveLength(20);
  });

  it('writes large amounts in batches, and at once', async () => {
    const buffer = open(100_000);
    buffer.add(events(12_000));
    await sleep(200);
    expect(written.map((batch) => batch.length)).toEqual([5_000, 5_000, 2_000]);
    await buffer.close();
  });

  it('tries again what could not be written, in its order', async () => {
    const buffer = open(100, 10);
    failures = 1;
    buffer.add(events(5));
    await sleep(100);
    expect(written).toEqual([]);
    expect(errors).toHaveLength(1);
    buffer.add(events(2));
    await buffer.flush();
    expect(
      written
        .flat()
        .map(({ articleId }) => articleId)
        .join(''),
    ).toBe('0123401');
    await buffer.close();
  });

  it('writes what waits when it is closed, and takes no more', async () => {
    const buffer = open(100);
    buffer.add(events(3));
    await buffer.close();
    expect(written.flat()).toHaveLength(3);
    expect(buffer.add(events(1))).toBe(false);
  });
});
