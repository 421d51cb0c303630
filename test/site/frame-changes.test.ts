import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { expectSoon, until } from '../support/patience';

describe('a change of the frame by another process', () => {
  let gateway: TestGateway;
  let other: Client;

  beforeAll(async () => {
    gateway = await startTestGateway({}, 'bare', 1);
    other = new Client({ connectionString: gateway.databaseUrl });
    await other.connect();
  });

  afterAll(async () => {
    await other.end();
    await gateway.close();
  });

  // Far below the time after which the frame is read anew without being told.
  const expectShown = (query: string, expected: unknown) =>
    expectSoon(() => gateway.data<unknown>(query), expected, 15_000);

  async function endListener(): Promise<void> {
    const { rowCount } = await other.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'broadsheet listener'`,
    );
    expect(rowCount).toBe(1);
  }

  async function untilListening(): Promise<void> {
    const sql = `SELECT FROM pg_stat_activity WHERE datname = current_database()
      AND application_name = 'broadsheet listener' AND query LIKE 'LISTEN%'`;
    await until(async () => (await other.query(sql)).rowCount !== 0);
  }

  it.each([
    [
      'the site’s name',
      "UPDATE site SET name = 'The Herald'",
      '{ site { name } }',
      { site: { name: 'The Herald' } },
    ],
    [
      'a section',
      "INSERT INTO section (id, edition_id, slug, name) SELECT gen_random_uuid(), id, 'town', 'Town' FROM edition",
      '{ sections { name } }',
      { sections: [{ name: 'Town' }] },
    ],
    [
      'a section’s name',
      "UPDATE section SET name = 'City'",
      '{ section(slug: "town") { name } }',
      { section: { name: 'City' } },
    ],
    [
      'a channel',
      "INSERT INTO channel (id, edition_id, kind, name, url) SELECT gen_random_uuid(), id, 'RSS', 'Feed', '/f' FROM edition",
      '{ site { channels { name } } }',
      { site: { channels: [{ name: 'Feed' }] } },
    ],
    ['the end of a section', 'DELETE FROM section', '{ sections { name } }', { sections: [] }],
    [
      'a static page',
      `INSERT INTO static_page (id, edition_id, slug, title, blocks, html)
       SELECT gen_random_uuid(), id, 'about', 'About', '[]', '' FROM edition`,
      '{ site { pages { title } } }',
      { site: { pages: [{ title: 'About' }] } },
    ],
    [
      'a static page that is withdrawn',
      'UPDATE static_page SET is_published = false',
      '{ site { pages { title } } }',
      { site: { pages: [] } },
    ],
    [
      'an edition',
      `INSERT INTO edition (id, language, name, endonym, time_zone) VALUES (gen_random_uuid(), 'de', 'German', 'Deutsch', 'UTC')`,
      '{ site(edition: "en") { editions { language } } }',
      { site: { editions: [{ language: 'de' }, { language: 'en' }] } },
    ],
  ])('is seen without being asked for: %s', async (_, sql, query, expected) => {
    await other.query(sql);
    await expectShown(query, expected);
  });

  it('is not seen before it is committed, nor when it is taken back', async () => {
    await other.query('BEGIN');
    await other.query("UPDATE site SET name = 'Never'");
    await other.query('ROLLBACK');
    await other.query("UPDATE site SET usage_terms = 'Seen.'");
    await expectShown('{ site { rights { usageTerms } } }', {
      site: { rights: { usageTerms: 'Seen.' } },
    });
    expect(await gateway.data('{ site { name } }')).toEqual({ site: { name: 'The Herald' } });
  });

  it('is not lost where the connection that listens is down as it happens', async () => {
    await endListener();
    await other.query("UPDATE site SET name = 'Meanwhile'");
    await expectShown('{ site { name } }', { site: { name: 'Meanwhile' } });
  });

  it('is seen again once the connection that listens was opened anew', async () => {
    await untilListening();
    await endListener();
    await setTimeout(50);
    await untilListening();
    await setTimeout(200);
    await other.query("UPDATE site SET name = 'Afterwards'");
    await expectShown('{ site { name } }', { site: { name: 'Afterwards' } });
  });

  it('leaves the frame as it was where there would be no site any more', async () => {
    await other.query('DELETE FROM site');
    await setTimeout(200);
    expect(await gateway.data('{ site { name } }')).toEqual({ site: { name: 'Afterwards' } });
  });
});
