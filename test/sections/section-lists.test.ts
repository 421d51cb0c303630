import { startTestGateway, type TestGateway } from '../support/gateway';

interface Lists {
  section: Record<'articles', { totalCount: number; nodes: { slug: string }[] }> & {
    latest: { slug: string }[];
  };
}

describe('a section', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway();
    const { newspaper } = gateway;
    await newspaper.section({ slug: 'news' });
    await newspaper.section({ slug: 'town', parentSlug: 'news' });
    await newspaper.section({ slug: 'quay', parentSlug: 'town' });
    await newspaper.section({ slug: 'sport' });
    await newspaper.articles(
      ['quay', 'sport', 'news', 'town', 'quay', 'news'].map((section, place) => ({
        section,
        slug: `${section}-${place}`,
      })),
    );
  });

  afterAll(() => gateway.close());

  it.each([
    ['news', 'quay-0 news-2 town-3 quay-4 news-5'],
    ['town', 'quay-0 town-3 quay-4'],
    ['quay', 'quay-0 quay-4'],
    ['sport', 'sport-1'],
  ])('shows what stands in it and in all below it, merged: %s', async (slug, expected) => {
    const { section } = await gateway.data<Lists>(
      'query Q($slug: String!) { section(slug: $slug) { articles { totalCount nodes { slug } } latest { slug } } }',
      { slug },
    );
    const slugs = expected.split(' ');
    expect(section.articles.nodes.map((node) => node.slug)).toEqual(slugs);
    expect(section.latest.map((node) => node.slug)).toEqual(slugs);
    expect(section.articles.totalCount).toBe(slugs.length);
  });

  it('shows as many as are asked for, the newest of all of them', async () => {
    const data = await gateway.data<Lists>(
      '{ section(slug: "news") { latest(first: 2) { slug } articles(last: 1) { totalCount nodes { slug } } } latest(section: "town", first: 1) { slug } }',
    );
    expect(data).toEqual({
      section: {
        latest: [{ slug: 'quay-0' }, { slug: 'news-2' }],
        articles: { totalCount: 5, nodes: [{ slug: 'news-5' }] },
      },
      latest: [{ slug: 'quay-0' }],
    });
  });

  it('that nobody knows has no latest articles', async () => {
    expect(await gateway.data('{ latest(section: "nowhere") { slug } }')).toEqual({ latest: [] });
  });

  it.each([-1, 101])('has no %i latest articles', async (first) => {
    for (const field of [`latest(first: ${first})`, `latest(section: "town", first: ${first})`]) {
      const { errors } = await gateway.request(`{ ${field} { slug } }`);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'first' });
    }
  });
});
