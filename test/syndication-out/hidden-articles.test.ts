import { startTestGateway, type TestGateway } from '../support/gateway';
import { fetchPath, fetchXml, parseXml, type XmlElement } from './support';

const DAY = 24 * 60 * 60 * 1000;
const soon = new Date(Date.now() + DAY);
const earlier = new Date(Date.now() - DAY);

const HIDDEN = {
  draft: { status: 'DRAFT', publishedAt: null },
  review: { status: 'IN_REVIEW', publishedAt: earlier },
  scheduled: { status: 'SCHEDULED', publishedAt: soon },
  future: { status: 'PUBLISHED', publishedAt: soon },
  embargoed: { status: 'PUBLISHED', publishedAt: earlier, embargoUntil: soon },
  withdrawn: { status: 'UNPUBLISHED', publishedAt: earlier },
} as const;

const MARK = 'hushhush';

describe('articles that are not public', () => {
  let gateway: TestGateway;
  let hidden: { id: string; uid: string }[];
  let shown: { id: string; uid: string };

  const locs = (element: XmlElement): string[] =>
    element.children.flatMap((child) => (child.name === 'loc' ? [child.text] : locs(child)));

  /** Everything that goes out, fetched: all feeds that the API lists and all sitemaps that the index does. */
  async function everything(): Promise<string[]> {
    const fields = '{ feeds { url } }';
    const data = await gateway.data<{
      site: { feeds: { url: string }[] };
      sections: { feeds: { url: string }[] }[];
      people: { nodes: { feeds: { url: string }[] }[] };
      articles: { nodes: { tags: { feeds: { url: string }[] }[] }[] };
    }>(
      `{ site ${fields} sections ${fields} people { nodes ${fields} } articles { nodes { tags ${fields} } } }`,
    );
    const owners = [
      data.site,
      ...data.sections,
      ...data.people.nodes,
      ...data.articles.nodes.flatMap((article) => article.tags),
    ];
    const feeds = owners.flatMap((owner) => owner.feeds.map((feed) => new URL(feed.url).pathname));
    const index = await fetchXml(gateway, '/sitemap.xml');
    const sitemaps = locs(index).map((loc) => new URL(loc).pathname);
    const others = ['/sitemap.xml', '/sitemaps/en/news-index.xml', '/redirects.json'];
    const paths = [...feeds, ...sitemaps, ...others, `/ninjs/${shown.id}.json`];
    return Promise.all(
      paths.map(async (path) => {
        const { status, body } = await fetchPath(gateway, path);
        if (status !== 200) throw new Error(`${path}: ${status}`);
        return `${path}\n${body}`;
      }),
    );
  }

  beforeAll(async () => {
    gateway = await startTestGateway();
    const { newspaper } = gateway;
    await newspaper.edition('de');
    shown = await newspaper.article({ slug: 'shown', authors: ['ann'], tags: ['sea'] });
    const imageId = await newspaper.image(`${MARK}-picture`);
    hidden = [];
    for (const [name, state] of Object.entries(HIDDEN)) {
      for (const edition of ['en', 'de']) {
        const article = await newspaper.article({
          ...state,
          edition,
          slug: `${MARK}-${name}`,
          headline: `${MARK} ${name}`,
          standfirst: MARK,
          text: MARK,
          authors: ['ann', `${MARK}-${name}`],
          tags: ['sea', `${MARK}-${name}`],
          imageId,
          ...(edition === 'de' && { originalId: shown.uid }),
        });
        await newspaper.correction(article.uid, MARK);
        hidden.push(article);
      }
    }
    // The public article links to each of them, and old addresses of each are kept.
    await newspaper.article({
      uid: shown.uid,
      slug: 'shown',
      authors: ['ann'],
      tags: ['sea'],
      blocks: [
        { kind: 'paragraph', html: 'Text.' },
        ...hidden.map(({ uid }) => ({ kind: 'articleLink' as const, articleId: uid })),
      ],
    });
    await newspaper.manager.query(
      `INSERT INTO redirect (id, edition_id, from_path, article_id)
       SELECT gen_random_uuid(), edition_id, '/old/' || slug, id FROM article WHERE slug LIKE $1`,
      [`${MARK}%`],
    );
    await newspaper.manager.query(
      `INSERT INTO redirect (id, edition_id, from_path, to_path)
       SELECT gen_random_uuid(), a.edition_id, '/elsewhere/' || a.id, '/' || s.slug || '/' || a.slug
       FROM article a JOIN section s ON s.id = a.section_id WHERE a.slug LIKE $1`,
      [`${MARK}%`],
    );
  });
  afterAll(() => gateway.close());

  it('appear in no feed, no sitemap, no item, no list of redirects', async () => {
    const answers = await everything();
    expect(answers.length).toBeGreaterThan(15);
    for (const answer of answers) {
      expect(answer).not.toContain(MARK);
      for (const { uid } of hidden) expect(answer).not.toContain(uid);
    }
    expect(answers.filter((answer) => answer.includes('/town/shown')).length).toBeGreaterThan(6);
  });

  it('have no item of ninjs: 404, and 410 for what was withdrawn', async () => {
    const statuses = await Promise.all(
      hidden.map(async ({ id }) => (await fetchPath(gateway, `/ninjs/${id}.json`)).status),
    );
    const expected = Object.keys(HIDDEN).flatMap((name) => {
      const status = name === 'withdrawn' ? 410 : 404;
      return [status, status];
    });
    expect(statuses).toEqual(expected);
  });

  it('give tags and people that only they use no feed: 404, like those that do not exist', async () => {
    const answers = await Promise.all(
      [
        ...Object.keys(HIDDEN).flatMap((name) => [
          `/feeds/en/tags/${MARK}-${name}/rss.xml`,
          `/feeds/authors/${MARK}-${name}/rss.xml`,
        ]),
        '/feeds/en/tags/none/rss.xml',
      ].map((path) => fetchPath(gateway, path)),
    );
    expect(new Set(answers.map(({ status, body }) => `${status} ${body}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(404);
  });

  it('move no validator: ETag and Last-Modified are the same without them', async () => {
    const paths = [
      '/feeds/en/rss.xml',
      '/sitemap.xml',
      '/sitemaps/en/pages.xml',
      '/redirects.json',
    ];
    const month = new Date().toISOString().slice(0, 7);
    paths.push(`/sitemaps/en/${month}.xml`, '/sitemaps/en/news.xml');
    const validators = () =>
      Promise.all(
        paths.map(async (path) => {
          const { headers } = await fetchPath(gateway, path);
          return [path, headers.get('etag'), headers.get('last-modified')];
        }),
      );
    const before = (await validators()).filter(([path]) => path !== '/redirects.json');
    await gateway.newspaper.manager.query(
      "UPDATE article SET updated_at = now(), headline = 'x', version = version WHERE slug LIKE $1",
      [`${MARK}%`],
    );
    const after = (await validators()).filter(([path]) => path !== '/redirects.json');
    expect(after).toEqual(before);
  });

  it('appear everywhere the moment their embargo ends', async () => {
    await gateway.newspaper.manager.query(
      "UPDATE article SET embargo_until = now() - interval '1 minute' WHERE slug = $1",
      [`${MARK}-embargoed`],
    );
    const month = earlier.toISOString().slice(0, 7);
    const paths = ['/feeds/en/rss.xml', `/sitemaps/en/${month}.xml`, '/sitemaps/en/news.xml'];
    for (const path of paths) {
      const { body } = await fetchPath(gateway, path);
      expect(() => parseXml(body)).not.toThrow();
      expect(body).toContain(`/town/${MARK}-embargoed`);
    }
  });
});
