import * as fs from 'node:fs';
import * as path from 'node:path';
import { DataSource } from 'typeorm';
import { bootEmbeddedPostgres, ensureDatabase } from '../../src/sql/embedded/embedded-postgres';
import { baseFolder } from '../../src/sql/embedded/locations';
import { ask, EmbeddedBench, isRoot } from '../support/embedded-bench';

const bench = new EmbeddedBench();
const describeAsRoot = isRoot ? describe : describe.skip;

afterAll(() => bench.clear());

describe('where the database lives (case 2)', () => {
  it('makes missing parents', async () => {
    const base = path.join(bench.folder(), 'missing', 'parents');
    const server = await bench.boot(base);
    expect(server.dataDir).toBe(base);
    expect(path.dirname(server.clusterDir)).toBe(base);
    expect(fs.statSync(server.clusterDir).mode & 0o777).toBe(0o700);
  });

  it('names a folder that cannot be made', async () => {
    const file = path.join(bench.folder(), 'file');
    fs.writeFileSync(file, '');
    await expect(bench.boot(path.join(file, 'base'))).rejects.toThrow(
      `${file}/base cannot be made (ENOTDIR`,
    );
  });

  it('gives two checkouts two databases, and uses one that an ordinary user made', () => {
    const [one, other] = [bench.folder(), bench.folder()];
    expect(baseFolder(null, one)).not.toBe(baseFolder(null, other));
    const cluster = path.join(one, '.data', 'pgdata-18');
    fs.mkdirSync(cluster, { recursive: true });
    fs.writeFileSync(path.join(cluster, 'PG_VERSION'), '18\n');
    expect(baseFolder(null, one)).toBe(path.join(one, '.data'));
  });
});

describeAsRoot('who runs the server (cases 2 and 3)', () => {
  it('refuses a folder that the server’s user cannot reach', async () => {
    const closed = bench.folder();
    fs.chmodSync(closed, 0o700);
    await expect(bench.boot(path.join(closed, 'base'))).rejects.toThrow(
      /cannot reach .* Set DATA_DIR/,
    );
  });

  it('refuses a user that is root or is not there', async () => {
    const base = bench.folder();
    await expect(bench.boot(base, { user: 'nosuchuser' })).rejects.toThrow(
      /not a user of this system/,
    );
    await expect(bench.boot(base, { user: 'root' })).rejects.toThrow(/refuses to run as root/);
  });

  it('keeps the owner of an existing cluster', async () => {
    const base = bench.folder();
    const first = await bench.boot(base, { user: 'nobody' });
    const { uid } = fs.statSync(first.clusterDir);
    await first.stop();
    const second = await bench.boot(base);
    expect(fs.statSync(`/proc/${second.pid}`).uid).toBe(uid);
    expect(uid).not.toBe(0);
  });
});

describe('a fresh server', () => {
  const base = bench.folder();

  it('removes what a killed initdb left, and shows no half-made cluster (case 5)', async () => {
    const leftover = path.join(base, 'pgdata-18.init-999999');
    fs.mkdirSync(leftover);
    const server = await bench.boot(base);
    expect(fs.existsSync(leftover)).toBe(false);
    expect(fs.readdirSync(base).filter((name) => name.includes('.init-'))).toStrictEqual([]);
    expect(server.attached).toBe(false);
  });

  it('listens on a private socket and nowhere else (case 6)', async () => {
    const { url, connection } = await bench.boot(base);
    expect(await ask(url('postgres'), 'show listen_addresses')).toStrictEqual([
      { listen_addresses: '' },
    ]);
    expect(fs.statSync(connection.host).mode & 0o777).toBe(0o700);
  });

  it('gets a short socket folder where the base is deep (case 6)', async () => {
    const deep = path.join(bench.folder(), 'd'.repeat(60), 'e'.repeat(40));
    const { connection } = await bench.boot(deep);
    expect(connection.host.length).toBeLessThan(60);
    await expect(bench.boot(deep)).resolves.toMatchObject({ attached: true });
    fs.rmSync(connection.host, { recursive: true, force: true });
  });

  it('leads a session of its own, which Ctrl-C does not reach (case 7)', async () => {
    const { pid } = await bench.boot(base);
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    expect(stat.slice(stat.lastIndexOf(') ')).split(' ')[4]).toBe(String(pid));
  });

  it('knows letters and words of every script, whatever the environment says', async () => {
    const { url } = await bench.boot(base);
    const rows = await ask(url('postgres'), `create extension if not exists pg_trgm;`).then(() =>
      ask<{ similar: boolean; lower: string; found: boolean }>(
        url('postgres'),
        `select similarity('россия', 'россии') > 0.5 as similar, lower('ВЫБОР') as lower,
                to_tsvector('russian', 'Выборы') @@ to_tsquery('russian', 'выборов') as found`,
      ),
    );
    expect(rows).toStrictEqual([{ similar: true, lower: 'выбор', found: true }]);
  });

  it('can be reached by TypeORM through its url', async () => {
    const { url } = await bench.boot(base);
    const dataSource = await new DataSource({
      type: 'postgres',
      url: url('postgres'),
    }).initialize();
    const [row] = await dataSource.query<[{ name: string }]>('select current_database() as name');
    await dataSource.destroy();
    expect(row.name).toBe('postgres');
  });

  it('has the application’s database made once, even when asked for by several at once', async () => {
    const { url, connection } = await bench.boot(base);
    await Promise.all([1, 2, 3].map(() => ensureDatabase(connection, 'broad"sheet')));
    expect(await ask(url('broad"sheet'), 'show server_encoding')).toStrictEqual([
      { server_encoding: 'UTF8' },
    ]);
  });
});

describe('settings and modes', () => {
  it('says what a server that cannot start has written (case 8)', async () => {
    const boot = bench.boot(bench.folder(), { settings: { shared_buffers: 'nonsense' } });
    await expect(boot).rejects.toThrow(
      /stopped while starting .*invalid value for parameter "shared_buffers"/s,
    );
  });

  it('has its defaults, and repairs the mode of a copied cluster (case 15)', async () => {
    const base = bench.folder();
    const first = await bench.boot(base);
    await first.stop();
    fs.chmodSync(first.clusterDir, 0o755);
    const { url } = await bench.boot(base);
    const sql = "select current_setting('max_connections') as max, current_setting('jit') as jit";
    expect(await ask(url('postgres'), sql)).toStrictEqual([{ max: '100', jit: 'off' }]);
  });

  it('says so when a folder asked for holds no PostgreSQL', async () => {
    const binDir = bench.folder();
    await expect(bootEmbeddedPostgres(bench.options(bench.folder(), { binDir }))).rejects.toThrow(
      /EMBEDDED_PG_BIN .* no PostgreSQL 14 or newer/,
    );
  });
});
