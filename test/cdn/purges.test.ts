import { setTimeout } from 'node:timers/promises';
import { type Gateway } from '../../src/gateway';
import { until } from '../support/patience';
import { get, Press } from './press';

const article = (slug: string) => `{ article(slug: "${slug}") { headline } }`;
const section = (slug: string) =>
  `{ section(slug: "${slug}") { articles(first: 50) { edges { node { slug } } } } }`;

describe('a CDN', () => {
  let press: Press;
  let gateway: Gateway;

  const update = (uid: string, what = `headline = headline || '!'`) =>
    press.newspaper.manager.query(
      `UPDATE article SET ${what}, version = version + 1 WHERE id = $1`,
      [uid],
    );
  const purged = () => new Set(press.cdn.purged);

  beforeAll(async () => {
    press = await Press.open();
    gateway = await press.start();
  });
  afterAll(() => press.close());
  beforeEach(() => press.quiet());
  afterEach(() => {
    press.cdn.answer = { status: 200 };
    press.cdn.delayMs = 0;
  });

  it('is told of what changes, with the keys that the answers have', async () => {
    const { uid } = await press.newspaper.article({ slug: 'pier', section: 'town' });
    await press.newspaper.article({ slug: 'match', section: 'sport' });
    await press.quiet();
    const [pier, match] = [
      await get(gateway, article('pier')),
      await get(gateway, article('match')),
    ];
    await update(uid);
    await until(() => press.cdn.calls.length > 0);
    const [call] = press.cdn.calls;
    expect(call).toMatchObject({
      path: '/service/s1/purge',
      headers: { 'fastly-key': 'the-token', 'content-type': 'application/json' },
      body: { surrogate_keys: expect.any(Array) as string[] },
    });
    expect(pier.keys.filter((key) => purged().has(key))).not.toEqual([]);
    expect(match.keys.filter((key) => purged().has(key))).toEqual([]);
    expect(purged()).toContain('any-change');
    expect(purged()).not.toContain('site');
  });

  it('keeps the lists of other sections when an article is published', async () => {
    const before = [await get(gateway, section('town')), await get(gateway, section('sport'))];
    const longSlug = 'a-slug-that-is-too-long-for-a-key-as-it-is-'.repeat(2) + 'end';
    await press.newspaper.article({ slug: longSlug, section: 'town', tags: ['harbour'] });
    await until(() => press.cdn.calls.length > 0);
    const touched = before.map(({ keys }) => keys.some((key) => purged().has(key)));
    expect(touched).toEqual([true, false]);
    const { keys } = await get(gateway, article(longSlug));
    const own = keys.filter((key) => key !== 'site' && purged().has(key));
    expect(own).toContainEqual(expect.stringMatching(/^h[\w-]{16}$/));
    expect(own).toContainEqual(expect.stringMatching(/^a[\w-]{12}$/));
  });

  it('is told nothing of what nobody can see', async () => {
    await press.newspaper.article({ status: 'DRAFT', publishedAt: null, slug: 'secret' });
    await press.newspaper.article({ embargoUntil: new Date(Date.now() + 3_600_000) });
    await setTimeout(2_500);
    expect(press.cdn.calls.flatMap(({ keys }) => keys).join(' ')).not.toMatch(
      /secret|a[\w-]{12}\b/,
    );
  });

  it('is told of what is withdrawn, and of changes of the frame', async () => {
    const { uid } = await press.newspaper.article({ slug: 'gone' });
    await press.quiet();
    const { keys } = await get(gateway, article('gone'));
    await update(uid, `status = 'UNPUBLISHED'`);
    await until(() => press.cdn.calls.length > 0);
    expect(keys.filter((key) => purged().has(key)).length).toBeGreaterThan(1);
    await press.quiet();
    await press.newspaper.page('about-us');
    await until(() => press.cdn.calls.length > 0);
    expect(purged()).toContain('site');
  });

  it('is told of what the clock makes public', async () => {
    const at = new Date(Date.now() + 4_000);
    await press.newspaper.article({ slug: 'embargoed', section: 'town', embargoUntil: at });
    await press.newspaper.article({
      ...{ slug: 'scheduled', section: 'town', status: 'SCHEDULED', publishedAt: at },
    });
    await press.quiet();
    const nothing = [
      await get(gateway, article('embargoed')),
      await get(gateway, article('scheduled')),
    ];
    expect(nothing.map(({ body }) => body)).toEqual([
      '{"data":{"article":null}}\n',
      '{"data":{"article":null}}\n',
    ]);
    press.cdn.forget();
    await until(() => nothing.every(({ keys }) => keys.some((key) => purged().has(key))));
    expect(press.cdn.calls[0]?.at).toBeGreaterThanOrEqual(at.getTime());
  });

  it('is told within about a second, and once more after five, by one gateway of several', async () => {
    const second = await press.start();
    const { uid } = await press.newspaper.article({ slug: 'twice' });
    await press.quiet();
    const { keys } = await get(gateway, article('twice'));
    const [key = ''] = keys.filter((one) => /^a[\w-]{12}$/.test(one));
    const changedAt = Date.now();
    await update(uid);
    await until(async () => (await press.waiting()) === 0 && press.cdn.calls.length > 0);
    const calls = press.cdn.calls.filter((call) => call.keys.includes(key));
    expect(calls).toHaveLength(2);
    const [first = NaN, again = NaN] = calls.map(({ at }) => at);
    expect(first - changedAt).toBeLessThan(2_000);
    expect(again - first).toBeGreaterThanOrEqual(4_900);
    await press.stop(second);
  });

  it('is told again of what changes while it is being told', async () => {
    const { uid } = await press.newspaper.article({ slug: 'meanwhile' });
    await press.quiet();
    press.cdn.delayMs = 3_000;
    await update(uid);
    await until(() => press.cdn.calls.length === 1);
    await update(uid);
    await until(() => press.cdn.calls.length === 2);
    const [first, next] = press.cdn.calls;
    expect(next?.keys.sort()).toEqual(first?.keys.sort());
    expect((next?.at ?? 0) - (first?.at ?? 0)).toBeLessThan(4_900);
  });

  it('learns of everything that changed while it was down, also over restarts of the gateway', async () => {
    const saved = [];
    for (const slug of ['d0', 'd1', 'd2']) saved.push(await press.newspaper.article({ slug }));
    await press.quiet();
    const keys = await Promise.all(
      saved.map(async ({ slug }) => (await get(gateway, article(slug))).keys),
    );
    const own = keys.map((some) => some.find((key) => /^a[\w-]{12}$/.test(key)) ?? 'none');
    await press.cdn.down();
    await update(saved[0]?.uid ?? '');
    await until(async () => (await press.waiting()) > 0);
    await press.stop(gateway);
    await update(saved[1]?.uid ?? '');
    gateway = await press.start();
    await update(saved[2]?.uid ?? '');
    // Longer than until a key would be purged for the second time.
    await until(
      () => press.log.filter(({ msg }) => msg.includes('will be told again')).length >= 5,
    );
    await press.cdn.up();
    await until(() => own.every((key) => purged().has(key)));
    expect(purged()).not.toContain('site');
    await until(() => press.log.some(({ msg }) => msg === 'The CDN purges again'));
  });

  it('is left alone for as long as it asks for', async () => {
    const { uid } = await press.newspaper.article();
    await press.quiet();
    press.cdn.answer = { status: 429, headers: { 'retry-after': '4' } };
    await update(uid);
    await until(() => press.cdn.calls.length === 1);
    press.cdn.answer = { status: 200 };
    await update(uid);
    await until(() => press.cdn.calls.length === 2);
    const [first = NaN, next = NaN] = press.cdn.calls.map(({ at }) => at);
    expect(next - first).toBeGreaterThanOrEqual(3_900);
  });

  it('that refuses is complained of in a sentence, and asked again a minute later', async () => {
    const { uid } = await press.newspaper.article({ slug: 'refused' });
    await press.quiet();
    press.cdn.answer = {
      status: 401,
      body: '{"msg":"Provided credentials are missing or invalid"}',
    };
    await update(uid);
    await until(() => press.log.length > 0);
    expect(press.log).toMatchObject([
      { level: 50, answer: 'HTTP 401', msg: expect.stringContaining('CDN_PURGE_TOKEN') as string },
    ]);
    expect(JSON.stringify(press.log)).not.toContain('the-token');
    const [state] = await press.newspaper.manager.query<{ inSeconds: number; answer: string }[]>(
      'SELECT extract(epoch FROM next_at - now())::float8 AS "inSeconds", answer FROM cdn_purge_state',
    );
    expect(state?.answer).toBe('HTTP 401');
    expect(state?.inSeconds).toBeGreaterThan(50);
    press.cdn.answer = { status: 200 };
    await press.newspaper.manager.query('UPDATE cdn_purge_state SET next_at = now()');
    await until(() => press.cdn.purged.length > 0);
  });

  it('purges everything once where thousands of articles come at once', async () => {
    await press.newspaper.articles(
      Array.from({ length: 5_100 }, (_, n) => ({ slug: `many-${n}` })),
    );
    await until(() => purged().has('site'));
    expect([...purged()].sort()).toEqual(['any-change', 'site']);
    expect(press.cdn.calls.length).toBeLessThanOrEqual(2);
  });
});

describe('Cloudflare', () => {
  let press: Press;
  beforeAll(async () => {
    press = await Press.open();
  });
  afterAll(() => press.close());

  it('has everything purged at the first start, then a hundred tags a call, none left out', async () => {
    await press.start({
      CDN_PURGE_URL: `${press.cdn.url}/client/v4/zones/z1/purge_cache`,
      CDN_PURGE_FORM: 'cloudflare',
    });
    await until(() => press.cdn.calls.length > 0);
    expect(press.cdn.calls[0]).toMatchObject({
      path: '/client/v4/zones/z1/purge_cache',
      headers: { authorization: 'Bearer the-token' },
      body: { tags: expect.arrayContaining(['site', 'any-change']) as string[] },
    });
    await press.quiet();
    await press.newspaper.articles(Array.from({ length: 160 }, (_, n) => ({ slug: `c${n}` })));
    await until(() => press.cdn.purged.filter((key) => /\/c\d+$/.test(key)).length >= 160);
    const sizes = press.cdn.calls.map(({ keys }) => keys.length);
    expect(Math.max(...sizes)).toBe(100);
  });

  it('that says no with a 200 has not purged', async () => {
    await press.quiet();
    press.cdn.answer = { status: 200, body: '{"success": false, "errors": []}' };
    await press.newspaper.article();
    await until(() => press.cdn.calls.length > 0);
    press.cdn.answer = { status: 200 };
    await until(() => press.cdn.calls.length > 1);
    expect(press.cdn.calls[1]?.keys.sort()).toEqual(press.cdn.calls[0]?.keys.sort());
  });
});
