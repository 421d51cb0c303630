import { Role } from '../../src/identity/viewer';
import { type SavedTestArticle, type TestArticle } from '../support/newspaper';
import { startTestGateway, type TestGateway } from '../support/gateway';

const DAY = 86_400_000;

interface Issue {
  kind: string;
  detail: string;
  article: { article: { slug: string }; version: number };
}

interface Issues {
  totalCount: number;
  counts: { kind: string; count: number }[];
  nodes: Issue[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string;
    endCursor: string;
  };
}

const QUERY = `query Q($filter: DeskIssueFilter, $first: Int, $after: String, $last: Int, $before: String) { newsroom {
  deskIssues(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
    totalCount counts { kind count } nodes { kind detail article { version article { slug } } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`;

describe('the desk', () => {
  let gateway: TestGateway;
  let token: string;
  let original: SavedTestArticle;

  async function ask(variables: object): Promise<Issues> {
    const data = await gateway.data<{ newsroom: { deskIssues: Issues } }>(
      QUERY,
      variables as Record<string, unknown>,
      { token },
    );
    return data.newsroom.deskIssues;
  }

  const titles = ({ nodes }: Pick<Issues, 'nodes'>) =>
    nodes.map(({ kind, article }) => `${article.article.slug} ${kind}`);

  /** An article that lacks nothing, but for what is said. */
  const sound = (slug: string, daysAgo: number, rest: TestArticle = {}): TestArticle => ({
    slug,
    seoTitle: `${slug} for search engines`,
    credits: [{ role: 'EDITOR', person: 'mary' }],
    publishedAt: new Date(Date.now() - daysAgo * DAY),
    ...rest,
  });

  beforeAll(async () => {
    gateway = await startTestGateway();
    token = await gateway.token(Role.EDITOR);
    const { newspaper } = gateway;
    await newspaper.edition('de');
    await newspaper.section({ slug: 'town' });
    await newspaper.section({ slug: 'harbour', parentSlug: 'town' });
    await newspaper.section({ slug: 'sport' });
    const images: Record<string, string> = {};
    for (const name of ['fine', 'silent', 'unlicensed']) images[name] = await newspaper.image(name);
    await newspaper.manager.query(`UPDATE image SET licence_name = 'CC BY 4.0'`);
    await newspaper.manager.query(`UPDATE image SET alt = ' ' WHERE id = $1`, [images.silent]);
    await newspaper.manager.query('UPDATE image SET licence_name = NULL WHERE id = $1', [
      images.unlicensed,
    ]);
    const picture = (name: string) => ({ kind: 'image' as const, imageId: images[name] ?? '' });
    [original] = (await newspaper.articles([
      sound('fine', 1, { imageId: images.fine ?? null }),
      sound('silent', 2, { imageId: images.silent ?? null, blocks: [picture('fine')] }),
      sound('unlicensed', 3, { section: 'harbour', imageId: images.unlicensed ?? null }),
      sound('untitled', 4, { section: 'sport', seoTitle: null, headline: 'x'.repeat(111) }),
      sound('unedited', 5, { credits: [], authors: ['mary'], headline: 'y'.repeat(110) }),
      sound('long-ago', 50, { seoTitle: null }),
      sound('draft', 1, { status: 'DRAFT', seoTitle: null }),
      sound('embargoed', 1, { embargoUntil: new Date(Date.now() + DAY), seoTitle: null }),
    ])) as [SavedTestArticle];
    const originalId = original.uid;
    await newspaper.articles([
      sound('stale', 2.5, { edition: 'de', section: 'ort', originalId }),
      sound('fresh', 0.5, { edition: 'de', section: 'ort', originalId }),
    ]);
  });

  afterAll(() => gateway.close());

  it('sees what each published article lacks, the last published first', async () => {
    const { nodes, totalCount, counts } = await ask({});
    expect(nodes.map(({ kind, detail, article }) => [article.article.slug, kind, detail])).toEqual([
      ['silent', 'ALT_TEXT_MISSING', '1 of 2 pictures without alternative text.'],
      [
        'stale',
        'TRANSLATION_STALE',
        expect.stringMatching(/^The original changed at 20\S+Z, after this was saved\.$/),
      ],
      ['unlicensed', 'LICENCE_MISSING', '1 of 1 picture without a licence.'],
      ['untitled', 'SEO_TITLE_MISSING', 'Search engines get the headline, 111 characters long.'],
      ['untitled', 'HEADLINE_TOO_LONG', '111 characters, 1 too many.'],
      ['unedited', 'EDITOR_MISSING', 'Nobody is credited as editor.'],
    ]);
    expect(totalCount).toBe(6);
    expect(counts.map(({ count }) => count)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('looks further back where it is asked to, and never at what is not public', async () => {
    const filter = { kinds: ['SEO_TITLE_MISSING'], days: 60 };
    expect(titles(await ask({ filter }))).toEqual([
      'untitled SEO_TITLE_MISSING',
      'long-ago SEO_TITLE_MISSING',
    ]);
  });

  it('is asked by kind, edition and section', async () => {
    expect(titles(await ask({ filter: { edition: 'de' } }))).toEqual(['stale TRANSLATION_STALE']);
    expect(titles(await ask({ filter: { section: 'harbour' } }))).toEqual([
      'unlicensed LICENCE_MISSING',
    ]);
    const town = await ask({ filter: { section: 'town', kinds: ['LICENCE_MISSING'] } });
    expect(titles(town)).toEqual(['unlicensed LICENCE_MISSING']);
    expect(town.counts).toEqual([{ kind: 'LICENCE_MISSING', count: 1 }]);
    expect(await ask({ filter: { kinds: [] } })).toMatchObject({ nodes: [], totalCount: 0 });
    const sport = await ask({ filter: { section: 'sport', kinds: ['EDITOR_MISSING'] } });
    expect(sport).toMatchObject({ nodes: [], counts: [{ count: 0 }] });
  });

  it.each([1, 2, 4])(
    'is walked to both ends in pages of %i, and nothing comes twice',
    async (size) => {
      const all = titles(await ask({}));
      const forward: string[] = [];
      for (let after: string | null = null, more = true; more;) {
        const page: Issues = await ask({ first: size, after });
        forward.push(...titles(page));
        ({ endCursor: after, hasNextPage: more } = page.pageInfo);
      }
      expect(forward).toEqual(all);
      const backward: string[] = [];
      for (let before: string | null = null, more = true; more;) {
        const page: Issues = await ask({ last: size, before });
        backward.unshift(...titles(page));
        ({ startCursor: before, hasPreviousPage: more } = page.pageInfo);
      }
      expect(backward).toEqual(all);
    },
  );

  it('is content once the matter is mended', async () => {
    const { newspaper } = gateway;
    await newspaper.manager.query(
      `UPDATE article SET seo_title = 'A title' WHERE slug = 'untitled'`,
    );
    await newspaper.manager.query(`UPDATE article SET updated_at = now() WHERE slug = 'stale'`);
    const found = titles(await ask({}));
    expect(found).not.toContain('untitled SEO_TITLE_MISSING');
    expect(found).not.toContain('stale TRANSLATION_STALE');
    expect(found).toContain('untitled HEADLINE_TOO_LONG');
  });

  it.each([
    ['days', { filter: { days: 0 } }],
    ['days', { filter: { days: 367 } }],
    ['section', { filter: { section: 'nowhere' } }],
    ['edition', { filter: { edition: 'fr' } }],
    ['first', { first: 101 }],
    ['after', { after: 'nonsense' }],
  ])('refuses a bad %s: %j', async (field, variables) => {
    const { errors } = await gateway.request(QUERY, variables, { token });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field });
  });

  it('costs four statements, and is for editors alone', async () => {
    const { statements } = await gateway.request(QUERY, {}, { token });
    // The page, its articles with what is hidden of them, and the counts once.
    expect(statements).toBe(4);
    const reader = { token: await gateway.token(Role.READER) };
    expect((await gateway.request(QUERY, {}, reader)).errors?.[0]?.extensions.code).toBe(
      'FORBIDDEN',
    );
  });
});
