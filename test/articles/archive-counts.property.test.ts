import * as fc from 'fast-check';
import { foldArchive } from '../../src/articles/archive.commands';
import { startTestGateway, type TestGateway } from '../support/gateway';

const EDITIONS = ['en', 'de'];

/** Nothing, long over, over by seconds, or still to come, in milliseconds from now. */
const times = fc.constantFrom(-90_000_000, -61_000, -1_000, 1_500, 3_600_000, 90_000_000);

interface Row {
  slot: number;
  edition: string;
  status: string;
  published: number;
  embargo: number | null;
}

const rows = fc.record<Row>({
  slot: fc.nat(5),
  edition: fc.constantFrom(...EDITIONS),
  status: fc.constantFrom(
    'DRAFT',
    'SCHEDULED',
    'PUBLISHED',
    'PUBLISHED',
    'PUBLISHED',
    'UNPUBLISHED',
  ),
  published: times,
  embargo: fc.option(times),
});

type Step =
  | { save: Row[] }
  | { remove: number }
  | { zone: string; edition: string }
  | { fold: true }
  | { pass: number };

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ save: fc.uniqueArray(rows, { selector: (row) => row.slot }) }),
  },
  { weight: 2, arbitrary: fc.record({ remove: fc.nat(5) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      // Days have the same length there all year.
      zone: fc.constantFrom('UTC', 'Asia/Tokyo', 'America/Phoenix'),
      edition: fc.constantFrom(...EDITIONS),
    }),
  },
  { weight: 2, arbitrary: fc.record({ fold: fc.constant(true as const) }) },
  // How many days go by.
  { weight: 3, arbitrary: fc.record({ pass: fc.constantFrom(1, 2) }) },
);

const KEPT = `
  SELECT edition_id, day::text, sum(count)::int AS count FROM (
    SELECT edition_id, period AS day, count FROM archive_count WHERE unit = 'DAY'
    UNION ALL SELECT edition_id, day, count FROM archive_change WHERE due_at <= now()
  ) c GROUP BY 1, 2 HAVING sum(count) <> 0 ORDER BY 1, 2`;

const COUNTED = `
  SELECT edition_id, (published_at AT TIME ZONE e.time_zone)::date::text AS day, count(*)::int AS count
  FROM public_article a JOIN edition e ON e.id = a.edition_id GROUP BY 1, 2 ORDER BY 1, 2`;

const MONTHS = `
  SELECT edition_id, period::text, count FROM archive_count WHERE unit = 'MONTH' AND count <> 0 ORDER BY 1, 2`;

const MONTHS_OF_DAYS = `
  SELECT edition_id, date_trunc('month', period::timestamp)::date::text AS period, sum(count)::int AS count
  FROM archive_count WHERE unit = 'DAY' GROUP BY 1, 2 HAVING sum(count) <> 0 ORDER BY 1, 2`;

describe('the counts of the archive', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway();
    await gateway.newspaper.edition('de', 'Asia/Kolkata');
  });

  afterAll(() => gateway.close());

  const query = (sql: string, values: unknown[] = []) =>
    gateway.newspaper.manager.query<object[]>(sql, values);

  /** Lets days pass: all that has a time or a day has it that much longer ago. */
  async function pass(days: number): Promise<void> {
    await gateway.newspaper.manager.transaction(async (manager) => {
      const query = (sql: string, values: unknown[] = []) => manager.query<object[]>(sql, values);
      // The gateway's own jobs wait meanwhile.
      await query('LOCK TABLE article, archive_change, archive_count IN ACCESS EXCLUSIVE MODE');
      await query('ALTER TABLE article DISABLE TRIGGER USER');
      await query(
        `UPDATE article SET published_at = published_at - $1 * interval '1 day',
         embargo_until = embargo_until - $1 * interval '1 day'`,
        [days],
      );
      await query('ALTER TABLE article ENABLE TRIGGER USER');
      await query(
        `UPDATE archive_change SET due_at = due_at - $1 * interval '1 day', day = day - $1::int`,
        [days],
      );
      const kept = await query(
        `SELECT edition_id, period::text, count, changed_at FROM archive_count WHERE unit = 'DAY'`,
      );
      await query('DELETE FROM archive_count');
      await query(
        `WITH moved AS (
         SELECT r.edition_id, r.period::date - $1::int AS day, r.count, r.changed_at
         FROM jsonb_to_recordset($2) AS r(edition_id uuid, period text, count int, changed_at timestamptz))
       INSERT INTO archive_count (edition_id, unit, period, count, changed_at)
       SELECT edition_id, 'DAY'::archive_unit, day, count, changed_at FROM moved
       UNION ALL
       SELECT edition_id, 'MONTH'::archive_unit, date_trunc('month', day::timestamp)::date, sum(count), max(changed_at)
       FROM moved GROUP BY 1, 2, 3`,
        [days, JSON.stringify(kept)],
      );
    });
  }

  async function save(described: Row[]): Promise<void> {
    await gateway.newspaper.articles(
      described.map(({ slot, edition, status, published, embargo }) => {
        const now = Date.now();
        return {
          uid: `00000000-0000-7000-8000-00000000000${slot}`,
          slug: `slot-${slot}`,
          edition,
          status: status as 'DRAFT',
          publishedAt: new Date(now + published),
          embargoUntil: embargo === null ? null : new Date(now + embargo),
        };
      }),
    );
  }

  async function take(step: Step): Promise<void> {
    if ('save' in step) await save(step.save);
    else if ('remove' in step)
      await query(`DELETE FROM article WHERE slug = $1`, [`slot-${step.remove}`]);
    else if ('zone' in step) {
      await query('UPDATE edition SET time_zone = $1 WHERE language = $2', [
        step.zone,
        step.edition,
      ]);
    } else if ('fold' in step) await foldArchive(gateway.newspaper.manager);
    else await pass(step.pass);
  }

  /** What is kept and what is counted, both read by one clock. */
  function read(): Promise<{ kept: object[][]; counted: object[][] }> {
    return gateway.newspaper.manager.transaction('REPEATABLE READ', async (manager) => ({
      kept: [await manager.query(KEPT), await manager.query(MONTHS)],
      counted: [await manager.query(COUNTED), await manager.query(MONTHS_OF_DAYS)],
    }));
  }

  it('are those of the public articles after any writes, at any time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 14 }), async (taken) => {
        await gateway.newspaper.clear();
        for (const step of taken) {
          await take(step);
          const { kept, counted } = await read();
          expect(kept).toEqual(counted);
        }
      }),
      { numRuns: 40 },
    );
  }, 120_000);
});
