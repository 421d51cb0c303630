import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { NOTHING_KEPT, startTestGateway, type TestGateway } from '../support/gateway';

const LATEST = '{ latest { slug authors { slug } } }';
const EXPECTED = { latest: [{ slug: 'story', authors: [{ slug: 'ada' }] }] };

describe('a gateway whose database fails it', () => {
  let gateway: TestGateway;
  let other: Client;

  beforeAll(async () => {
    gateway = await startTestGateway({
      ...NOTHING_KEPT,
      STATEMENT_TIMEOUT_MS: '200',
      READ_CONNECTIONS: '2',
    });
    await gateway.newspaper.article({ slug: 'story', authors: ['ada'] });
    other = new Client({ connectionString: gateway.databaseUrl });
    await other.connect();
  });

  afterAll(async () => {
    await other.end();
    await gateway.close();
  });

  const READERS = `SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'broadsheet reader'`;

  async function endReaders(): Promise<number | null> {
    return (await other.query(`SELECT pg_terminate_backend(pid) FROM (${READERS}) r`)).rowCount;
  }

  it('answers the next request after its connections were ended', async () => {
    expect(await gateway.data(LATEST)).toEqual(EXPECTED);
    expect(await endReaders()).toBeGreaterThan(0);
    await setTimeout(100);
    expect(await gateway.data(LATEST)).toEqual(EXPECTED);
  });

  it('opens no more connections than it may, however often and whenever they are ended', async () => {
    for (let round = 0; round < 20; round += 1) {
      await Promise.all([
        endReaders(),
        ...Array.from({ length: 4 }, () => gateway.request(LATEST)),
        setTimeout(round),
      ]);
      await gateway.request(LATEST);
    }
    expect(await gateway.data(LATEST)).toEqual(EXPECTED);
    expect((await other.query(READERS)).rowCount).toBeLessThanOrEqual(2);
  });

  it('tells a request that is under way to come again, and says nothing of SQL', async () => {
    await other.query('BEGIN');
    await other.query('LOCK TABLE article');
    try {
      const pending = gateway.request(LATEST);
      await setTimeout(50);
      await endReaders();
      const { data, errors } = await pending;
      expect(data).toBeUndefined();
      expect(errors?.[0]?.extensions.code).toBe('UNAVAILABLE');
      expect(JSON.stringify(errors)).not.toMatch(/terminat|connection|SELECT|article_/i);
    } finally {
      await other.query('ROLLBACK');
    }
    expect(await gateway.data(LATEST)).toEqual(EXPECTED);
  });

  it('gives a statement up after its time, masks the error, and answers the next request', async () => {
    await other.query('BEGIN');
    await other.query('LOCK TABLE article');
    try {
      const { data, errors } = await gateway.request(LATEST);
      expect(data).toBeNull();
      expect(errors?.[0]?.extensions.code).toBe('INTERNAL_SERVER_ERROR');
      expect(errors?.[0]?.message).toMatch(/^Something went wrong on our side\./);
      expect(JSON.stringify(errors)).not.toMatch(/timeout|statement|SELECT/i);
    } finally {
      await other.query('ROLLBACK');
    }
    expect(await gateway.data(LATEST)).toEqual(EXPECTED);
  });

  it('still answers what it holds in memory while tables are locked', async () => {
    await other.query('BEGIN');
    await other.query('LOCK TABLE article, section, site');
    try {
      expect(await gateway.data('{ site { name } sections { slug } }')).toEqual({
        site: { name: 'Broadsheet' },
        sections: [{ slug: 'town' }],
      });
    } finally {
      await other.query('ROLLBACK');
    }
  });
});
