import { connect, createServer, type Server, type Socket, type AddressInfo } from 'node:net';
import { pino } from 'pino';
import { type Gateway, startGateway } from '../../src/gateway';
import { createSchema } from '../../src/schema';
import { freshDatabase } from '../support/database';
import { testConfig } from '../support/gateway';
import { Newspaper } from '../support/newspaper';
import { until } from '../support/patience';

/** A way to the database that can be cut and opened again, or carry nothing for a while. */
class Line {
  private readonly sockets = new Map<Socket, Socket>();
  private isFrozen = false;
  private server: Server | null = null;
  private port = 0;

  constructor(private readonly target: URL) {}

  async open(): Promise<string> {
    this.server = createServer((near) => {
      const far = this.connect();
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.sockets.set(one, other);
        if (!this.isFrozen) one.pipe(other);
        one.on('error', () => other.destroy());
        one.on('close', () => {
          this.sockets.delete(one);
          other.destroy();
        });
      }
    });
    await new Promise<void>((resolve) => this.server?.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.server.address() as AddressInfo).port;
    const { username, password, pathname } = this.target;
    return `postgres://${username}:${password}@127.0.0.1:${this.port}${pathname}`;
  }

  private connect(): Socket {
    const { hostname, searchParams } = this.target;
    const port = [this.target.port, searchParams.get('port')].find(Boolean) ?? '5432';
    const host = searchParams.get('host') ?? decodeURIComponent(hostname);
    return host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(Number(port), host);
  }

  async cut(): Promise<void> {
    const closed = new Promise((resolve) => this.server?.close(resolve));
    for (const socket of this.sockets.keys()) socket.destroy();
    await closed;
  }

  /** Nothing comes through any more, in either direction, and nobody is told. */
  freeze(): void {
    this.isFrozen = true;
    for (const [one, other] of this.sockets) one.unpipe(other);
  }

  thaw(): void {
    this.isFrozen = false;
    for (const [one, other] of this.sockets) one.pipe(other);
  }
}

describe('while the database is down', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let newspaper: Newspaper;
  let line: Line;
  let gateway: Gateway;
  const config = testConfig({
    ROW_CACHE_MB: '8',
    ANSWER_CACHE_MB: '8',
    // Jest has an Error of its own, so that graphql-js takes those of node:net for something else.
    COMPILE_QUERIES_AT: '1',
  });

  beforeAll(async () => {
    database = await freshDatabase();
    newspaper = await Newspaper.found(database.url);
    await newspaper.article({ slug: 'one', headline: 'One', section: 'town' });
    await newspaper.article({ slug: 'two', headline: 'Two', section: 'town' });
    line = new Line(new URL(database.url));
    gateway = await startGateway({
      config,
      databaseUrl: await line.open(),
      logger: pino({ level: 'silent' }),
      schema: createSchema(),
    });
  });

  afterAll(async () => {
    await gateway.close();
    await newspaper.close();
    await database.drop();
  });

  async function ask(slug: string) {
    const query = `{ article(slug: "${slug}") { headline } }`;
    const response = await fetch(`${gateway.url}/graphql?query=${encodeURIComponent(query)}`);
    const { headers, status } = response;
    return { status, headers, body: (await response.json()) as Record<string, unknown> };
  }
  const headline = async (slug: string) =>
    ((await ask(slug)).body.data as { article: { headline: string } | null } | undefined)?.article
      ?.headline;

  it('answers what it has kept, and says that it may be out of date', async () => {
    expect(await headline('one')).toBe('One');
    await line.cut();
    await until(async () => (await ask('one')).headers.has('warning'));
    const { status, headers, body } = await ask('one');
    expect([status, body]).toEqual([200, { data: { article: { headline: 'One' } } }]);
    expect(headers.get('warning')).toBe('110 - "Response is Stale"');
    expect(Number(headers.get('age'))).toBeGreaterThanOrEqual(0);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('says of all else that it is not to be had now, and when to ask again', async () => {
    const { status, headers, body } = await ask('two');
    expect([status, headers.get('retry-after')]).toEqual([503, '5']);
    expect(body.errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE' } }]);
    expect(JSON.stringify(body)).not.toMatch(/ECONN|postgres|SELECT/i);
  });

  it('goes on with the truth once it is back, also of what changed meanwhile', async () => {
    await newspaper.manager.query(`UPDATE article SET headline = 'Another' WHERE slug = 'one'`);
    await line.open();
    await until(async () => (await headline('one')) === 'Another');
    expect((await ask('one')).headers.has('warning')).toBe(false);
    expect(await headline('two')).toBe('Two');
  });

  it('answers what it has kept without long waits where the database says nothing at all', async () => {
    expect(await headline('one')).toBe('Another');
    line.freeze();
    await until(async () => (await ask('one')).headers.has('warning'));
    const since = performance.now();
    for (let turn = 0; turn < 20; turn += 1) {
      const { status, headers } = await ask('one');
      expect([status, headers.get('warning')]).toEqual([200, '110 - "Response is Stale"']);
    }
    // Each would wait for as long as an operation may take.
    expect(performance.now() - since).toBeLessThan(config.executionTimeoutMs);
    line.thaw();
    await newspaper.manager.query(`UPDATE article SET headline = 'A third' WHERE slug = 'one'`);
    await until(async () => (await headline('one')) === 'A third');
    expect((await ask('one')).headers.has('warning')).toBe(false);
  });
});
