import { startTestGateway, type TestGateway } from '../support/gateway';
import { HIDDEN_STATES, STATES } from '../graph/visibility.world';
import { countNow, search } from './support';

const SUGGEST = 'query S($prefix: String!) { suggest(prefix: $prefix) { text kind path } }';

const HOUR = 3_600_000;
const timeOf = (when: string) =>
  when === 'past'
    ? new Date(Date.now() - HOUR)
    : when === 'future'
      ? new Date(Date.now() + HOUR)
      : null;

describe('what only hidden articles have', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway();
    await gateway.newspaper.manager.query(`
      CREATE FUNCTION stay_scheduled() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
      CREATE TRIGGER stay_scheduled BEFORE UPDATE ON article FOR EACH ROW
      WHEN (OLD.status = 'SCHEDULED' AND NEW.status = 'PUBLISHED') EXECUTE FUNCTION stay_scheduled()`);
  });

  afterEach(() => gateway.newspaper.clear());
  afterAll(() => gateway.close());

  const suggested = async (prefix: string) =>
    (await gateway.data<{ suggest: { text: string }[] }>(SUGGEST, { prefix })).suggest;

  async function expectNoTrace(): Promise<void> {
    for (const word of ['canarybird', 'canary-tag', 'canary-person']) {
      const answer = await search(gateway, word);
      expect(answer).toMatchObject({ totalCount: 0, nodes: [], didYouMean: null });
      expect(Object.values(answer.facets).flat()).toEqual([]);
    }
    expect((await search(gateway, 'canarybrid')).didYouMean).toBeNull();
    expect(await suggested('canary')).toEqual([]);
    expect((await search(gateway, 'harbour')).totalCount).toBe(1);
  }

  const hidden = {
    slug: 'hidden',
    headline: 'Canarybird in the harbour',
    standfirst: 'Canarybird',
    text: 'A canarybird.',
    tags: ['canary-tag'],
    authors: ['canary-person'],
  };

  it.each(HIDDEN_STATES)('is nowhere to be met where they are %s', async (name) => {
    const { status, published, embargo } = STATES[name];
    await gateway.newspaper.article({ slug: 'public', headline: 'Harbour' });
    await gateway.newspaper.article({
      ...hidden,
      status,
      publishedAt: timeOf(published),
      embargoUntil: timeOf(embargo),
      updatedAt: new Date(),
    });
    await expectNoTrace();
    await countNow(gateway);
    await expectNoTrace();
  });

  it('is gone at once when an article is withdrawn, before its words are counted anew', async () => {
    await gateway.newspaper.article({ slug: 'public', headline: 'Harbour' });
    const { uid } = await gateway.newspaper.article(hidden);
    await countNow(gateway);
    expect((await search(gateway, 'canarybrid')).didYouMean).toBe('canarybird');
    expect(await suggested('canary')).toHaveLength(3);
    await gateway.newspaper.manager.query(
      `UPDATE article SET status = 'UNPUBLISHED' WHERE id = $1`,
      [uid],
    );
    await expectNoTrace();
    await countNow(gateway);
    await expectNoTrace();
  });

  it('leaves the words counted as they are in the public articles', async () => {
    await gateway.newspaper.articles([
      { slug: 'one', headline: 'Harbour bridge', text: 'Ferry.' },
      { slug: 'two', headline: 'Harbour', text: 'Ferry.' },
      { ...hidden, status: 'UNPUBLISHED' },
    ]);
    await countNow(gateway);
    const one = await gateway.newspaper.manager.query<{ id: string }[]>(
      `SELECT id FROM article WHERE slug = 'one'`,
    );
    await gateway.newspaper.article({
      uid: one[0]?.id ?? '',
      slug: 'one',
      headline: 'Bridge',
      text: 'Ferries.',
    });
    await gateway.newspaper.manager.query(`DELETE FROM article WHERE slug = 'two'`);
    await countNow(gateway);
    const words = await gateway.newspaper.manager.query<{ word: string; articles: number }[]>(
      'SELECT word, articles FROM search_word ORDER BY word',
    );
    expect(words).toEqual([
      { word: '', articles: 1 },
      { word: 'bridge', articles: 1 },
      { word: 'ferries', articles: 1 },
    ]);
  });
});
