import fc from 'fast-check';
import { forgetRelated, refreshRelated, relateWaiting } from '../../src/articles/related.commands';
import { newUid } from '../../src/sql/uuid';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { type TestArticle } from '../support/newspaper';

const SIZE = 20;
const WORDS = Array.from(
  { length: 60 },
  (_, place) => `word${String.fromCharCode(97 + (place % 26))}${place}`,
);

/** As many that are saved before, so that a few changes leave all others as they are, and none. */
const BACKGROUNDS = [0, 200];

/** A text of words, of which some are much more frequent than others. */
const text = fc
  .array(fc.integer({ min: 0, max: WORDS.length * WORDS.length - 1 }), {
    minLength: 12,
    maxLength: 30,
  })
  .map((draws) => draws.map((draw) => WORDS[Math.floor(Math.sqrt(draw))]).join(' '));

type Change =
  | { kind: 'add' | 'draft'; text: string }
  | { kind: 'edit'; which: number; text: string }
  | { kind: 'withdraw' | 'publish' | 'delete'; which: number };

const which = fc.nat(30);
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constantFrom('add' as const, 'draft' as const), text }),
  fc.record({ kind: fc.constant('edit' as const), which, text }),
  fc.record({
    kind: fc.constantFrom('withdraw' as const, 'publish' as const, 'delete' as const),
    which,
  }),
);

interface Row {
  owner: string;
  id: string;
  score: number;
}

describe('related articles, whatever is saved in whatever order', () => {
  let gateway: TestGateway;
  let uids: string[] = [];

  beforeAll(async () => {
    gateway = await startTestGateway();
  });

  afterAll(() => gateway.close());

  const manager = () => gateway.newspaper.manager;

  async function save(article: TestArticle): Promise<string> {
    const uid = article.uid ?? newUid();
    const headline = (article.text ?? '').split(' ').slice(0, 4).join(' ');
    await gateway.newspaper.articles([{ ...article, uid, slug: `a-${uid}`, headline }]);
    return uid;
  }

  /** Texts like the others, the same at each run. */
  async function saveBackground(size: number): Promise<void> {
    for (const one of fc.sample(text, { seed: 1, numRuns: size })) await save({ text: one });
  }

  async function apply(step: Change): Promise<void> {
    const uid = 'which' in step ? uids[step.which % uids.length] : undefined;
    if (step.kind === 'add') uids.push(await save({ text: step.text }));
    else if (step.kind === 'draft') uids.push(await save({ text: step.text, status: 'DRAFT' }));
    else if (uid === undefined) return;
    else if (step.kind === 'edit') await save({ uid, text: step.text });
    else if (step.kind === 'delete') {
      await manager().query('DELETE FROM article WHERE id = $1', [uid]);
      uids = uids.filter((one) => one !== uid);
    } else {
      const status = step.kind === 'publish' ? 'PUBLISHED' : 'UNPUBLISHED';
      await manager().query('UPDATE article SET status = $2 WHERE id = $1', [uid, status]);
    }
  }

  async function lists(): Promise<Map<string, Row[]>> {
    const rows = await manager().query<Row[]>(
      `SELECT r.article_id AS owner, r.related_id AS id, r.score FROM related_article r
       JOIN public_article a ON a.id = r.related_id ORDER BY r.article_id, r.rank`,
    );
    const found = new Map<string, Row[]>();
    for (const row of rows) found.set(row.owner, [...(found.get(row.owner) ?? []), row]);
    return found;
  }

  /** What clearly belongs into a list of the one state stands in the list of the other. */
  function missing(from: Map<string, Row[]>, to: Map<string, Row[]>): string[] {
    return [...from].flatMap(([owner, list]) => {
      const others = to.get(owner) ?? [];
      const least = others.length < SIZE ? 0 : Math.min(...others.map(({ score }) => score));
      const clear = list.filter(({ score }) => score > least * 1.1 + 0.02);
      return clear.filter(({ id }) => !others.some((one) => one.id === id)).map(({ id }) => id);
    });
  }

  it.each(BACKGROUNDS)(
    'are those that computing all anew finds, with %i before',
    async (size) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(text, { minLength: 24, maxLength: 30 }),
          fc.array(change, { minLength: 3, maxLength: 8 }),
          async (texts, changes) => {
            await gateway.newspaper.clear();
            uids = [];
            await saveBackground(size);
            for (const one of texts) uids.push(await save({ text: one }));
            await relateWaiting(manager());
            for (const step of changes) {
              await apply(step);
              await relateWaiting(manager());
            }
            const kept = await lists();
            await forgetRelated(manager());
            await relateWaiting(manager());
            const anew = await lists();
            expect([missing(anew, kept), missing(kept, anew)]).toEqual([[], []]);
            expect([...kept.values()].every((list) => list.length <= SIZE)).toBe(true);
            expect(
              [...kept].flatMap(([owner, list]) => list.filter(({ id }) => id === owner)),
            ).toEqual([]);
            expect(Math.max(0, ...[...kept.values()].map((list) => list.length))).toBe(
              Math.max(0, ...[...anew.values()].map((list) => list.length)),
            );
          },
        ),
        { numRuns: 3, endOnFailure: true },
      );
    },
    120_000,
  );

  it('are right when many are saved and related at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 30, maxLength: 40 }), async (texts) => {
        await gateway.newspaper.clear();
        await relateWaiting(manager());
        await Promise.all(
          texts.map(async (one) => {
            await refreshRelated(manager(), [await save({ text: one })]);
          }),
        );
        await relateWaiting(manager());
        const kept = await lists();
        await forgetRelated(manager());
        await relateWaiting(manager());
        const anew = await lists();
        expect(kept.size).toBe(texts.length);
        expect([missing(anew, kept), missing(kept, anew)]).toEqual([[], []]);
      }),
      { numRuns: 2, endOnFailure: true },
    );
  }, 120_000);
});
