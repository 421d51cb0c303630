import { startTestGateway, type TestGateway } from '../support/gateway';

describe('translations', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway();
    const { newspaper } = gateway;
    for (const language of ['ru', 'de', 'fr']) await newspaper.edition(language);
    // Not the order in which they were made.
    await newspaper.manager.query(
      "UPDATE edition SET position = array_position(ARRAY['en', 'fr', 'ru', 'de'], language)",
    );
    await newspaper.onFrameChange();
    const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute));
    const original = await newspaper.article({
      slug: 'original',
      publishedAt: at(0),
      updatedAt: at(30),
    });
    const shared = { originalId: original.uid, publishedAt: at(10) };
    await newspaper.article({ ...shared, slug: 'stale', edition: 'de', updatedAt: at(29) });
    await newspaper.article({ ...shared, slug: 'fresh', edition: 'fr', updatedAt: at(31) });
    await newspaper.article({ ...shared, slug: 'same', edition: 'ru', updatedAt: at(30) });
  });

  afterAll(() => gateway.close());

  const ask = (slug: string, edition: string) =>
    gateway.data<{ article: { translations: unknown[] } }>(
      `query Q($slug: String!, $edition: LanguageTag) { article(slug: $slug, edition: $edition) {
        translations { language isStale article { slug path edition { language } } } } }`,
      { slug, edition },
    );

  const shown = (slug: string, language: string, isStale: boolean) => ({
    language,
    isStale,
    article: {
      slug,
      path: `${language === 'en' ? '' : `/${language}`}/town/${slug}`,
      edition: { language },
    },
  });

  it('of an original stand in the order of the editions, stale where it was changed after them', async () => {
    const { article } = await ask('original', 'en');
    expect(article.translations).toEqual([
      shown('fresh', 'fr', false),
      shown('same', 'ru', false),
      shown('stale', 'de', true),
    ]);
  });

  it('of a translation are the original, which is never stale, and its siblings', async () => {
    const { article } = await ask('same', 'ru');
    expect(article.translations).toEqual([
      shown('original', 'en', false),
      shown('fresh', 'fr', false),
      shown('stale', 'de', true),
    ]);
  });

  it('say nothing of an original that is hidden, nor whether it was changed', async () => {
    const setEmbargo = (until: Date | null) =>
      gateway.newspaper.manager.query('UPDATE article SET embargo_until = $1 WHERE slug = $2', [
        until,
        'original',
      ]);
    await setEmbargo(new Date(Date.now() + 3_600_000));
    const { article } = await ask('same', 'ru');
    expect(article.translations).toEqual([
      shown('fresh', 'fr', false),
      shown('stale', 'de', false),
    ]);
    await setEmbargo(null);
  });

  it('of several articles cost one statement', async () => {
    const { statements } = await gateway.request(
      '{ a: latest { translations { language } } b: latest(edition: "de") { translations { language } } }',
    );
    expect(statements).toBe(2);
  });
});
