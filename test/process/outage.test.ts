import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOCAL_TOKEN_SECRET, signLocalToken } from '../../src/identity/local.token';
import { Role } from '../../src/identity/viewer';
import { ensureDatabase } from '../../src/sql/embedded/embedded-postgres';
import { ask as askDatabase, EmbeddedBench, isRunning, killHard } from '../support/embedded-bench';
import { expectSoon, until } from '../support/patience';
import { ask, build, start, stopAll } from './support';

const DATABASE = 'outage';
const CREATE = 'mutation ($input: ArticleInput!) { createArticle(input: $input) { id } }';

beforeAll(build, 120_000);

describe('a gateway whose PostgreSQL is killed', () => {
  const bench = new EmbeddedBench();

  afterAll(async () => {
    await stopAll();
    await bench.clear();
  });

  function postmasterOf(dataDir: string): number {
    const cluster = readdirSync(dataDir).find((name) => /^pgdata-\d+$/.test(name)) ?? '';
    const file = join(dataDir, cluster, 'postmaster.pid');
    return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0;
  }

  it('refuses writes as not to be had now, and takes them again once it is back', async () => {
    const dataDir = bench.folder();
    const server = await bench.boot(dataDir);
    await ensureDatabase(server.connection, DATABASE);
    const url = server.url(DATABASE);
    const gateway = start('main.js', [], { DATABASE_URL: url, PORT: '0', DEMO_CONTENT: 'true' });
    const address = await gateway.address();
    const [row] = await askDatabase<{ value: string }>(
      url,
      `SELECT value FROM secret WHERE name = '${LOCAL_TOKEN_SECRET}'`,
    );
    const [section] = await askDatabase<{ slug: string }>(url, 'SELECT slug FROM section LIMIT 1');
    const token = await signLocalToken(row?.value ?? '', { subject: 'ed', role: Role.EDITOR });
    const write = async (headline: string) => {
      const response = await fetch(`${address}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({
          query: CREATE,
          variables: { input: { headline, section: section?.slug } },
        }),
      });
      return {
        status: response.status,
        retryAfter: response.headers.get('retry-after'),
        body: (await response.json()) as { data?: unknown; errors?: { message: string }[] },
      };
    };
    expect(await write('Before')).toMatchObject({
      body: { data: { createArticle: {} } },
    });
    await killHard(server.pid);
    await until(async () => {
      const { status, retryAfter, body } = await write('Meanwhile');
      expect({ status, retryAfter }).toEqual({ status: 503, retryAfter: '5' });
      expect(body.errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE' } }]);
      expect(body.errors?.[0]?.message).toContain('may have taken effect');
      return true;
    });
    await bench.boot(dataDir);
    await until(async () => (await write('Afterwards')).status === 200);
    expect((await gateway.stop()).status).toBe(0);
  }, 120_000);

  it('starts it again where it is its own, and stops it when it stops', async () => {
    const dataDir = bench.folder();
    const gateway = start('main.js', [], { DATA_DIR: dataDir, PORT: '0', DATABASE_URL: '' });
    const address = await gateway.address();
    const before = postmasterOf(dataDir);
    await killHard(before);
    // Not kept by anyone: it has to come from the database.
    const fresh = () => ask(address, '{ articles(first: 1) { totalCount } }').catch(() => null);
    await until(() => ![0, before].includes(postmasterOf(dataDir)));
    await expectSoon(fresh, { articles: { totalCount: 0 } });
    const after = postmasterOf(dataDir);
    expect((await gateway.stop()).status).toBe(0);
    expect(isRunning(after)).toBe(false);
  });
});
