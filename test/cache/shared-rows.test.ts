import { setImmediate } from 'node:timers/promises';
import { SharedRows } from '../../src/cache/shared.rows';
import { TagCache } from '../../src/cache/tag.cache';
import { RequestReader } from '../../src/sql/request-reader';
import { createSharedLoader } from '../../src/sql/shared.loader';

const READER = { rows: () => Promise.reject(new Error('Nothing is read here.')) };

describe('values that operations share', () => {
  let cache: TagCache<unknown>;
  let rows: SharedRows;
  let loads: string[][];
  /** Lets the load that is under way read this. */
  let answer: (value: string) => void;

  beforeEach(() => {
    cache = new TagCache(100_000);
    rows = new SharedRows(cache, { freeze: true });
    loads = [];
  });

  /** A loader of one operation, and the operation's reader. */
  function operation() {
    const reader = new RequestReader(READER, { sharedRows: rows });
    const load = async (keys: readonly string[]) => {
      loads.push([...keys]);
      const read = new Promise<string>((resolve) => (answer = resolve));
      const text = await read;
      return keys.map((key) => ({ text: `${key} ${text}` }));
    };
    const tags = (key: string) => [`tag of ${key}`];
    return { reader, loader: createSharedLoader(reader, load, { name: 'test', tags }) };
  }

  async function loaded(key: string, text: string) {
    const value = operation().loader.load(key);
    await setImmediate();
    answer(text);
    return value;
  }

  it('are loaded once', async () => {
    await loaded('a', 'one');
    const { loader, reader } = operation();
    expect(await loader.load('a')).toEqual({ text: 'a one' });
    expect(loads).toEqual([['a']]);
    expect(reader.made).toEqual({ tags: new Set(['tag of a']), freshUntil: Infinity });
  });

  it('are waited for where another operation is loading them', async () => {
    const first = operation().loader.load('a');
    await setImmediate();
    const second = operation().loader.load('a');
    await setImmediate();
    answer('one');
    expect(await Promise.all([first, second])).toEqual([{ text: 'a one' }, { text: 'a one' }]);
    expect(loads).toHaveLength(1);
  });

  it('are not kept, nor waited for, where they changed while they were loaded', async () => {
    const first = operation().loader.load('a');
    await setImmediate();
    const answerFirst = answer;
    cache.evict(['tag of a']);
    const second = operation().loader.load('a');
    await setImmediate();
    answer('new');
    expect(await second).toEqual({ text: 'a new' });
    answerFirst('old');
    expect(await first).toEqual({ text: 'a old' });
    expect(await operation().loader.load('a')).toEqual({ text: 'a new' });
  });

  it('are kept where something else changed meanwhile', async () => {
    const first = operation().loader.load('a');
    await setImmediate();
    cache.evict(['tag of b']);
    answer('one');
    await first;
    expect(await operation().loader.load('a')).toEqual({ text: 'a one' });
  });

  it.each(['pause', 'clear'] as const)('are not kept from before a %s', async (what) => {
    const first = operation().loader.load('a');
    await setImmediate();
    cache[what]();
    cache.resume();
    answer('one');
    await first;
    expect(cache.size.entries).toBe(0);
  });

  it('are neither given out nor taken in while nobody can say what changed', async () => {
    await loaded('a', 'one');
    cache.pause();
    expect(await loaded('a', 'two')).toEqual({ text: 'a two' });
    cache.resume();
    expect(await operation().loader.load('a')).toEqual({ text: 'a one' });
  });

  it('take no more room than there is, and forget their tags with them', async () => {
    for (let place = 0; place < 1_000; place += 1) await loaded(`key ${place}`, 'x'.repeat(1_000));
    expect(cache.size.bytes).toBeLessThanOrEqual(100_000);
    expect(cache.size.entries).toBeGreaterThan(20);
    cache.evict(Array.from({ length: 1_000 }, (_, place) => `tag of key ${place}`));
    expect(cache.size).toEqual({ entries: 0, bytes: 0 });
  });

  it('cannot be altered', async () => {
    const value = await loaded('a', 'one');
    expect(() => (value.text = 'mine')).toThrow(TypeError);
  });

  it('are not shared by who reads anew', async () => {
    await loaded('a', 'one');
    const { loader, reader } = operation();
    reader.readAnew();
    const value = loader.load('a');
    await setImmediate();
    answer('two');
    expect(await value).toEqual({ text: 'a two' });
    expect(reader.made).toBeNull();
    expect(await operation().loader.load('a')).toEqual({ text: 'a one' });
  });
});
