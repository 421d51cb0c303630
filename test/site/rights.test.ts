import { startTestGateway, type TestGateway } from '../support/gateway';
import { ensureSource } from '../../src/site/site.commands';

interface Shown {
  article: {
    url: string;
    rights: Record<string, unknown>;
    source: unknown;
  };
}

describe('the rights of an article', () => {
  let gateway: TestGateway;
  let sourceId: string;

  beforeAll(async () => {
    gateway = await startTestGateway();
    const { manager } = gateway.newspaper;
    sourceId = await ensureSource(manager, 'The Wire', 'https://wire.example');
    await manager.query(
      `UPDATE site SET rights_holder = 'Paper Ltd', rights_start_year = 1999, rights_notice = '© Paper Ltd',
       usage_terms = 'Ask us.', attribution_required = true, attribution_url = 'https://paper.example/reprints'`,
    );
    await manager.query(
      `UPDATE content_source SET rights_holder = 'Wire plc', usage_terms = 'Ask the wire.',
       attribution_required = false, attribution_url = 'https://wire.example/terms'`,
    );
    await gateway.newspaper.onFrameChange();
  });

  afterAll(() => gateway.close());

  async function show(slug: string): Promise<Shown['article']> {
    const { article } = await gateway.data<Shown>(
      `query Q($slug: String!) { article(slug: $slug) { url source { name url externalId }
        rights { holder startYear endYear notice usageTerms attributionRequired attributionUrl } } }`,
      { slug },
    );
    return article;
  }

  const publishedAt = new Date('2021-07-01T12:00:00Z');

  it('are the site’s for what was written here; the link to the source leads to the article', async () => {
    await gateway.newspaper.article({ slug: 'ours', publishedAt });
    const { rights, source, url } = await show('ours');
    expect(source).toBeNull();
    expect(rights).toEqual({
      holder: 'Paper Ltd',
      startYear: 2021,
      endYear: 2021,
      notice: '© Paper Ltd',
      usageTerms: 'Ask us.',
      attributionRequired: true,
      attributionUrl: url,
    });
  });

  it('are the source’s for what it sent', async () => {
    await gateway.newspaper.article({ slug: 'theirs', publishedAt, sourceId, externalId: 'w-1' });
    const { rights, source } = await show('theirs');
    expect(source).toEqual({ name: 'The Wire', url: 'https://wire.example', externalId: 'w-1' });
    expect(rights).toEqual({
      holder: 'Wire plc',
      startYear: 2021,
      endYear: 2021,
      notice: '© 2021 Wire plc',
      usageTerms: 'Ask the wire.',
      attributionRequired: false,
      attributionUrl: 'https://wire.example/terms',
    });
  });

  it('are the article’s own where it has some', async () => {
    await gateway.newspaper.article({
      slug: 'special',
      publishedAt,
      sourceId,
      externalId: 'w-2',
      sourceUrl: 'https://wire.example/w-2',
      usageTerms: 'Only on Sundays.',
    });
    await gateway.newspaper.manager.query(
      `UPDATE article SET attribution_required = true, attribution_url = 'https://author.example'
       WHERE slug = 'special'`,
    );
    const { rights, source } = await show('special');
    expect(source).toMatchObject({ url: 'https://wire.example/w-2' });
    expect(rights).toMatchObject({
      holder: 'Wire plc',
      usageTerms: 'Only on Sundays.',
      attributionRequired: true,
      attributionUrl: 'https://author.example',
    });
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    ' JaVaScript:alert(1)',
    '//wire.example',
    'x',
  ])('link to nothing but web addresses: not to %s', async (address) => {
    await gateway.newspaper.article({ slug: 'bad', publishedAt, sourceId, externalId: 'w-3' });
    const { manager } = gateway.newspaper;
    await manager.query(`UPDATE article SET attribution_url = $1 WHERE slug = 'bad'`, [address]);
    const [site] = await manager.query<[{ url: string }]>(
      'SELECT attribution_url AS url FROM site',
    );
    await manager.query('UPDATE site SET attribution_url = $1', [address]);
    await gateway.newspaper.onFrameChange();
    const shown = await gateway.data<Record<string, { rights: Record<string, string | null> }>>(
      `{ article(slug: "bad") { rights { attributionUrl attributionHtml } }
           site { rights { attributionUrl attributionHtml } } }`,
    );
    await manager.query('UPDATE site SET attribution_url = $1', [site.url]);
    await manager.query(`DELETE FROM article WHERE slug = 'bad'`);
    await gateway.newspaper.onFrameChange();
    expect(shown.article?.rights.attributionUrl).toBe('https://wire.example/terms');
    expect(shown.article?.rights.attributionHtml).toContain('href="https://wire.example/terms"');
    expect(shown.site?.rights.attributionUrl).toBeNull();
    expect(shown.site?.rights.attributionHtml).not.toContain('href');
  });

  it('of the whole site reach from its first year to the present one', async () => {
    const { site } = await gateway.data<{ site: { rights: unknown } }>(
      '{ site { rights { holder startYear endYear notice usageTerms attributionRequired attributionUrl } } }',
    );
    expect(site.rights).toEqual({
      holder: 'Paper Ltd',
      startYear: 1999,
      endYear: new Date().getUTCFullYear(),
      notice: '© Paper Ltd',
      usageTerms: 'Ask us.',
      attributionRequired: true,
      attributionUrl: 'https://paper.example/reprints',
    });
  });
});
