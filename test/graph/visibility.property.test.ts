import * as fc from 'fast-check';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { relatedTo } from './visibility.article-reads';
import { publicReads } from './visibility.reads';
import { build, HIDDEN_STATES, type Plan, plans, prepare, type World } from './visibility.world';

interface Related {
  article: { related: { slug: string }[]; bodyHtml: string };
}

const PLAIN: Plan = {
  state: 'published',
  edition: 'en',
  section: 'town',
  tags: ['flood', 'harbour'],
  credits: [
    { person: 'ada', role: 'AUTHOR' },
    { person: 'ben', role: 'EDITOR' },
  ],
  image: 'bridge',
  bodyImage: 'quay',
  corrections: 1,
  original: null,
  link: null,
  pin: null,
  never: null,
  views: 5,
  updated: 0,
};

describe('what readers may see', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway({ RANKING_REFRESH_SECONDS: '3600' });
    await prepare(gateway);
  });

  afterAll(() => gateway.close());

  /** Asks every public read and holds the answers against the model. */
  async function expectOnlyPublic(world: World): Promise<void> {
    const reads = publicReads(world);
    const answers = await Promise.all(
      reads.map(({ query, variables }) => gateway.data<unknown>(query, variables)),
    );
    reads.forEach(({ name, expected }, place) => {
      expect({ name, answer: answers[place] }).toEqual({ name, answer: expected });
    });
  }

  async function expectRelatedAndLinks(world: World): Promise<void> {
    for (const article of world.articles.filter(({ isPublic }) => isPublic)) {
      const { article: shown } = await gateway.data<Related>(
        'query Q($id: ID!) { article(id: $id) { related(first: 20) { slug } bodyHtml } }',
        { id: article.id },
      );
      const { pin, rest } = relatedTo(article, world);
      const found = shown.related.map(({ slug }) => slug);
      expect(found.slice(0, pin.length)).toEqual(pin);
      expect(found.slice(pin.length).sort()).toEqual(rest);
      const link = article.link;
      if (link) expect(shown.bodyHtml.includes(`/${link.slug}"`)).toBe(link.isPublic);
      if (link) expect(shown.bodyHtml).not.toContain(link.uid);
    }
  }

  async function expectViewsOfPublicOnly({ articles }: World): Promise<void> {
    const events = articles.map(({ id }) => ({ articleId: id, visitor: 'v' }));
    const { trackViews } = await gateway.data<{ trackViews: number }>(
      'mutation M($events: [ViewEventInput!]!) { trackViews(events: $events) }',
      { events },
    );
    expect(trackViews).toBe(articles.filter(({ isPublic }) => isPublic).length);
  }

  it.each(HIDDEN_STATES)(
    'shows nothing of an article that is %s, nor of what only it uses',
    async (state) => {
      const world = await build(gateway, [
        { ...PLAIN, link: 2, pin: 2 },
        { ...PLAIN, edition: 'de', original: 2 },
        {
          ...PLAIN,
          state,
          tags: ['flood', 'council'],
          credits: [{ person: 'cleo', role: 'PHOTOGRAPHER' }],
          image: 'mill',
          views: 8,
        },
        { ...PLAIN, state, edition: 'de', original: 0 },
      ]);
      expect(world.articles.filter(({ isPublic }) => isPublic)).toHaveLength(2);
      await expectOnlyPublic(world);
      await expectRelatedAndLinks(world);
      await expectViewsOfPublicOnly(world);
    },
  );

  it('shows an article whose embargo is over, and all that it uses', async () => {
    const world = await build(gateway, [
      { ...PLAIN, link: 1, pin: 1 },
      { ...PLAIN, state: 'embargo over', credits: [{ person: 'cleo', role: 'AUTHOR' }] },
    ]);
    expect(world.articles.filter(({ isPublic }) => isPublic)).toHaveLength(2);
    await expectOnlyPublic(world);
    await expectRelatedAndLinks(world);
    await expectViewsOfPublicOnly(world);
  });

  it('is what the rule says, whatever a newsroom has in whatever state', async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (drafts) => {
        const world = await build(gateway, drafts);
        await expectOnlyPublic(world);
        await expectRelatedAndLinks(world);
        await expectViewsOfPublicOnly(world);
      }),
      { numRuns: 20, endOnFailure: true },
    );
  }, 180_000);
});
