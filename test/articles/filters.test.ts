import { startTestGateway, type TestGateway } from '../support/gateway';

interface Found {
  articles: { totalCount: number; nodes: { slug: string }[] };
}

const LIST = `query Q($filter: ArticleFilter, $orderBy: ArticleOrder) {
  articles(filter: $filter, orderBy: $orderBy, first: 100) { totalCount(precision: EXACT) nodes { slug } } }`;

const day = (number: number) => `2026-03-0${number}T12:00:00.000Z`;

describe('the filter of a list of articles', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway();
    const { newspaper } = gateway;
    await newspaper.edition('de');
    await newspaper.section({ slug: 'news' });
    await newspaper.section({ slug: 'town', parentSlug: 'news' });
    await newspaper.section({ slug: 'harbour-side', parentSlug: 'town' });
    await newspaper.section({ slug: 'sport' });
    await newspaper.article({
      slug: 'flood',
      section: 'harbour-side',
      publishedAt: new Date(day(1)),
      tags: ['water', 'council'],
      credits: [
        { role: 'AUTHOR', person: 'ada' },
        { role: 'PHOTOGRAPHER', person: 'ada' },
      ],
    });
    await newspaper.article({
      slug: 'vote',
      section: 'town',
      publishedAt: new Date(day(2)),
      format: 'OPINION',
      tags: ['council'],
      authors: ['ben'],
    });
    await newspaper.article({
      slug: 'regatta',
      section: 'sport',
      publishedAt: new Date(day(3)),
      format: 'VIDEO',
      tags: ['water'],
      authors: ['ada', 'ben'],
    });
    await newspaper.article({ slug: 'brief', section: 'news', publishedAt: new Date(day(4)) });
    await newspaper.article({
      slug: 'flut',
      section: 'town',
      edition: 'de',
      tags: ['water'],
      authors: ['ada'],
    });
  });

  afterAll(() => gateway.close());

  // Slugs in the order of the list, the newest first.
  it.each<[string, Record<string, unknown>, string]>([
    ['nothing at all', {}, 'brief regatta vote flood'],
    ['a section with its subsections', { sections: ['news'] }, 'brief vote flood'],
    ['a section below another', { sections: ['town'] }, 'vote flood'],
    ['the section at the bottom', { sections: ['harbour-side'] }, 'flood'],
    ['one section or the other', { sections: ['harbour-side', 'sport'] }, 'regatta flood'],
    [
      'a section and one below it, each article once',
      { sections: ['news', 'town'] },
      'brief vote flood',
    ],
    ['the same section twice', { sections: ['sport', 'sport'] }, 'regatta'],
    [
      'one tag or the other, each article once',
      { tags: ['water', 'council'] },
      'regatta vote flood',
    ],
    ['the same tag twice', { tags: ['water', 'water'] }, 'regatta flood'],
    [
      'one person or the other, each article once',
      { people: ['ada', 'ben'] },
      'regatta vote flood',
    ],
    ['a person with two roles in an article', { people: ['ada'] }, 'regatta flood'],
    ['formats', { formats: ['OPINION', 'VIDEO'] }, 'regatta vote'],
    ['articles with a video', { hasVideo: true }, 'regatta'],
    ['articles without a video', { hasVideo: false }, 'brief vote flood'],
    ['a time from', { publishedFrom: day(2) }, 'brief regatta vote'],
    ['a time up to, exclusive', { publishedTo: day(2) }, 'flood'],
    ['a time from and up to', { publishedFrom: day(2), publishedTo: day(3) }, 'vote'],
    ['a time that is over before it begins', { publishedFrom: day(3), publishedTo: day(2) }, ''],
    [
      'a time in another zone',
      { publishedFrom: '2026-03-02T14:00:00+02:00', publishedTo: '2026-03-02T12:00:00.001Z' },
      'vote',
    ],
    ['a tag and a section', { tags: ['water'], sections: ['news'] }, 'flood'],
    ['a tag and a person', { tags: ['council'], people: ['ben'] }, 'vote'],
    ['a person and a section', { people: ['ada'], sections: ['sport'] }, 'regatta'],
    [
      'a tag, a person and a section',
      { tags: ['water', 'council'], people: ['ada'], sections: ['news', 'sport'] },
      'regatta flood',
    ],
    [
      'everything',
      {
        tags: ['water'],
        people: ['ada'],
        sections: ['sport'],
        formats: ['VIDEO'],
        hasVideo: true,
        publishedFrom: day(3),
        publishedTo: day(4),
      },
      'regatta',
    ],
    [
      'a tag and a format that no article has together',
      { tags: ['council'], formats: ['VIDEO'] },
      '',
    ],
    ['an unknown section', { sections: ['nowhere'] }, ''],
    ['an unknown tag', { tags: ['nothing'] }, ''],
    ['an unknown person', { people: ['nobody'] }, ''],
    ['an unknown tag beside a known one', { tags: ['nothing', 'council'] }, 'vote flood'],
    ['no sections', { sections: [] }, ''],
    ['no tags', { tags: [] }, ''],
    ['no formats', { formats: [] }, ''],
    [
      'null everywhere',
      {
        sections: null,
        tags: null,
        people: null,
        formats: null,
        publishedFrom: null,
        publishedTo: null,
        hasVideo: null,
      },
      'brief regatta vote flood',
    ],
  ])('by %s', async (_, filter, slugs) => {
    const { articles } = await gateway.data<Found>(LIST, { filter });
    const expected = slugs.split(' ').filter(Boolean);
    expect(articles.nodes.map(({ slug }) => slug)).toEqual(expected);
    expect(articles.totalCount).toBe(expected.length);
    const oldest = await gateway.data<Found>(LIST, { filter, orderBy: 'OLDEST' });
    expect(oldest.articles.nodes.map(({ slug }) => slug)).toEqual(expected.reverse());
  });

  it('looks its slugs up in the edition that is asked for', async () => {
    const { articles } = await gateway.data<Found>(
      '{ articles(edition: "de", filter: { tags: ["water"] }) { totalCount nodes { slug } } }',
    );
    expect(articles).toEqual({ totalCount: 1, nodes: [{ slug: 'flut' }] });
  });

  it('narrows a section, and never leaves it', async () => {
    const { section } = await gateway.data<{ section: Record<string, Found['articles']> }>(`{
      section(slug: "news") {
        tagged: articles(filter: { tags: ["water"] }) { totalCount nodes { slug } }
        sport: articles(filter: { sections: ["sport"] }) { totalCount nodes { slug } }
        town: articles(filter: { sections: ["town"] }, orderBy: OLDEST) { totalCount nodes { slug } }
      } }`);
    expect(section).toEqual({
      tagged: { totalCount: 1, nodes: [{ slug: 'flood' }] },
      sport: { totalCount: 0, nodes: [] },
      town: { totalCount: 2, nodes: [{ slug: 'flood' }, { slug: 'vote' }] },
    });
  });

  it.each([
    ['publishedFrom', '0000-06-01T00:00:00Z'],
    ['publishedTo', '0001-01-01T00:00:00+01:00'],
  ])('names %s where its year is out of reach', async (field, time) => {
    const { errors } = await gateway.request(LIST, { filter: { [field]: time } });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field });
  });
});
