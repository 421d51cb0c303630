import { setTimeout } from 'node:timers/promises';
import { type Gateway } from '../../src/gateway';
import { until } from '../support/patience';
import { get, Press } from './press';

const LONGEST_WAY_MS = 1_500;
const FOR_MS = 12_000;

const SECTIONS = ['town', 'sport', 'arts'];
const QUERIES = [
  ...Array.from({ length: 9 }, (_, n) => `{ article(slug: "n${n}") { headline tags { slug } } }`),
  ...SECTIONS.map(
    (slug) =>
      `{ section(slug: "${slug}") { articles(first: 20) { edges { node { headline } } } } }`,
  ),
  '{ latest(first: 20) { slug headline } }',
  '{ tag(slug: "parks") { articles(first: 20) { edges { node { slug headline } } } } }',
  '{ sections { name } }',
];

/** A CDN that keeps answers for as long as it is told, and cares nothing for a purge that comes while it fetches. */
class Edge {
  readonly counts = { hits: 0, misses: 0, late: 0 };
  private readonly kept = new Map<string, { body: string; keys: string[]; until: number }>();
  private purges = 0;

  constructor(private readonly gateways: () => Gateway) {}

  purge(keys: readonly string[]): void {
    this.purges += 1;
    for (const [query, kept] of this.kept) {
      if (kept.keys.some((key) => keys.includes(key))) this.kept.delete(query);
    }
  }

  async get(query: string): Promise<string> {
    const kept = this.kept.get(query);
    if (kept && kept.until > Date.now()) {
      this.counts.hits += 1;
      return kept.body;
    }
    this.counts.misses += 1;
    const before = this.purges;
    const { body, keys, headers } = await get(this.gateways(), query);
    if (body.includes('errors')) throw new Error(body);
    await setTimeout(Math.random() * LONGEST_WAY_MS);
    const seconds = Number(/s-maxage=(\d+)/.exec(headers.get('cache-control') ?? '')?.[1] ?? 0);
    if (this.purges > before) this.counts.late += 1;
    if (seconds > 0) this.kept.set(query, { body, keys, until: Date.now() + seconds * 1_000 });
    return body;
  }
}

const any = <One>(list: readonly One[]): One => {
  const one = list[Math.floor(Math.random() * list.length)];
  if (one === undefined) throw new Error('There is none.');
  return one;
};

describe('a CDN that keeps answers for an hour', () => {
  let press: Press;
  beforeAll(async () => {
    press = await Press.open();
  });
  afterAll(() => press.close());

  /** Something that an editor may do. */
  async function write(uids: string[]): Promise<void> {
    const { manager } = press.newspaper;
    const uid = any(uids);
    const bump = 'version = version + 1';
    await any([
      () =>
        manager.query(`UPDATE article SET headline = md5(random()::text), ${bump} WHERE id = $1`, [
          uid,
        ]),
      () =>
        manager.query(`UPDATE article SET status = 'UNPUBLISHED', ${bump} WHERE id = $1`, [uid]),
      () => manager.query(`UPDATE article SET status = 'PUBLISHED', ${bump} WHERE id = $1`, [uid]),
      () =>
        manager.query(
          `UPDATE article SET section_id = (SELECT id FROM section WHERE slug = $2), ${bump} WHERE id = $1`,
          [uid, any(SECTIONS)],
        ),
      () =>
        manager.query(`UPDATE section SET name = md5(random()::text) WHERE slug = $1`, [
          any(SECTIONS),
        ]),
      () => manager.query('DELETE FROM article_tag WHERE article_id = $1', [uid]),
    ])();
  }

  it('shows everything as it is once what was to be purged is purged, whatever happened meanwhile', async () => {
    const uids: string[] = [];
    for (let n = 0; n < 9; n += 1) {
      const described = { slug: `n${n}`, section: SECTIONS[n % 3] ?? 'town', tags: ['parks'] };
      uids.push((await press.newspaper.article(described)).uid);
    }
    const gateways = [
      await press.start({ CDN_SECONDS: '3600' }),
      await press.start({ CDN_SECONDS: '3600' }),
    ];
    const edge = new Edge(() => any(gateways));
    press.cdn.onPurge = (keys) => {
      edge.purge(keys);
    };
    await press.quiet();
    const end = Date.now() + FOR_MS;
    const readers = Array.from({ length: 8 }, async () => {
      while (Date.now() < end + 4_000) {
        await edge.get(any(QUERIES));
        await setTimeout(2);
      }
    });
    while (Date.now() < end) {
      await write(uids);
      await setTimeout(Math.random() * 400);
    }
    await Promise.all(readers);
    await setTimeout(1_200);
    await until(async () => (await press.waiting()) === 0);
    const reading = await press.start({ ROW_CACHE_MB: '0', ANSWER_CACHE_MB: '0' });
    for (const query of QUERIES) {
      expect([query, await edge.get(query)]).toEqual([query, (await get(reading, query)).body]);
    }
    expect(edge.counts.hits).toBeGreaterThan(50);
    expect(edge.counts.late).toBeGreaterThan(0);
  });
});
