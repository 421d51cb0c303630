import fc from 'fast-check';
import { Gateways } from './gateways';
import { PEOPLE, READS, SECTIONS, SIZE, slugAt, TAGS, uidAt } from './world.reads';
import { doWrite, EVERY_KIND, isMutation, type Write, write } from './world.writes';

/** Machines that run tests can be twenty times as slow as a desk; how often it took more than a second is printed. */
const WITHIN_MS = 10_000;

describe('two gateways that keep rows, whatever is written in whatever order', () => {
  let gateways: Gateways;
  const kinds = new Map<string, number>();

  beforeAll(async () => {
    gateways = await Gateways.start();
    for (const slug of SECTIONS) await gateways.newspaper.section({ slug });
    for (const slug of TAGS) await gateways.newspaper.tag(slug);
    for (const slug of PEOPLE) await gateways.newspaper.person({ slug });
  });

  afterAll(() => gateways.close());

  /** Half of them public, so that a step shows as often as it hides. */
  async function found(): Promise<void> {
    await gateways.newspaper.articles(
      Array.from({ length: SIZE }, (_, place) => ({
        uid: uidAt(place),
        slug: slugAt(place),
        status: place % 2 === 0 ? ('PUBLISHED' as const) : ('DRAFT' as const),
        tags: place === 0 ? TAGS : [],
        authors: place === 0 ? PEOPLE : [],
        imageId: null,
      })),
    );
  }

  async function expectAllRight(by: number, within: number): Promise<void> {
    await Promise.all(READS.map((query) => gateways.expectRight(by, query, within)));
  }

  async function step(one: Write): Promise<void> {
    kinds.set(one.kind, (kinds.get(one.kind) ?? 0) + 1);
    const stop = gateways.hammer(READS);
    await doWrite(gateways, one);
    const stopped = stop();
    // What is behind a mutation's own answer is there at once.
    await expectAllRight(one.by, isMutation(one) ? 0 : WITHIN_MS);
    await expectAllRight(1 - one.by, WITHIN_MS);
    await stopped;
    // What was read meanwhile was not kept beyond it.
    await Promise.all([expectAllRight(0, 0), expectAllRight(1, 0)]);
  }

  it('answer what is so: their own changes at once, those of others a moment later', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(write, { minLength: 5, maxLength: 9 }), async (writes) => {
        await found();
        await Promise.all([expectAllRight(0, WITHIN_MS), expectAllRight(1, WITHIN_MS)]);
        for (const one of writes) await step(one);
      }),
      { numRuns: 4, endOnFailure: true, examples: [[EVERY_KIND]] },
    );
    const writes = [...kinds.values()].reduce((sum, count) => sum + count, 0);
    // Otherwise nothing was tried: a gateway that keeps nothing is always right.
    expect(gateways.counts.unasked).toBeGreaterThan(writes);
    console.info({ writes, ...Object.fromEntries(kinds), ...gateways.counts });
  });
});
