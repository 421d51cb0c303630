import fc from 'fast-check';
import { type ArticleState } from '../../src/articles/revision.state';
import { Role } from '../../src/identity/viewer';
import { startTestGateway, type TestGateway } from '../support/gateway';

const text = fc.stringMatching(/^[a-z <>&"é]{1,20}x$/);
const edit = fc.record(
  {
    headline: text,
    slug: fc.stringMatching(/^[a-z]{3}(-[a-z]{2})?$/),
    section: fc.constantFrom('town', 'sea'),
    kicker: fc.option(text),
    format: fc.constantFrom('NEWS', 'OPINION', 'VIDEO'),
    tags: fc.shuffledSubarray(['parks', 'trees', 'water']),
    credits: fc.array(
      fc.record({
        role: fc.constantFrom('AUTHOR', 'EDITOR'),
        person: fc.constantFrom('jane', 'john'),
      }),
      { maxLength: 3 },
    ),
    rights: fc.option(fc.record({ usageTerms: fc.option(text) }, { requiredKeys: [] })),
    source: fc.option(fc.record({ name: fc.constantFrom('A', 'B') })),
    embargoUntil: fc.option(fc.constant('2990-01-01T00:00:00.000Z')),
  },
  { requiredKeys: [] },
);
/** Blocks are written anew, or named by the place they have had. */
const body = fc.array(fc.record({ html: text, from: fc.option(fc.nat(5)) }), { maxLength: 6 });
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ edit, body: fc.option(body) }) },
  { weight: 2, arbitrary: fc.record({ restore: fc.nat(20) }) },
  {
    weight: 1,
    arbitrary: fc.record({ move: fc.constantFrom('publish' as const, 'unpublish' as const) }),
  },
);

// When and whether it is published is not restored; the rest of these is worked out, or is when it was saved.
const NOT_RESTORED = new Set(['status', 'publishedAt', 'updatedAt', 'embargoUntil', 'contentHash']);
const restored = (state: ArticleState) =>
  Object.fromEntries(Object.entries(state).filter(([key]) => !NOT_RESTORED.has(key)));

const CALLS = {
  create: '($i: ArticleInput!) { saved: createArticle(input: $i)',
  update:
    '($id: ID!, $i: ArticleInput!, $v: Int!) { saved: updateArticle(id: $id, input: $i, version: $v)',
  restore: '($id: ID!, $n: Int!) { saved: restoreRevision(articleId: $id, revision: $n)',
  publish: '($id: ID!) { saved: publishArticle(id: $id)',
  unpublish: '($id: ID!) { saved: unpublishArticle(id: $id, reason: "r")',
};

describe('revisions, after any edits', () => {
  let gateway: TestGateway;
  let token: string;

  beforeAll(async () => {
    gateway = await startTestGateway({ REQUESTS_PER_MINUTE: '1000000' });
    const { newspaper } = gateway;
    for (const slug of ['town', 'sea']) await newspaper.section({ slug });
    for (const slug of ['jane', 'john']) await newspaper.person({ slug });
    for (const slug of ['parks', 'trees', 'water']) await newspaper.tag(slug);
    token = await gateway.token(Role.EDITOR);
  });

  afterAll(() => gateway.close());

  interface Saved {
    id: string;
    version: number;
    article: { body: { id: string }[] };
  }

  async function run(call: keyof typeof CALLS, variables: object): Promise<Saved | null> {
    const query = `mutation ${CALLS[call]} { id version article { body { id } } } }`;
    const { data, errors } = await gateway.request<{ saved: Saved }>(
      query,
      { ...variables },
      { token },
    );
    const codes = errors?.map(({ extensions }) => extensions.code) ?? [];
    // A slug may be taken by an article of an earlier run, and nothing was ever published to withdraw.
    if (codes.some((code) => code !== 'BAD_USER_INPUT' && code !== 'CONFLICT')) {
      throw new Error(JSON.stringify(errors));
    }
    return errors ? null : data.saved;
  }

  const states = async (id: string) =>
    new Map(
      (
        await gateway.dataSource.query<{ number: number; state: ArticleState }[]>(
          `SELECT number, state FROM article_revision WHERE 'art_' || article_id = $1`,
          [id],
        )
      ).map(({ number, state }) => [number, state]),
    );

  type Step =
    | { edit: object; body: { html: string; from: number | null }[] | null }
    | { restore: number }
    | { move: 'publish' | 'unpublish' };

  /** Takes a step; answers what came of it, if anything did, and which revision it went back to. */
  async function take(before: Saved, one: Step): Promise<{ next: Saved | null; target?: number }> {
    const { id, version, article } = before;
    if ('move' in one) return { next: await run(one.move, { id }) };
    if ('restore' in one) {
      const target = 1 + (one.restore % version);
      return { next: await run('restore', { id, n: target }), target };
    }
    const blocks = one.body?.map(({ html, from }) => ({
      paragraph: { html, id: from === null ? null : article.body[from]?.id },
    }));
    const i = { ...one.edit, ...(blocks && { body: blocks }) };
    return { next: await run('update', { id, i, v: version }) };
  }

  /** What went wrong after a step, if anything. */
  function faults(
    known: Map<number, ArticleState>,
    now: Map<number, ArticleState>,
    { reached, target }: { reached: number; target: number },
  ): string[] {
    const text = (state: object | undefined) => JSON.stringify(state);
    const changed = [...known].filter(([number, state]) => text(now.get(number)) !== text(state));
    const [is, was] = [now.get(reached), now.get(target)].map((state) => state && restored(state));
    return [
      ...changed.map(([number]) => `Revision ${number} is not what it was.`),
      ...(is ? [] : [`There is no revision ${reached}.`]),
      ...(text(is) === text(was) ? [] : [`${text(is)} is not ${text(was)}.`]),
    ];
  }

  it('each stays as it was, and restoring one makes the article equal to it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        const input = { headline: 'Start', section: 'town', body: [{ paragraph: { html: 'a' } }] };
        let saved = await run('create', { i: input });
        if (!saved) throw new Error('It was not made.');
        let known = await states(saved.id);
        for (const one of steps) {
          const { next, target }: Awaited<ReturnType<typeof take>> = await take(saved, one);
          saved = next ?? saved;
          const now = await states(saved.id);
          const reached = saved.version;
          const from = next && target !== undefined ? target : reached;
          expect(faults(known, now, { reached, target: from })).toEqual([]);
          known = now;
        }
      }),
      { numRuns: Number(process.env.FC_RUNS ?? 15) },
    );
  }, 120_000);
});
