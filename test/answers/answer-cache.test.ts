import { TagCache } from '../../src/cache/tag.cache';
import { AnswerCache } from '../../src/server/answers/answer.cache';
import { type KeptAnswer } from '../../src/server/answers/answer.types';

const KEY = { key: 'k', document: '{ a }' };
const ROOM = 1_000_000;

describe('an answer that is made anew when its time is over', () => {
  const make = async (answers: AnswerCache, body: string, tag = 'a') => {
    const shared = { operationName: null, body, tags: new Set([tag]), freshUntil: Date.now() };
    await answers.make(KEY, true, () => Promise.resolve(shared));
    const kept = answers.find(KEY);
    if (!kept) throw new Error('It was not kept.');
    return kept.value;
  };

  it('stays compressed where nothing came of it, and its size is counted once', async () => {
    const cache = new TagCache<KeptAnswer>(ROOM);
    const answers = new AnswerCache(cache);
    const first = await make(answers, '{"data":1}');
    const plain = cache.size.bytes;
    const gzip = await answers.encoded(KEY.key, first, 'gzip');
    const { size } = cache;
    expect(size.bytes).toBe(plain + gzip.length);
    const again = await make(answers, '{"data":1}');
    expect(again.encoded.get('gzip')).toBe(gzip);
    expect(cache.size).toEqual(size);
  });

  it('is another where its body, or what it is made of, is', async () => {
    const answers = new AnswerCache(new TagCache<KeptAnswer>(ROOM));
    const first = await make(answers, '{"data":1}');
    await answers.encoded(KEY.key, first, 'gzip');
    const otherTags = await make(answers, '{"data":1}', 'b');
    expect(otherTags.surrogateKeys).not.toEqual(first.surrogateKeys);
    const otherBody = await make(answers, '{"data":2}', 'b');
    expect([otherBody.body.toString(), otherBody.encoded.size]).toEqual(['{"data":2}', 0]);
    expect(otherBody.etag).not.toBe(first.etag);
  });

  it('is compressed once for all who ask at the same time, and takes no room of the one after it', async () => {
    const cache = new TagCache<KeptAnswer>(ROOM);
    const answers = new AnswerCache(cache);
    const first = await make(answers, '{"data":1}');
    const plain = cache.size.bytes;
    const compress = () => answers.encoded(KEY.key, first, 'gzip');
    const [one, ...others] = await Promise.all([compress(), compress(), compress()]);
    for (const other of others) expect(other).toBe(one);
    expect(cache.size.bytes).toBe(plain + one.length);
    const late = answers.encoded(KEY.key, first, 'br');
    await make(answers, '{"data":2}');
    await late;
    expect(cache.size.bytes).toBe(plain);
  });
});
