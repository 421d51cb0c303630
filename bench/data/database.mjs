// The bench's own database: an embedded PostgreSQL that is kept between runs, with one database for each size of newspaper.
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { fillByTables } from './by-tables.mjs';
import { fillByTriggers } from './by-triggers.mjs';
import { build, compiled, project } from './compiled.mjs';
import { dropNumbers, insertFrame } from './frame.mjs';
import { newspaperOf } from './rows.mjs';
import { ALL_TIME_VIEWS, readNewspaper } from './views.mjs';

export { build, compiled } from './compiled.mjs';

const STALE_MINUTES = 20;

/** For making much at once: what a crash leaves is made anew, so nothing is ever waited for on its way to the disk. */
const SETTINGS = {
  shared_buffers: '2GB',
  max_wal_size: '8GB',
  max_connections: '200',
  shared_preload_libraries: 'pg_stat_statements',
  ...{ wal_level: 'minimal', max_wal_senders: '0', fsync: 'off', full_page_writes: 'off' },
};

/** The newest article of every bench newspaper is of this hour, so that equal runs have equal data. */
const hourOf = (time) => Math.floor(time / 3_600_000) * 3_600_000;

/** What an article is made of: when that changes databases are made anew. Migrations run on those that are there. */
const RECIPE = ['random', 'rows', 'frame', 'by-tables'];

function recipe() {
  const hash = createHash('sha256');
  for (const name of RECIPE) hash.update(readFileSync(join(project, `bench/data/${name}.mjs`)));
  return hash.digest('hex').slice(0, 10);
}

export async function withClient(url, work) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Runs the gateway's own commands. */
export async function withManager(url, work) {
  const { createDataSource } = compiled('ormconfig.js');
  const dataSource = await createDataSource(url, 2).initialize();
  try {
    return await work(dataSource.manager, dataSource);
  } finally {
    await dataSource.destroy();
  }
}

async function migrateAndFound(url) {
  const { ensureDefaultSite } = compiled('src/site/site.commands.js');
  await withManager(url, async (manager, dataSource) => {
    await dataSource.runMigrations();
    await ensureDefaultSite(manager);
  });
}

/** The gateway's jobs, until nothing waits for them. */
async function settle(url, now) {
  const { foldArchive } = compiled('src/articles/archive.commands.js');
  const { countWords } = compiled('src/search/search-index.commands.js');
  const { refreshNowReading, refreshRankings } = compiled('src/audience/ranking.commands.js');
  await withManager(url, async (manager) => {
    await foldArchive(manager);
    const due = 'SELECT count(*)::int AS count FROM article_word WHERE due_at <= now()';
    while ((await manager.query(due))[0].count > 0) await countWords(manager);
    await refreshRankings(manager, now);
    await refreshNowReading(manager, now);
  });
}

async function triggered(url, newspaper, edition) {
  await withClient(url, async (client) => {
    await fillByTriggers(client, newspaper, edition);
    await client.query(`UPDATE article_view_count c SET views = ${ALL_TIME_VIEWS('a.published_at')}
      FROM article a WHERE a.id = c.article_id`);
  });
}

async function tabled(url, newspaper, edition, say) {
  const clients = [0, 1].map(() => new pg.Client({ connectionString: url }));
  for (const client of clients) await client.connect();
  try {
    await fillByTables(clients, newspaper, edition, say);
  } finally {
    for (const client of clients) await client.end();
  }
}

/** Makes a newspaper in a new database, by the tables or by the triggers. */
export async function makeDatabase(server, name, { articles, until, isByTriggers = false }) {
  const started = performance.now();
  const url = server.url(name);
  const say = (what) => process.stderr.write(`\r\x1b[K${articles} articles: ${what}`);
  await withClient(server.url('postgres'), (client) => client.query(`CREATE DATABASE "${name}"`));
  await migrateAndFound(url);
  const newspaper = newspaperOf(articles, until);
  const edition = await withClient(url, (client) => insertFrame(client, newspaper));
  await (isByTriggers ? triggered(url, newspaper, edition) : tabled(url, newspaper, edition, say));
  await withClient(url, async (client) => {
    say('reading');
    await dropNumbers(client);
    await readNewspaper(client, articles, new Date(until));
    await client.query('TRUNCATE outbox_event, related_queue');
    say('vacuum');
    await client.query('VACUUM ANALYZE');
  });
  say('jobs');
  await settle(url, new Date(until));
  process.stderr.write(`\r\x1b[K`);
  return (performance.now() - started) / 1000;
}

async function isComplete(server, name) {
  const { rows } = await withClient(server.url('postgres'), (client) =>
    client.query(
      `SELECT shobj_description(oid, 'pg_database') = 'complete' AS complete FROM pg_database WHERE datname = $1`,
      [name],
    ),
  );
  if (rows[0]?.complete) return true;
  await dropDatabase(server, name);
  return false;
}

export function dropDatabase(server, name) {
  return withClient(server.url('postgres'), (client) =>
    client.query(`DROP DATABASE IF EXISTS "${name}"`),
  );
}

/** Other recipes of the same size are never asked for again, and are large. */
async function dropOlder(server, articles, name) {
  const { rows } = await withClient(server.url('postgres'), (client) =>
    client.query('SELECT datname FROM pg_database WHERE datname LIKE $1 AND datname <> $2', [
      `bench\\_${articles}\\_%`,
      name,
    ]),
  );
  for (const { datname } of rows) await dropDatabase(server, datname);
}

/** What is popular depends on the time: a newspaper that nobody has read for a while is read again. */
async function freshen(server, name, articles) {
  const url = server.url(name);
  const isStale = await withClient(url, async (client) => {
    const { rows } = await client.query(
      `SELECT coalesce(max(minute) < now() - interval '${STALE_MINUTES} minutes', true) AS stale FROM view_minute`,
    );
    return rows[0].stale;
  });
  if (!isStale) return;
  const now = new Date();
  await withClient(url, (client) => readNewspaper(client, articles, now));
  await settle(url, now);
}

/** The bench's server, started unless it runs. `base`: another folder than the one that is kept. */
export async function bootServer(base) {
  const { bootEmbeddedPostgres } = compiled('src/sql/embedded/embedded-postgres.js');
  const folder =
    base ??
    process.env.BENCH_DIR ??
    join(process.getuid?.() === 0 ? '/var/tmp' : tmpdir(), 'broadsheet-bench');
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  return bootEmbeddedPostgres({
    ...{ dataDir: folder, projectDir: project, settings: SETTINGS },
    ...{ binDir: process.env.EMBEDDED_PG_BIN ?? null, user: process.env.EMBEDDED_PG_USER ?? null },
  });
}

async function openNewspaper(server, articles) {
  const name = `bench_${articles}_${recipe()}`;
  if (!(await isComplete(server, name))) {
    await dropOlder(server, articles, name);
    const seconds = await makeDatabase(server, name, { articles, until: hourOf(Date.now()) });
    process.stderr.write(`made ${articles} articles in ${Math.round(seconds)} s\n`);
    // Last, so that one whose making was broken off is never taken for whole.
    await withClient(server.url('postgres'), (client) =>
      client.query(`COMMENT ON DATABASE "${name}" IS 'complete'`),
    );
  }
  await migrateAndFound(server.url(name));
  // Its related articles are made up; a migration that has all computed anew would keep gateways busy.
  await withClient(server.url(name), (client) => client.query('TRUNCATE related_queue'));
  await freshen(server, name, articles);
  return server.url(name);
}

/** A running server with newspapers of so many articles each. `stop` ends the server; the data stays for the next run. */
export async function openBenchDatabases(sizes) {
  build();
  const server = await bootServer();
  const urls = [];
  for (const articles of sizes) urls.push(await openNewspaper(server, articles));
  return { server, urls, stop: () => server.stop() };
}

/** The same with one newspaper. */
export async function openBenchDatabase(articles) {
  const { server, urls, stop } = await openBenchDatabases([articles]);
  return { server, url: urls[0], stop };
}
