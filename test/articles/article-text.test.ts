import { startTestGateway, type TestGateway } from '../support/gateway';

describe('the text of an article', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway({ PUBLIC_URL: 'https://paper.example' });
  });

  afterAll(() => gateway.close());

  it('has titles that fall back to the headline', async () => {
    const { newspaper } = gateway;
    await newspaper.article({ slug: 'plain', headline: 'Bridge closed' });
    await newspaper.article({
      slug: 'titled',
      headline: 'Bridge closed',
      seoTitle: 'Why the old bridge is closed',
      shortTitle: 'Closed!',
      kicker: 'Traffic',
      standfirst: 'For weeks.',
    });
    const query =
      'query Q($slug: String!) { article(slug: $slug) { headline seoTitle shortTitle kicker standfirst } }';
    expect(await gateway.data(query, { slug: 'plain' })).toEqual({
      article: {
        headline: 'Bridge closed',
        seoTitle: 'Bridge closed',
        shortTitle: 'Bridge closed',
        kicker: null,
        standfirst: null,
      },
    });
    expect(await gateway.data(query, { slug: 'titled' })).toEqual({
      article: {
        headline: 'Bridge closed',
        seoTitle: 'Why the old bridge is closed',
        shortTitle: 'Closed!',
        kicker: 'Traffic',
        standfirst: 'For weeks.',
      },
    });
  });

  it('has a block of each kind under its own type', async () => {
    const { newspaper } = gateway;
    const imageId = await newspaper.image('bridge');
    const target = await newspaper.article({ slug: 'target', headline: 'Elsewhere' });
    await newspaper.article({
      slug: 'all-blocks',
      blocks: [
        { kind: 'paragraph', html: 'A <strong>bold</strong> word &amp; more.' },
        { kind: 'heading', level: 2, text: 'A heading' },
        { kind: 'list', ordered: true, items: ['One', '<em>Two</em>'] },
        { kind: 'quote', html: 'So it <em>is</em>.', attribution: 'Ada' },
        { kind: 'image', imageId, caption: 'Seen from the quay' },
        {
          kind: 'video',
          url: 'https://video.example/a.mp4',
          title: 'Film',
          posterId: imageId,
          durationSeconds: 61,
        },
        { kind: 'embed', provider: 'example.org', url: 'https://example.org/x', title: 'Map' },
        { kind: 'table', header: ['Year'], rows: [['1900'], ['1901']], caption: 'Years' },
        { kind: 'code', code: 'let a = 1;', language: 'js' },
        { kind: 'articleLink', articleId: target.uid },
        { kind: 'divider' },
      ],
    });
    const { article } = await gateway.data<{ article: { body: unknown[]; hasVideo: boolean } }>(`{
      article(slug: "all-blocks") { hasVideo body { __typename
        ... on ParagraphBlock { html text }
        ... on HeadingBlock { level heading: text }
        ... on ListBlock { ordered items }
        ... on QuoteBlock { html text attribution }
        ... on ImageBlock { image { alt } caption }
        ... on VideoBlock { url title poster { alt } durationSeconds }
        ... on EmbedBlock { provider url title embed: html }
        ... on TableBlock { header rows caption }
        ... on CodeBlock { code language }
        ... on ArticleLinkBlock { article { headline } }
      } } }`);
    expect(article.hasVideo).toBe(true);
    expect(article.body).toEqual([
      {
        __typename: 'ParagraphBlock',
        html: 'A <strong>bold</strong> word &amp; more.',
        text: 'A bold word & more.',
      },
      { __typename: 'HeadingBlock', level: 2, heading: 'A heading' },
      { __typename: 'ListBlock', ordered: true, items: ['One', '<em>Two</em>'] },
      {
        __typename: 'QuoteBlock',
        html: 'So it <em>is</em>.',
        text: 'So it is.',
        attribution: 'Ada',
      },
      { __typename: 'ImageBlock', image: { alt: 'bridge' }, caption: 'Seen from the quay' },
      {
        __typename: 'VideoBlock',
        url: 'https://video.example/a.mp4',
        title: 'Film',
        poster: { alt: 'bridge' },
        durationSeconds: 61,
      },
      {
        __typename: 'EmbedBlock',
        provider: 'example.org',
        url: 'https://example.org/x',
        title: 'Map',
        embed: '<a href="https://example.org/x" rel="noopener">Map</a>',
      },
      { __typename: 'TableBlock', header: ['Year'], rows: [['1900'], ['1901']], caption: 'Years' },
      { __typename: 'CodeBlock', code: 'let a = 1;', language: 'js' },
      { __typename: 'ArticleLinkBlock', article: { headline: 'Elsewhere' } },
      { __typename: 'DividerBlock' },
    ]);
  });

  it('has an id for every block, also through the interface alone, no two the same', async () => {
    const { article } = await gateway.data<{ article: { body: { id: string }[] } }>(
      '{ article(slug: "all-blocks") { body { id } } }',
    );
    const ids = article.body.map(({ id }) => id);
    expect(ids).toHaveLength(11);
    expect(new Set(ids).size).toBe(11);
    expect(ids).not.toContain('');
  });

  it('comes as HTML with its pictures, and its links to other articles, filled in', async () => {
    const { article } = await gateway.data<{ article: { bodyHtml: string } }>(
      '{ article(slug: "all-blocks") { bodyHtml } }',
    );
    const { bodyHtml } = article;
    expect(bodyHtml).toMatch(/<p[^>]*>A <strong>bold<\/strong> word &amp; more\.<\/p>/);
    expect(bodyHtml).toMatch(/<figure[^>]*><img src="https:\/\/paper\.example\/images\/[^>]*>/);
    expect(bodyHtml).toContain('<figcaption>Seen from the quay</figcaption>');
    expect(bodyHtml).toContain('<a href="https://paper.example/town/target">Elsewhere</a>');
    expect(bodyHtml).toContain('poster="https://paper.example/images/');
    expect(bodyHtml).not.toMatch(/data-image|data-article|data-poster/);
  });

  it('comes as plain text, with its words and the minutes it takes counted', async () => {
    const { newspaper } = gateway;
    await newspaper.article({ slug: 'short', text: 'One <b>two</b> three.' });
    await newspaper.article({ slug: 'long', text: 'word '.repeat(690) });
    await newspaper.article({ slug: 'empty', blocks: [] });
    const data = await gateway.data<Record<string, unknown>>(`{
      short: article(slug: "short") { bodyText wordCount readingMinutes hasVideo }
      long: article(slug: "long") { wordCount readingMinutes }
      empty: article(slug: "empty") { body { id } bodyHtml bodyText wordCount readingMinutes } }`);
    expect(data).toEqual({
      short: { bodyText: 'One two three.', wordCount: 3, readingMinutes: 1, hasVideo: false },
      long: { wordCount: 690, readingMinutes: 3 },
      empty: { body: [], bodyHtml: '', bodyText: '', wordCount: 0, readingMinutes: 1 },
    });
  });

  it('keeps the ids of its blocks when it is edited around them', async () => {
    const { newspaper } = gateway;
    const ids = async () => {
      const { article } = await gateway.data<{ article: { body: { id: string; text: string }[] } }>(
        '{ article(slug: "edited") { body { id ... on ParagraphBlock { text } } } }',
      );
      return new Map(article.body.map(({ id, text }) => [text, id]));
    };
    const paragraph = (html: string) => ({ kind: 'paragraph' as const, html });
    const { uid } = await newspaper.article({
      slug: 'edited',
      blocks: [paragraph('One.'), paragraph('Two.')],
    });
    const before = await ids();
    const blocks = [paragraph('Zero.'), paragraph('One.'), paragraph('Two.')];
    await newspaper.article({ uid, slug: 'edited', blocks });
    const after = await ids();
    expect([after.get('One.'), after.get('Two.')]).toEqual([
      before.get('One.'),
      before.get('Two.'),
    ]);
    expect([...before.values()]).not.toContain(after.get('Zero.'));
  });

  it('says when it was published and last changed in UTC', async () => {
    await gateway.newspaper.article({
      slug: 'timed',
      publishedAt: new Date('2026-03-29T02:30:00.5+02:00'),
      updatedAt: new Date('2026-03-30T00:00:00Z'),
    });
    expect(await gateway.data('{ article(slug: "timed") { publishedAt updatedAt } }')).toEqual({
      article: { publishedAt: '2026-03-29T00:30:00.500Z', updatedAt: '2026-03-30T00:00:00.000Z' },
    });
  });

  it('shows its corrections in the order they happened, and none before its time', async () => {
    const { newspaper } = gateway;
    const { uid } = await newspaper.article({ slug: 'corrected' });
    await newspaper.correction(uid, 'Second.', new Date('2026-02-01T00:00:00Z'));
    await newspaper.correction(uid, 'First.', new Date('2026-01-01T00:00:00Z'));
    await newspaper.correction(uid, 'Not yet.', new Date(Date.now() + 3_600_000));
    expect(
      await gateway.data('{ article(slug: "corrected") { corrections { text publishedAt } } }'),
    ).toEqual({
      article: {
        corrections: [
          { text: 'First.', publishedAt: '2026-01-01T00:00:00.000Z' },
          { text: 'Second.', publishedAt: '2026-02-01T00:00:00.000Z' },
        ],
      },
    });
  });

  it('shows its tags in the order of their weight, as many as are asked for', async () => {
    await gateway.newspaper.article({ slug: 'tagged', tags: ['zeta', 'alpha', 'mid'] });
    const slugs = (...names: string[]) => names.map((slug) => ({ slug }));
    expect(
      await gateway.data(
        '{ article(slug: "tagged") { tags { slug } two: tags(first: 2) { slug } none: tags(first: 0) { slug } } }',
      ),
    ).toEqual({
      article: { tags: slugs('zeta', 'alpha', 'mid'), two: slugs('zeta', 'alpha'), none: [] },
    });
  });
});
