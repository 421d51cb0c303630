import * as fc from 'fast-check';
import { startTestGateway, type TestGateway } from '../support/gateway';

interface Shown {
  archive: {
    total: number;
    years: { year: number; count: number; path: string }[];
    months: { month: number; count: number; path: string }[];
    days: { day: number; count: number; path: string }[];
    articles: { totalCount: number; nodes: { slug: string }[] };
  };
}

const ARCHIVE = `query Q($edition: LanguageTag, $year: Int, $month: Int, $day: Int) {
  archive(edition: $edition, year: $year, month: $month, day: $day) {
    total years { year count path } months { month count path } days { day count path }
    articles { totalCount nodes { slug } }
  } }`;

// One place for each way in which a day can begin: with and against UTC, where clocks change at midnight, before it
// and after it, where they change by half an hour, and where a whole day was left out.
const ZONES = {
  de: 'Europe/Berlin',
  pt: 'America/Sao_Paulo',
  es: 'America/Santiago',
  ar: 'Africa/Cairo',
  fa: 'Asia/Amman',
  ht: 'America/Havana',
  ne: 'Asia/Kathmandu',
  sm: 'Pacific/Apia',
  au: 'Australia/Lord_Howe',
};

describe('the archive', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway();
    for (const [language, zone] of Object.entries(ZONES)) {
      await gateway.newspaper.edition(language, zone);
    }
  });

  beforeEach(() => gateway.newspaper.clear());

  afterAll(() => gateway.close());

  async function publish(edition: string, ...times: string[]): Promise<void> {
    await gateway.newspaper.articles(
      times.map((time) => ({ edition, slug: `at-${time}`, publishedAt: new Date(time) })),
    );
  }

  async function archive(variables: Record<string, unknown>): Promise<Shown['archive']> {
    return (await gateway.data<Shown>(ARCHIVE, variables)).archive;
  }

  const slugsOf = ({ articles }: Shown['archive']) =>
    articles.nodes.map(({ slug }) => slug.slice(3));

  it('counts years, months and days, the last one first, with the paths of their pages', async () => {
    await publish('en', '2024-02-29T10:00:00Z', '2024-02-29T11:00:00Z', '2024-02-01T00:00:00Z');
    await publish('en', '2024-11-05T10:00:00Z', '2023-12-31T23:59:59.999Z');
    expect(await archive({ year: 2024, month: 2 })).toEqual({
      total: 3,
      years: [
        { year: 2024, count: 4, path: '/archive/2024' },
        { year: 2023, count: 1, path: '/archive/2023' },
      ],
      months: [
        { month: 11, count: 1, path: '/archive/2024/11' },
        { month: 2, count: 3, path: '/archive/2024/02' },
      ],
      days: [
        { day: 29, count: 2, path: '/archive/2024/02/29' },
        { day: 1, count: 1, path: '/archive/2024/02/01' },
      ],
      articles: {
        totalCount: 3,
        nodes: [
          { slug: 'at-2024-02-29T11:00:00Z' },
          { slug: 'at-2024-02-29T10:00:00Z' },
          { slug: 'at-2024-02-01T00:00:00Z' },
        ],
      },
    });
  });

  it('has no months without a year and no days without a month', async () => {
    await publish('en', '2024-02-29T10:00:00Z');
    expect(await archive({})).toMatchObject({ total: 1, months: [], days: [] });
    expect(await archive({ year: 2024 })).toMatchObject({ total: 1, days: [] });
    expect(await archive({ year: 2022 })).toMatchObject({ total: 0, months: [] });
  });

  it.each([
    ['de', '2025-12-31T23:30:00Z', { year: 2026, month: 1, day: 1 }],
    ['pt', '2025-12-31T23:30:00Z', { year: 2025, month: 12, day: 31 }],
    ['pt', '2026-01-01T02:59:59Z', { year: 2025, month: 12, day: 31 }],
    ['en', '2025-12-31T23:30:00Z', { year: 2025, month: 12, day: 31 }],
    // The days on which Berlin's clocks change.
    ['de', '2026-03-28T23:00:00Z', { year: 2026, month: 3, day: 29 }],
    ['de', '2026-03-29T21:59:59Z', { year: 2026, month: 3, day: 29 }],
    ['de', '2026-03-29T22:00:00Z', { year: 2026, month: 3, day: 30 }],
    ['de', '2026-10-24T22:00:00Z', { year: 2026, month: 10, day: 25 }],
    ['de', '2026-10-25T22:59:59Z', { year: 2026, month: 10, day: 25 }],
    // Days that begin at one o'clock, and one that is followed by an hour more of itself.
    ['pt', '2018-11-04T02:30:00Z', { year: 2018, month: 11, day: 3 }],
    ['pt', '2018-11-04T03:00:00Z', { year: 2018, month: 11, day: 4 }],
    ['pt', '2018-02-18T02:30:00Z', { year: 2018, month: 2, day: 17 }],
    ['es', '2026-09-06T03:30:00Z', { year: 2026, month: 9, day: 5 }],
    ['ar', '2026-04-23T22:00:00Z', { year: 2026, month: 4, day: 24 }],
    ['fa', '2021-10-28T21:30:00Z', { year: 2021, month: 10, day: 29 }],
    // The day after the one that Samoa left out.
    ['sm', '2011-12-30T10:00:00Z', { year: 2011, month: 12, day: 31 }],
  ])('of %s has what was published at %s under its own day, %j', async (edition, time, date) => {
    await publish(edition, time);
    const { total, articles, years, months, days } = await archive({ edition, ...date });
    const { year, month, day } = date;
    expect({ total, listed: articles.totalCount }).toEqual({ total: 1, listed: 1 });
    expect([years[0]?.year, months[0]?.month, days[0]?.day]).toEqual([year, month, day]);
    const dayBefore = new Date(Date.UTC(year, month - 1, day - 1));
    const before = await archive({
      edition,
      year: dayBefore.getUTCFullYear(),
      month: dayBefore.getUTCMonth() + 1,
      day: dayBefore.getUTCDate(),
    });
    expect({ total: before.total, listed: before.articles.totalCount }).toEqual({
      total: 0,
      listed: 0,
    });
  });

  it('lists exactly what it counts, in every zone and on every day', async () => {
    const instants = fc
      .integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2025, 0, 1) })
      .map((time) => new Date(time - (time % 1_800_000)).toISOString());
    const edition = fc.constantFrom(...Object.keys(ZONES));
    await fc.assert(
      fc.asyncProperty(
        edition,
        fc.uniqueArray(instants, { minLength: 1, maxLength: 8 }),
        async (language, times) => {
          await gateway.newspaper.clear();
          await publish(language, ...times);
          const { years } = await archive({ edition: language });
          let found = 0;
          for (const { year, count } of years) {
            const inYear = await archive({ edition: language, year });
            expect([inYear.total, inYear.articles.totalCount]).toEqual([count, count]);
            for (const { month, count: inMonth } of inYear.months) {
              const shown = await archive({ edition: language, year, month });
              expect([shown.total, shown.articles.totalCount]).toEqual([inMonth, inMonth]);
              for (const { day, count: onDay } of shown.days) {
                const one = await archive({ edition: language, year, month, day });
                expect([one.total, one.articles.totalCount]).toEqual([onDay, onDay]);
                found += onDay;
              }
            }
          }
          expect(found).toBe(times.length);
        },
      ),
      { numRuns: 15 },
    );
  }, 60_000);

  it.each([1, 50, 999, 1970, 9998])('of the year %i holds nothing of other years', async (year) => {
    await publish('en', '1950-06-01T00:00:00Z', '1901-01-01T00:00:00Z', '1999-06-01T00:00:00Z');
    for (const edition of ['en', 'de', 'pt']) {
      expect(await archive({ edition, year })).toMatchObject({
        total: 0,
        articles: { totalCount: 0 },
      });
    }
  });

  it('has the articles of the first centuries, where an import brings some', async () => {
    await publish('en', '0206-06-01T00:00:00.000Z');
    const shown = await archive({ year: 206 });
    expect(slugsOf(shown)).toEqual(['0206-06-01T00:00:00.000Z']);
    expect(shown).toMatchObject({
      total: 1,
      years: [{ year: 206, count: 1, path: '/archive/0206' }],
    });
  });

  it('has a year for the rights of an article, however old', async () => {
    await publish('en', '0206-06-01T00:00:00.000Z');
    const { latest } = await gateway.data<{ latest: unknown }>(
      '{ latest { rights { startYear } } }',
    );
    expect(latest).toEqual([{ rights: { startYear: 206 } }]);
  });

  it.each([
    [{ year: 0 }, 'year'],
    [{ year: -1 }, 'year'],
    [{ year: 10_000 }, 'year'],
    [{ month: 1 }, 'month'],
    [{ year: 2026, day: 1 }, 'day'],
    [{ year: 2026, month: 0 }, 'month'],
    [{ year: 2026, month: 13 }, 'month'],
    [{ year: 2026, month: 1, day: 0 }, 'day'],
    [{ year: 2026, month: 1, day: 32 }, 'day'],
    [{ year: 2026, month: 4, day: 31 }, 'day'],
    [{ year: 2026, month: 2, day: 29 }, 'day'],
    [{ year: 1900, month: 2, day: 29 }, 'day'],
    [{ edition: 'fr', year: 2026 }, 'edition'],
  ])('has no %j', async (variables, field) => {
    const { errors } = await gateway.request(ARCHIVE, variables);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field });
  });

  it.each([
    { year: 2000, month: 2, day: 29 },
    { year: 2024, month: 2, day: 29 },
    { year: 2026, month: 12, day: 31 },
    { year: null, month: null, day: null },
  ])('has %j', async (variables) => {
    expect((await gateway.request(ARCHIVE, variables)).errors).toBeUndefined();
  });

  it('costs two statements for years, months, days and the articles', async () => {
    await publish('en', '2024-02-29T10:00:00Z');
    const { statements } = await gateway.request(
      '{ archive(year: 2024, month: 2) { total years { count } months { count } days { count } articles { nodes { slug } } } }',
    );
    expect(statements).toBe(2);
  });
});
