import { checkStretch } from '../../src/audience/figures.args';
import { OutputBreakdown, TimeBucket } from '../../src/audience/figures.enums';
import { type AudienceKey, audiencePoints } from '../../src/audience/figures.queries';
import { liveReaders } from '../../src/audience/live-readers.queries';
import { output } from '../../src/audience/output.queries';
import { keepPartitions } from '../../src/audience/partition.commands';
import { addCounts } from '../../src/audience/rollup.commands';
import { topArticles } from '../../src/audience/top-articles.queries';
import { PipelinedReader } from '../../src/sql/reader';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { beacon } from './support';

const time = (text: string) => new Date(text);

describe("the newsroom's figures", () => {
  let gateway: TestGateway;
  let reader: PipelinedReader;
  let ids: Record<'a' | 'b' | 'c' | 'german', string>;
  let sections: Record<'town' | 'north', string>;
  let editions: Record<string, string>;
  let ada: string;

  beforeAll(async () => {
    gateway = await startTestGateway({
      RATE_LIMIT_PER_MINUTE: '0',
      VIEW_MINUTE_DAYS: '3660',
      VIEW_HOUR_DAYS: '36600',
    });
    reader = new PipelinedReader({
      url: gateway.databaseUrl,
      connections: 1,
      statementTimeoutMs: 10_000,
      onError: () => undefined,
    });
    const { newspaper } = gateway;
    await newspaper.edition('de');
    const town = await newspaper.section({ slug: 'town' });
    const north = await newspaper.section({ slug: 'north', parentSlug: 'town' });
    await newspaper.section({ slug: 'sport' });
    const text = 'One two three four.';
    const [a, b, c, german] = await newspaper.articles([
      {
        slug: 'a',
        section: 'town',
        authors: ['ada'],
        publishedAt: time('2026-03-28T10:00Z'),
        text,
      },
      {
        slug: 'b',
        section: 'north',
        authors: ['ada', 'bob'],
        publishedAt: time('2026-03-28T23:30Z'),
        text,
      },
      {
        slug: 'c',
        section: 'sport',
        publishedAt: time('2026-03-31T12:00Z'),
        format: 'VIDEO',
        text: 'One.',
      },
      { slug: 'd', section: 'ort', edition: 'de', publishedAt: time('2026-03-28T10:00Z') },
    ]);
    await newspaper.articles([
      { slug: 'draft', status: 'DRAFT', publishedAt: time('2026-03-28T10:00Z') },
    ]);
    ids = { a: a?.uid ?? '', b: b?.uid ?? '', c: c?.uid ?? '', german: german?.uid ?? '' };
    sections = { town, north };
    ada = await newspaper.person({ slug: 'ada' });
    const rows = await newspaper.manager.query<{ id: string; language: string }[]>(
      'SELECT id, language FROM edition',
    );
    editions = Object.fromEntries(rows.map(({ id, language }) => [language, id]));
    const counts: [string, string, number, number][] = [
      ['a', '2026-03-28T21:59Z', 1, 1],
      ['a', '2026-03-28T22:00Z', 2, 1],
      ['a', '2026-03-28T23:30Z', 4, 2],
      ['b', '2026-03-29T00:15Z', 8, 3],
      ['b', '2026-03-29T21:59Z', 16, 5],
      ['a', '2026-03-29T22:00Z', 32, 7],
      ['c', '2026-03-29T12:34Z', 64, 11],
      ['german', '2026-03-29T12:34Z', 1_000, 1_000],
    ];
    await addCounts(
      newspaper.manager,
      counts.map(([name, at, views, readers]) => ({
        articleId: ids[name as 'a'],
        at: time(at),
        views,
        readers,
      })),
    );
  });

  afterAll(async () => {
    await reader.close();
    await gateway.close();
  });

  async function points(
    scope: AudienceKey['scope'],
    [from, to]: [string, string],
    bucket: TimeBucket,
    timeZone = 'Europe/Berlin',
  ): Promise<string[]> {
    const key = { scope, from: time(from), to: time(to), bucket, timeZone };
    const [rows] = await audiencePoints(reader, [key]);
    return (rows ?? []).map(
      ({ at, views, readers }) => `${at.toISOString().slice(0, 16)} ${views} ${readers}`,
    );
  }

  const english = () => ({ kind: 'edition' as const, id: editions.en ?? '' });

  it("are points by day of the edition's time zone, also where the clocks change", async () => {
    // Berlin went from +01:00 to +02:00 on the 29th: its day has 23 hours, from 23:00 to 22:00 of UTC.
    expect(
      await points(english(), ['2026-03-27T23:00Z', '2026-03-30T22:00Z'], TimeBucket.DAY),
    ).toEqual(['2026-03-27T23:00 3 2', '2026-03-28T23:00 92 21', '2026-03-29T22:00 32 7']);
  });

  it('are points by hour, minute, week and month, with zeros between them', async () => {
    expect(
      await points(english(), ['2026-03-28T21:00Z', '2026-03-29T01:00Z'], TimeBucket.HOUR),
    ).toEqual([
      '2026-03-28T21:00 1 1',
      '2026-03-28T22:00 2 1',
      '2026-03-28T23:00 4 2',
      '2026-03-29T00:00 8 3',
    ]);
    expect(
      await points(english(), ['2026-03-28T21:58Z', '2026-03-28T22:01Z'], TimeBucket.MINUTE),
    ).toEqual(['2026-03-28T21:58 0 0', '2026-03-28T21:59 1 1', '2026-03-28T22:00 2 1']);
    expect(
      await points(english(), ['2026-03-22T23:00Z', '2026-04-05T22:00Z'], TimeBucket.WEEK),
    ).toEqual(['2026-03-22T23:00 95 23', '2026-03-29T22:00 32 7']);
    expect(
      await points(english(), ['2026-02-28T23:00Z', '2026-04-30T22:00Z'], TimeBucket.MONTH, 'UTC'),
    ).toEqual(['2026-02-01T00:00 0 0', '2026-03-01T00:00 127 30', '2026-04-01T00:00 0 0']);
  });

  it('are exact to the minute at both ends', async () => {
    expect(
      await points(english(), ['2026-03-28T22:00Z', '2026-03-29T21:59Z'], TimeBucket.MONTH, 'UTC'),
    ).toEqual(['2026-03-01T00:00 78 17']);
    expect(
      await points(english(), ['2026-03-28T21:59Z', '2026-03-28T22:00Z'], TimeBucket.MONTH, 'UTC'),
    ).toEqual(['2026-03-01T00:00 1 1']);
  });

  it('are by the hours of a zone whose hours begin at half past', async () => {
    expect(
      await points(
        english(),
        ['2026-03-28T22:30Z', '2026-03-29T00:30Z'],
        TimeBucket.HOUR,
        'Asia/Kolkata',
      ),
    ).toEqual(['2026-03-28T22:30 0 0', '2026-03-28T23:30 12 5']);
  });

  it("are of sections, a person's articles, and single articles by one statement", async () => {
    const month: [string, string] = ['2026-03-01T00:00Z', '2026-04-01T00:00Z'];
    const only = async (scope: AudienceKey['scope']) =>
      (await points(scope, month, TimeBucket.MONTH, 'UTC'))[0];
    expect(await only({ kind: 'sections', ids: Object.values(sections) })).toMatch(/ 63 19$/);
    expect(await only({ kind: 'sections', ids: [sections.north] })).toMatch(/ 24 8$/);
    expect(await only({ kind: 'person', id: ada })).toMatch(/ 63 19$/);
    expect(await only({ kind: 'article', id: ids.c })).toMatch(/ 64 11$/);
    const span = { from: time(month[0]), to: time(month[1]) };
    const keys = [ids.b, ids.c, ids.b].map((id) => ({
      ...span,
      scope: { kind: 'article' as const, id },
      bucket: TimeBucket.MONTH,
      timeZone: 'UTC',
    }));
    const rows = await audiencePoints(reader, keys);
    expect(rows.map((list) => list.map(({ views }) => views))).toEqual([[24], [64], [24]]);
  });

  it('still count whole hours and days where the minutes and the hours are gone', async () => {
    const { manager } = gateway.newspaper;
    const far = time('2020-05-05T05:55Z');
    await addCounts(manager, [{ articleId: ids.a, at: far, views: 5, readers: 4 }]);
    await manager.query('DELETE FROM view_minute WHERE minute < $1', [time('2021-01-01T00:00Z')]);
    const span: [string, string] = ['2020-05-05T05:30Z', '2020-05-05T06:00Z'];
    expect(await points(english(), span, TimeBucket.DAY, 'UTC')).toEqual(['2020-05-05T00:00 5 4']);
    await manager.query('DELETE FROM view_hour WHERE hour < $1', [time('2021-01-01T00:00Z')]);
    const day: [string, string] = ['2020-05-05T00:00Z', '2020-05-06T00:00Z'];
    expect(await points(english(), day, TimeBucket.DAY, 'UTC')).toEqual(['2020-05-05T00:00 5 4']);
  });

  it('rank articles, with the change against the stretch before', async () => {
    const top = async (from: string, to: string, sectionIds: string[] | null = null, size = 10) =>
      (
        await topArticles(reader, {
          editionId: editions.en ?? '',
          sectionIds,
          from: time(from),
          to: time(to),
          size,
        })
      ).map(({ article, views, readers, change }) => [article.slug, views, readers, change]);
    expect(await top('2026-03-29T00:00Z', '2026-03-30T00:00Z')).toEqual([
      ['c', 64, 11, null],
      ['a', 32, 7, (32 - 7) / 7],
      ['b', 24, 8, null],
    ]);
    expect(await top('2026-03-29T00:00Z', '2026-03-30T00:00Z', null, 1)).toHaveLength(1);
    expect(await top('2026-03-29T12:00Z', '2026-03-30T00:00Z', Object.values(sections))).toEqual([
      ['a', 32, 7, null],
      ['b', 16, 5, 1],
    ]);
  });

  it('say what was published, by day and by section, author and format', async () => {
    const rows = async (by: OutputBreakdown | null) =>
      (
        await output(reader, {
          editionId: editions.en ?? '',
          timeZone: 'Europe/Berlin',
          from: time('2026-03-27T23:00Z'),
          to: time('2026-03-31T22:00Z'),
          bucket: TimeBucket.DAY,
          by,
        })
      ).map(({ at, group, articles, words }) => [
        at.toISOString().slice(0, 13),
        group,
        articles,
        words,
      ]);
    expect(await rows(null)).toEqual([
      ['2026-03-27T23', null, 1, 4],
      ['2026-03-28T23', null, 1, 4],
      ['2026-03-29T22', null, 0, 0],
      ['2026-03-30T22', null, 1, 1],
    ]);
    expect(await rows(OutputBreakdown.SECTION)).toEqual([
      ['2026-03-27T23', 'town', 1, 4],
      ['2026-03-28T23', 'north', 1, 4],
      ['2026-03-30T22', 'sport', 1, 1],
    ]);
    expect(await rows(OutputBreakdown.PERSON)).toEqual([
      ['2026-03-27T23', 'ada', 1, 4],
      ['2026-03-28T23', 'ada', 1, 4],
      ['2026-03-28T23', 'bob', 1, 4],
    ]);
    expect(await rows(OutputBreakdown.FORMAT)).toEqual([
      ['2026-03-27T23', 'NEWS', 1, 4],
      ['2026-03-28T23', 'NEWS', 1, 4],
      ['2026-03-30T22', 'VIDEO', 1, 1],
    ]);
  });

  it('say how many different readers there are now', async () => {
    await keepPartitions(gateway.newspaper.manager, {
      detailDays: 2,
      minuteDays: 4_000,
      hourDays: 4_000,
    });
    const live = (sectionIds: string[] | null, language = 'en') =>
      liveReaders(reader, { editionId: editions[language] ?? '', sectionIds });
    expect(await live(null)).toBe(0);
    const view = (uid: string, visitor: string, minutes = 0) => ({
      articleId: `art_${uid}`,
      visitor,
      at: new Date(Date.now() - minutes * 60_000).toISOString(),
    });
    await beacon(
      gateway.url,
      [
        view(ids.a, 'ada'),
        view(ids.b, 'ada'),
        view(ids.b, 'bob', 4),
        view(ids.c, 'eve'),
        view(ids.c, 'mary', 6),
      ],
      { 'user-agent': 'okhttp/4.12.0' },
    );
    await gateway.newspaper.flushViews();
    expect(await live(null)).toBe(3);
    expect(await live(Object.values(sections))).toBe(2);
    expect(await live(null, 'de')).toBe(0);
  });

  it('are refused for a stretch that has no length, or too many points', () => {
    const from = time('2026-01-01T00:00Z');
    expect(() => {
      checkStretch(from, from);
    }).toThrow('later');
    expect(() => {
      checkStretch(from, time('2027-01-01T00:00Z'), TimeBucket.MINUTE);
    }).toThrow('5000 points');
    expect(() => {
      checkStretch(from, time('2027-01-01T00:00Z'), TimeBucket.DAY);
    }).not.toThrow();
  });
});
