import { Limiter, SingleFlight, TooBusyError } from '../../src/images/single.flight';

/** Work that ends when it is told to. */
function held() {
  let end: () => void = () => undefined;
  const done = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { done, end };
}

describe('a single flight', () => {
  it('does once what is asked for meanwhile, and again what is asked for later', async () => {
    const flight = new SingleFlight<number>();
    const gate = held();
    let runs = 0;
    const work = async () => {
      await gate.done;
      return (runs += 1);
    };
    const asked = [flight.run('a', work), flight.run('a', work), flight.run('b', work)];
    gate.end();
    expect(await Promise.all(asked)).toEqual([1, 1, 2]);
    expect(await flight.run('a', work)).toBe(3);
  });

  it('forgets what failed', async () => {
    const flight = new SingleFlight<string>();
    const failing = () => Promise.reject(new Error('no'));
    await expect(flight.run('a', failing)).rejects.toThrow('no');
    expect(await flight.run('a', () => Promise.resolve('yes'))).toBe('yes');
  });
});

describe('a limiter', () => {
  it('runs so many at once, lets some wait, and turns the others away', async () => {
    const limiter = new Limiter(2, 1);
    const gates = [held(), held(), held()];
    const started: number[] = [];
    const runs = gates.map((gate, place) =>
      limiter.run(() => {
        started.push(place);
        return gate.done;
      }),
    );
    await expect(limiter.run(() => Promise.resolve())).rejects.toThrow(TooBusyError);
    expect(started).toEqual([0, 1]);
    gates[1]?.end();
    await runs[1];
    await Promise.resolve();
    expect(started).toEqual([0, 1, 2]);
    for (const gate of gates) gate.end();
    await Promise.all(runs);
    expect(await limiter.run(() => Promise.resolve('free'))).toBe('free');
  });
});
