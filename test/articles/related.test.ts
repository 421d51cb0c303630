import { startTestGateway, type TestGateway } from '../support/gateway';
import { type SavedTestArticle } from '../support/newspaper';

type List = { slug: string }[];

describe('related articles', () => {
  let gateway: TestGateway;

  beforeEach(async () => {
    gateway = await startTestGateway();
    await gateway.newspaper.edition('de');
  });

  afterEach(() => gateway.close());

  async function related(slug: string, first = 5): Promise<string> {
    const { article } = await gateway.data<{ article: { related: List } }>(
      'query Q($slug: String!, $first: Int) { article(slug: $slug) { related(first: $first) { slug } } }',
      { slug, first },
    );
    return article.related.map((one) => one.slug).join(' ');
  }

  /** Articles in sections of their own, by slug: related by their tags and the one word they share. */
  async function tagged(tags: Record<string, string[]>): Promise<Map<string, SavedTestArticle>> {
    const saved = await gateway.newspaper.articles(
      Object.entries(tags).map(([slug, own]) => ({ slug, section: `section-${slug}`, tags: own })),
    );
    await gateway.newspaper.refresh();
    return new Map(saved.map((article) => [article.slug, article]));
  }

  it('share tags and words, the rarer ones weighing more, and among equals the newer stands first', async () => {
    await tagged({
      it: ['rare', 'common'],
      older: ['common'],
      oldest: ['common'],
      rare: ['rare'],
      both: ['rare', 'common'],
      stranger: ['other'],
    });
    expect(await related('it')).toBe('both rare older oldest stranger');
    expect(await related('it', 2)).toBe('both rare');
    expect(await related('it', 0)).toBe('');
  });

  it('are filled up with the newest of the section, never with the article itself', async () => {
    await gateway.newspaper.articles(['a', 'b', 'c'].map((slug) => ({ slug })));
    await gateway.newspaper.refresh();
    expect(await related('b')).toBe('a c');
  });

  it('begin with what an editor pinned, in the editor’s order, and leave out what an editor hid', async () => {
    const { newspaper } = gateway;
    const saved = await tagged({
      it: ['x'],
      alike: ['x'],
      hidden: ['x'],
      first: ['y'],
      second: ['x'],
    });
    const uid = (slug: string) => saved.get(slug)?.uid ?? '';
    await newspaper.decideRelated(uid('it'), uid('second'), 2);
    await newspaper.decideRelated(uid('it'), uid('first'), 1);
    await newspaper.decideRelated(uid('it'), uid('hidden'), null);
    expect(await related('it')).toBe('first second alike');
    expect(await related('it', 1)).toBe('first');
    expect(await related('alike')).toContain('hidden');
  });

  it('are of the same edition, pinned or not', async () => {
    const { newspaper } = gateway;
    const german = await newspaper.article({ slug: 'deutsch', edition: 'de', tags: ['x'] });
    const saved = await tagged({ it: ['x'], alike: ['x'] });
    await newspaper.decideRelated(saved.get('it')?.uid ?? '', german.uid, 1);
    expect(await related('it')).toBe('alike');
  });

  it('lose a pin that is withdrawn and get it back with it', async () => {
    const { newspaper } = gateway;
    const saved = await tagged({ it: ['x'], alike: ['x'], pinned: ['y'] });
    await newspaper.decideRelated(saved.get('it')?.uid ?? '', saved.get('pinned')?.uid ?? '', 1);
    const setStatus = (status: string) =>
      newspaper.manager.query("UPDATE article SET status = $1 WHERE slug = 'pinned'", [status]);
    await setStatus('UNPUBLISHED');
    expect(await related('it')).toBe('alike');
    await setStatus('PUBLISHED');
    expect(await related('it')).toBe('pinned alike');
  });

  it('are not crowded out by drafts with the same tag', async () => {
    const { newspaper } = gateway;
    await newspaper.articles([
      { slug: 'it', section: 'one', tags: ['x'] },
      { slug: 'alike', section: 'two', tags: ['x'] },
    ]);
    await newspaper.articles(
      Array.from({ length: 60 }, () => ({
        section: 'three',
        tags: ['x'],
        status: 'DRAFT',
        publishedAt: null,
      })),
    );
    await newspaper.refresh();
    expect(await related('it')).toBe('alike');
  });

  it('are as many as before when there are hidden ones that are more alike', async () => {
    const { newspaper } = gateway;
    await newspaper.articles(Array.from({ length: 25 }, () => ({ tags: ['x'] })));
    await newspaper.article({ slug: 'it', tags: ['x', 'y'] });
    await newspaper.refresh();
    const before = await related('it', 100);
    const embargoUntil = new Date(Date.now() + 3_600_000);
    await newspaper.articles(Array.from({ length: 5 }, () => ({ tags: ['x', 'y'], embargoUntil })));
    await newspaper.refresh();
    expect(await related('it', 100)).toBe(before);
    await newspaper.manager.query('UPDATE article SET embargo_until = NULL');
    await newspaper.refresh();
    const after = (await related('it', 100)).split(' ');
    expect(after).toHaveLength(20);
    expect(after.slice(0, 5)).not.toEqual(before.split(' ').slice(0, 5));
  });

  it('cost one statement for any number of articles and sizes', async () => {
    await gateway.newspaper.articles(Array.from({ length: 12 }, () => ({ tags: ['x'] })));
    await gateway.newspaper.refresh();
    const { data, statements } = await gateway.request<{ latest: Record<string, List>[] }>(
      '{ latest(first: 12) { two: related(first: 2) { slug } five: related { slug } all: related(first: 100) { slug } } }',
    );
    expect(statements).toBe(2);
    const lengths = data.latest.map((lists) => Object.values(lists).map((list) => list.length));
    expect(lengths).toEqual(Array<number[]>(12).fill([2, 5, 11]));
  });

  it.each([-1, 101])('%i of them are bad input', async (first) => {
    await gateway.newspaper.article();
    const { errors } = await gateway.request(`{ latest { related(first: ${first}) { slug } } }`);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'first' });
  });
});
