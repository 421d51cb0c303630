import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { Role } from '../../src/identity/viewer';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { expectSoon, until } from '../support/patience';
import { readTestServer } from '../support/test-server';

const NAME = 'broadsheet changes';

describe('a gateway that keeps rows and loses the connection that tells of changes', () => {
  let gateway: TestGateway;
  let other: Client;
  let admin: Client;

  beforeAll(async () => {
    gateway = await startTestGateway({ ROW_CACHE_MB: '4' });
    other = new Client({ connectionString: gateway.databaseUrl });
    await other.connect();
    admin = new Client({ connectionString: readTestServer().adminUrl });
    await admin.connect();
  });

  afterAll(async () => {
    await admin.end();
    await other.end();
    await gateway.close();
  });

  /** Asks without catching up first. */
  async function ask(query: string): Promise<{ data: unknown; statements: number }> {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    const { data } = (await response.json()) as { data: unknown };
    const timing = response.headers.get('server-timing') ?? '';
    return { data, statements: Number(/sql;desc="(\d+)/.exec(timing)?.[1]) };
  }

  async function untilKept(query: string): Promise<void> {
    await until(async () => (await ask(query)).statements === 0);
  }

  const count = async () => {
    const { rows } = await other.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1`,
      [NAME],
    );
    return rows.map(({ pid }) => pid);
  };

  /** Ends it, and has no new one come until it is told to. */
  async function cut(): Promise<() => Promise<void>> {
    const [database] = (await other.query<{ name: string }>('SELECT current_database() AS name'))
      .rows;
    const name = other.escapeIdentifier(database?.name ?? '');
    await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    for (const pid of await count()) await other.query('SELECT pg_terminate_backend($1)', [pid]);
    while ((await count()).length > 0) await setTimeout(5);
    return async () => {
      await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
    };
  }

  it('gives nothing out that it keeps until it has one again and has caught up', async () => {
    const { id, uid } = await gateway.newspaper.article({ headline: 'Old' });
    const kept = await gateway.newspaper.article({ headline: 'Kept' });
    const read = `{ article(id: "${id}") { headline } }`;
    const readKept = `{ article(id: "${kept.id}") { headline } }`;
    await untilKept(read);
    await untilKept(readKept);

    const restore = await cut();
    await other.query("UPDATE article SET headline = 'New' WHERE id = $1", [uid]);
    // The end of a connection is known when it arrives, which is a moment later than it was made.
    await setTimeout(50);
    for (let turn = 0; turn < 3; turn += 1) {
      expect(await ask(read)).toEqual({ data: { article: { headline: 'New' } }, statements: 1 });
      expect((await ask(readKept)).statements).toBe(1);
    }
    await restore();

    await untilKept(read);
    await untilKept(readKept);
    expect((await ask(read)).data).toEqual({ article: { headline: 'New' } });
    await other.query("UPDATE article SET headline = 'Newest' WHERE id = $1", [uid]);
    await expectSoon(async () => (await ask(read)).data, { article: { headline: 'Newest' } });
  });

  it('answers mutations all the same, and what they did is seen', async () => {
    const { id, uid } = await gateway.newspaper.article({ headline: 'Old' });
    const read = `{ article(id: "${id}") { corrections { text } } }`;
    await untilKept(read);
    const token = await gateway.token(Role.EDITOR);
    const restore = await cut();
    await other.query('UPDATE article SET version = version + 1 WHERE id = $1', [uid]);
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({
        query: `mutation { addCorrection(articleId: "${id}", text: "It was Tuesday.") { text } }`,
      }),
    });
    expect(await response.json()).toEqual({ data: { addCorrection: { text: 'It was Tuesday.' } } });
    expect((await ask(read)).data).toEqual({
      article: { corrections: [{ text: 'It was Tuesday.' }] },
    });
    await restore();
    await untilKept(read);
  });

  it('sees what the clock makes public, at its time', async () => {
    // The job that writes its event is at work elsewhere, and never done.
    await other.query("SELECT pg_advisory_lock(7203147, hashtext('publish-due'))");
    const at = new Date(Date.now() + 600);
    const { id } = await gateway.newspaper.article({ publishedAt: at });
    const read = `{ article(id: "${id}") { id } }`;
    await ask(read);
    await setTimeout(at.getTime() - Date.now());
    await expectSoon(async () => (await ask(read)).data, { article: { id } });
    const { rows } = await other.query('SELECT FROM article_due');
    expect(rows).toHaveLength(1);
  });
});
