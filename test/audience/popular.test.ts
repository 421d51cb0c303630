import { NOTHING_KEPT, startTestGateway, type TestGateway } from '../support/gateway';

type List = { slug: string }[];

let visitors = 0;

const HOUR = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * HOUR);
const names = (list: List | undefined) => (list ?? []).map(({ slug }) => slug).join(' ');

describe('what is popular', () => {
  let gateway: TestGateway;

  beforeEach(async () => {
    gateway = await startTestGateway({ ...NOTHING_KEPT, RANKING_REFRESH_SECONDS: '3600' });
    const { newspaper } = gateway;
    await newspaper.edition('de');
    await newspaper.section({ slug: 'town' });
    await newspaper.section({ slug: 'north', parentSlug: 'town' });
    await newspaper.section({ slug: 'sport' });
  });

  afterEach(() => gateway.close());

  async function popular(args = '', edition = 'en'): Promise<string> {
    const call = args === '' ? '' : `, ${args}`;
    const { list } = await gateway.data<{ list: List }>(
      `{ list: popular(edition: "${edition}"${call}) { slug } }`,
    );
    return names(list);
  }

  async function track(...ids: string[]): Promise<number> {
    const events = ids.map((articleId) => ({ articleId, visitor: `visitor ${(visitors += 1)}` }));
    const { trackViews } = await gateway.data<{ trackViews: number }>(
      'mutation M($events: [ViewEventInput!]!) { trackViews(events: $events) }',
      { events },
    );
    return trackViews;
  }

  it('is the newest as long as nobody has read anything', async () => {
    await gateway.newspaper.articles(['a', 'b', 'c', 'd', 'e', 'f'].map((slug) => ({ slug })));
    expect(await popular()).toBe('a b c d e');
    expect(await popular('first: 2')).toBe('a b');
    expect(await popular('first: 0')).toBe('');
    expect(await popular('first: 100, window: HOUR, metric: SAVES')).toBe('a b c d e f');
  });

  it('is what was read most once views have been ranked, and then the newest, none of them twice', async () => {
    const saved = await gateway.newspaper.articles(['a', 'b', 'c', 'd'].map((slug) => ({ slug })));
    const [a, , c, d] = saved.map(({ id }) => id);
    expect(await track(d ?? '', d ?? '', d ?? '', a ?? '', c ?? '', c ?? '')).toBe(6);
    expect(await popular()).toBe('a b c d');
    await gateway.newspaper.refresh();
    for (const metric of ['VIEWS', 'READERS', 'TRENDING']) {
      expect(await popular(`metric: ${metric}`)).toBe('d c a b');
    }
    expect(await popular('first: 3')).toBe('d c a');
    expect(await popular('metric: SAVES')).toBe('a b c d');
  });

  it('looks back as far as its window', async () => {
    const { newspaper } = gateway;
    const saved = await newspaper.articles(['a', 'b', 'c', 'd'].map((slug) => ({ slug })));
    const [a, b, c, d] = saved.map(({ uid }) => uid);
    await newspaper.views(a ?? '', 1);
    await newspaper.views(b ?? '', 5, ago(12));
    await newspaper.views(c ?? '', 10, ago(72));
    await newspaper.views(d ?? '', 20, ago(400));
    await newspaper.refresh();
    expect(await popular('window: HOUR, first: 1')).toBe('a');
    expect(await popular('window: DAY, first: 2')).toBe('b a');
    expect(await popular('window: WEEK, first: 3')).toBe('c b a');
    expect(await popular('window: MONTH')).toBe('d c b a');
    expect(await popular('window: WEEK, metric: TRENDING, first: 2')).toBe('a b');
  });

  it('in a section includes its subsections', async () => {
    const { newspaper } = gateway;
    const [, north] = await newspaper.articles([
      { slug: 'in-town', section: 'town' },
      { slug: 'in-north', section: 'north' },
      { slug: 'in-sport', section: 'sport' },
    ]);
    expect(await popular('section: "town"')).toBe('in-town in-north');
    await track(north?.id ?? '');
    await newspaper.refresh();
    expect(await popular('section: "town"')).toBe('in-north in-town');
    expect(await popular('section: "north"')).toBe('in-north');
    expect(await popular('section: "sport"')).toBe('in-sport');
    expect(await popular('section: "nowhere"')).toBe('');
  });

  it('stays within its edition', async () => {
    const { newspaper } = gateway;
    const german = await newspaper.article({
      slug: 'deutsch',
      edition: 'de',
      section: 'ort',
      authors: ['ada'],
    });
    await newspaper.article({ slug: 'english', authors: ['ada'] });
    await track(german.id);
    await newspaper.refresh();
    expect(await popular()).toBe('english');
    expect(await popular('', 'de')).toBe('deutsch');
    const { person } = await gateway.data<{ person: { popular: List } }>(
      '{ person(slug: "ada") { popular { slug } } }',
    );
    expect(names(person.popular)).toBe('deutsch english');
  });

  it('loses an article that is withdrawn at once, and takes the next in its place', async () => {
    const { newspaper } = gateway;
    const saved = await newspaper.articles(
      ['a', 'b', 'c'].map((slug) => ({ slug, authors: ['ada'] })),
    );
    await track(...saved.flatMap(({ id }, place) => Array<string>(place + 1).fill(id)));
    await newspaper.refresh();
    expect(await popular('first: 2')).toBe('c b');
    await newspaper.manager.query("UPDATE article SET status = 'UNPUBLISHED' WHERE slug = 'c'");
    expect(await popular('first: 2')).toBe('b a');
    const { person, section } = await gateway.data<Record<string, { popular: List }>>(
      '{ person(slug: "ada") { popular(first: 2) { slug } } section(slug: "town") { popular(first: 2) { slug } } }',
    );
    expect([names(person?.popular), names(section?.popular)]).toEqual(['b a', 'b a']);
  });

  it('counts no view that is more than a day off, of the future or of nothing', async () => {
    const { id } = await gateway.newspaper.article({ slug: 'a' });
    const at = (hours: number) => ({ articleId: id, visitor: 'v', at: ago(hours).toISOString() });
    const unknown = { articleId: 'art_0190b5a6-7c3e-7000-8000-000000000000', visitor: 'v' };
    const { trackViews } = await gateway.data<{ trackViews: number }>(
      'mutation M($events: [ViewEventInput!]!) { trackViews(events: $events) }',
      { events: [at(0), at(23), at(25), at(-25), at(9_000), unknown] },
    );
    expect(trackViews).toBe(2);
  });

  it('is counted right when many send views at once', async () => {
    const saved = await gateway.newspaper.articles(['a', 'b', 'c'].map((slug) => ({ slug })));
    const ids = saved.map(({ id }) => id);
    const orders = [ids, [...ids].reverse()];
    await Promise.all(Array.from({ length: 20 }, (_, turn) => track(...(orders[turn % 2] ?? []))));
    await gateway.newspaper.foldViews();
    const rows = await gateway.newspaper.manager.query<{ views: string }[]>(
      'SELECT views FROM article_view_count',
    );
    expect(rows.map(({ views }) => Number(views))).toEqual([20, 20, 20]);
  });

  it('costs one statement for any number of sections, windows, metrics and sizes', async () => {
    const { newspaper } = gateway;
    const slugs = Array.from({ length: 8 }, (_, place) => `part-${place}`);
    for (const section of slugs) {
      await newspaper.articles(
        [1, 2, 3].map((place) => ({ slug: `${section}-${place}`, section })),
      );
    }
    const windows = ['HOUR', 'DAY', 'WEEK', 'MONTH'];
    const query = `{ ${slugs
      .map(
        (slug, place) => `s${place}: section(slug: "${slug}") {
        ${windows.map((window) => `${window}: popular(window: ${window}, metric: ${place % 2 ? 'VIEWS' : 'TRENDING'}, first: ${1 + (place % 3)}) { slug }`).join(' ')} }`,
      )
      .join(' ')} }`;
    const { data, statements, errors } =
      await gateway.request<Record<string, Record<string, List>>>(query);
    expect(errors).toBeUndefined();
    expect(statements).toBe(1);
    for (const [place, slug] of slugs.entries()) {
      const expected = [1, 2, 3].slice(0, 1 + (place % 3)).map((number) => `${slug}-${number}`);
      for (const window of windows)
        expect(names(data[`s${place}`]?.[window])).toBe(expected.join(' '));
    }
  });

  it.each([-1, 101])('of %i articles is bad input', async (first) => {
    for (const query of [
      `popular(first: ${first}) { slug }`,
      `sections { popular(first: ${first}) { slug } }`,
    ]) {
      const { errors } = await gateway.request(`{ ${query} }`);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'first' });
    }
  });
});
