import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Role } from '../../src/identity/viewer';
import { newUid } from '../../src/sql/uuid';
import { clear } from '../import/support';
import { build, start, stopAll } from '../process/support';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { until } from '../support/patience';

const RSS = `<rss version="2.0"><channel><title>The Ferry Post</title>
  <item><guid>1</guid><title>One</title></item><item><guid>2</guid><title>Two</title></item></channel></rss>`;

const LINES = '{"id":1,"title":"Three","lang":"en"}\n{"id":2,"title":"Four"\n';

interface System {
  version: string;
  database: { ok: boolean; latencyMs: number; detail: string };
  cache: { ok: boolean; latencyMs: number; detail: string | null };
  queues: { name: string; waiting: number; since: string | null; failed: number }[];
  jobs: { name: string; lastRunAt: string | null; tookMs: number | null; ok: boolean }[];
  imports: {
    name: string;
    ok: boolean;
    created: number;
    error: string | null;
    lastRunAt: string | null;
  }[];
}

describe("the newsroom's view of the system", () => {
  let gateway: TestGateway;
  let token: string;
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-system-'));

  async function system(): Promise<System> {
    const { newsroom } = await gateway.data<{ newsroom: { system: System } }>(
      `{ newsroom { system {
        version database { ok latencyMs detail } cache { ok latencyMs detail }
        queues { name waiting since failed } jobs { name lastRunAt tookMs ok }
        imports { name lastRunAt ok created updated failed error } } } }`,
      {},
      { token },
    );
    return newsroom.system;
  }

  const cdn = async () => {
    const { newsroom } = await gateway.data<{ newsroom: { system: { cdn: unknown } } }>(
      '{ newsroom { system { cdn { ok latencyMs detail } } } }',
      {},
      { token },
    );
    return newsroom.system.cdn;
  };

  beforeAll(async () => {
    build();
    gateway = await startTestGateway();
    token = await gateway.token(Role.EDITOR);
  }, 120_000);

  afterAll(async () => {
    await stopAll();
    await gateway.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('says the version, and how long the database takes', async () => {
    const { version, database, cache } = await system();
    expect(version).toMatch(/^\d+\.\d+\.\d+/);
    expect(database.ok).toBe(true);
    expect(database.detail).toMatch(/^PostgreSQL \d+/);
    expect(database.latencyMs).toBeGreaterThan(0);
    expect(cache).toMatchObject({ ok: true, detail: null });
  });

  it('says that the database tells of changes again, once the connection was opened anew', async () => {
    const { manager } = gateway.newspaper;
    await manager.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'broadsheet listener'`,
    );
    // It may be asked before the gateway has noticed: then it is well, and not well a moment later.
    await setTimeout(200);
    await until(async () => (await system()).cache.ok);
    expect((await system()).cache.detail).toBeNull();
  });

  it('says how the jobs went, and which fails', async () => {
    const job = async (name: string) => (await system()).jobs.find((one) => one.name === name);
    await until(async () => (await job('publish-due'))?.lastRunAt != null);
    expect(await job('publish-due')).toMatchObject({ ok: true });
    const { manager } = gateway.newspaper;
    await manager.query('ALTER TABLE archive_change RENAME TO archive_change_away');
    await until(async () => (await job('fold-archive'))?.ok === false);
    await manager.query('ALTER TABLE archive_change_away RENAME TO archive_change');
    await until(async () => (await job('fold-archive'))?.ok === true);
  });

  it('counts what waits and what was given up', async () => {
    const queue = async (name: string) => (await system()).queues.find((one) => one.name === name);
    expect(await queue('webhooks')).toEqual({
      name: 'webhooks',
      waiting: 0,
      since: null,
      failed: 0,
    });
    await gateway.newspaper.manager.query(
      `INSERT INTO webhook_delivery (id, event_id, url, kind, body, status, created_at)
       VALUES ($1, 1, 'https://a.example', 'k', '{}', 'PENDING', '2026-01-01T00:00:00Z'),
         ($2, 2, 'https://a.example', 'k', '{}', 'DEAD', '2026-01-01T00:00:00Z')`,
      [newUid(), newUid()],
    );
    expect(await queue('webhooks')).toMatchObject({
      ...{ waiting: 1, failed: 1, since: '2026-01-01T00:00:00.000Z' },
    });
    for (const name of ['publishing', 'related', 'search', 'purges']) {
      expect(await queue(name)).toMatchObject({ failed: 0 });
    }
  });

  it('says whether a CDN takes purges, and how many wait', async () => {
    expect(await cdn()).toBeNull();
    const { manager } = gateway.newspaper;
    await manager.query(
      `INSERT INTO cdn_purge_state (failures, answer, took_ms) VALUES (3, 'HTTP 401', 12.5)`,
    );
    await manager.query(
      `INSERT INTO cdn_purge (key, is_repeat, created_at)
       VALUES ('a1', false, '2026-01-02T00:00:00Z'), ('a2', true, '2026-01-01T00:00:00Z')`,
    );
    expect(await cdn()).toEqual({ ok: false, latencyMs: 12.5, detail: 'HTTP 401' });
    expect((await system()).queues).toContainEqual({
      ...{ name: 'purges', waiting: 1, since: '2026-01-02T00:00:00.000Z', failed: 0 },
    });
    await manager.query('DELETE FROM cdn_purge');
    await manager.query('UPDATE cdn_purge_state SET failures = 0, answer = NULL');
    expect(await cdn()).toEqual({ ok: true, latencyMs: 12.5, detail: null });
  });

  it('counts the views that wait to be counted', async () => {
    const queue = async () => (await system()).queues.find(({ name }) => name === 'views');
    expect(await queue()).toEqual({ name: 'views', waiting: 0, since: null, failed: 0 });
    const { manager } = gateway.newspaper;
    await manager.transaction(async (transaction) => {
      // Whoever folds waits for this, and so finds them later.
      await transaction.query('SELECT FROM view_fold FOR UPDATE');
      await manager.query(
        `INSERT INTO view_event (article_id, visitor, at) SELECT gen_random_uuid(), '\\x00', now()
         FROM generate_series(1, 3)`,
      );
      expect(await queue()).toMatchObject({ waiting: 3, since: expect.any(String) as string });
    });
    await until(async () => (await queue())?.waiting === 0);
  });

  it('says that an import goes on, that it was killed, and that it went well after all', async () => {
    const place = join(folder, 'slow.xml');
    spawnSync('mkfifo', [place]);
    const environment = { DATABASE_URL: gateway.databaseUrl };
    const last = async () => (await system()).imports.find(({ name }) => name === 'slow.xml');
    const running = start('cli/main.js', ['import', place], environment);
    await until(async () => (await last()) !== undefined);
    expect(await last()).toMatchObject({ ok: true, lastRunAt: null, error: null });
    await running.stop('SIGKILL');
    await until(async () => (await last())?.ok === false);
    expect(await last()).toMatchObject({
      lastRunAt: expect.any(String) as string,
      error: expect.stringContaining('interrupted') as string,
    });
    rmSync(place);
    writeFileSync(place, RSS);
    await start('cli/main.js', ['import', place], environment).ended;
    const { imports } = await system();
    expect(imports[0]).toMatchObject({ name: 'The Ferry Post', ok: true, created: 2 });
    await gateway.newspaper.manager.query('DELETE FROM import_run');
    await clear(gateway);
  });

  it('says what came of the last import from each place, and of a dry run nothing', async () => {
    const [feed, lines] = [join(folder, 'feed.xml'), join(folder, 'lines.jsonl')];
    writeFileSync(feed, RSS);
    writeFileSync(lines, LINES);
    const run = async (...args: string[]) => {
      const { ended } = start('cli/main.js', ['import', ...args], {
        DATABASE_URL: gateway.databaseUrl,
      });
      await ended;
    };
    await run(feed, '--dry-run');
    expect((await system()).imports).toEqual([]);
    await run(feed, lines, join(folder, 'no-such.xml'));
    const { imports } = await system();
    expect(imports).toHaveLength(3);
    const byName = Object.fromEntries(imports.map((one) => [one.name, one]));
    expect(byName['The Ferry Post']).toMatchObject({ ok: true, created: 2, error: null });
    expect(byName['lines.jsonl']).toMatchObject({ ok: false, created: 1, failed: 1 });
    expect(byName['no-such.xml']).toMatchObject({ ok: false, error: 'There is no such file.' });
    rmSync(feed);
    await run(feed);
    const [last] = (await system()).imports;
    expect(last).toMatchObject({ name: 'The Ferry Post', ok: false, created: 0 });
  });
});
