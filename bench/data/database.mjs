// The bench's own database: an embedded PostgreSQL that is kept between runs, with one database for each size of newspaper.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { fillNewspaper } from './newspaper.mjs';

const project = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(import.meta.url);

/** The newest article of every bench newspaper is of this hour, so that equal runs have equal data. */
const hourOf = (time) => Math.floor(time / 3_600_000) * 3_600_000;

export function build() {
  const { status } = spawnSync(process.execPath, [join(project, 'scripts/run.mjs'), 'build'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error('The build failed.');
}

export const compiled = (path) => require(join(project, 'dist', path));

/** What a database is made by: when that changes it is made anew. */
function recipe() {
  const hash = createHash('sha256');
  for (const folder of ['migrations', 'bench/data']) {
    for (const name of readdirSync(join(project, folder)).sort()) {
      hash.update(readFileSync(join(project, folder, name)));
    }
  }
  return hash.digest('hex').slice(0, 10);
}

async function withClient(url, work) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function migrateAndFound(url) {
  require('reflect-metadata');
  const { createDataSource } = compiled('ormconfig.js');
  const { ensureDefaultSite } = compiled('src/site/site.commands.js');
  const dataSource = await createDataSource(url, 2).initialize();
  await dataSource.runMigrations();
  await ensureDefaultSite(dataSource.manager);
  await dataSource.destroy();
}

async function makeDatabase(server, name, articles) {
  const started = performance.now();
  const url = server.url(name);
  const admin = server.url('postgres');
  await withClient(admin, (client) => client.query(`CREATE DATABASE "${name}"`));
  await migrateAndFound(url);
  await withClient(url, (client) =>
    fillNewspaper(client, articles, hourOf(Date.now()), (done) => {
      if (done % 10_000 === 0) process.stderr.write(`\rmaking ${articles} articles: ${done}`);
    }),
  );
  const seconds = Math.round((performance.now() - started) / 1000);
  process.stderr.write(`\rmade ${articles} articles in ${seconds} s\n`);
  // Last, so that one whose making was broken off is never taken for whole.
  await withClient(admin, (client) => client.query(`COMMENT ON DATABASE "${name}" IS 'complete'`));
}

async function isComplete(server, name) {
  const { rows } = await withClient(server.url('postgres'), (client) =>
    client.query(
      `SELECT shobj_description(oid, 'pg_database') = 'complete' AS complete FROM pg_database WHERE datname = $1`,
      [name],
    ),
  );
  if (rows[0]?.complete) return true;
  await withClient(server.url('postgres'), (client) =>
    client.query(`DROP DATABASE IF EXISTS "${name}"`),
  );
  return false;
}

/** A running server with a newspaper of so many articles. `stop` ends the server; the data stays for the next run. */
export async function openBenchDatabase(articles) {
  build();
  const { bootEmbeddedPostgres } = compiled('src/sql/embedded/embedded-postgres.js');
  const base =
    process.env.BENCH_DIR ??
    join(process.getuid?.() === 0 ? '/var/tmp' : tmpdir(), 'broadsheet-bench');
  mkdirSync(base, { recursive: true });
  chmodSync(base, 0o755);
  const server = await bootEmbeddedPostgres({
    dataDir: base,
    projectDir: project,
    settings: {
      shared_buffers: '2GB',
      max_wal_size: '8GB',
      max_connections: '200',
      shared_preload_libraries: 'pg_stat_statements',
    },
  });
  const name = `bench_${articles}_${recipe()}`;
  if (!(await isComplete(server, name))) await makeDatabase(server, name, articles);
  return { server, url: server.url(name), stop: () => server.stop() };
}
