// Two newspapers of the same 3,000 articles (--articles N), one made table by table and one through the triggers and jobs: says of
// every table whether it is the same in both, and how long each took. In an embedded database of its own.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootServer, build, makeDatabase, withClient } from './data/database.mjs';
import { numberOption } from './data/options.mjs';

/** Made up for the bench, or of the moment at which it was made. */
const LEFT_OUT =
  /^(related_|outbox_|view_fold$|view_salt$|view_event|secret$|migrations$|site$|edition$)/;

/** A row as a text, where not its own: what an article's names are indexed in no order. */
const ROWS = {
  article_search: `(article_id, published_at, headline, ts_filter(document, '{a,b,d}'), strip(ts_filter(document, '{c}')))::text`,
};

async function digests(url) {
  return withClient(url, async (client) => {
    const { rows: tables } = await client.query(
      `SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
       ORDER BY 1`,
    );
    const { rows: editions } = await client.query('SELECT id FROM edition WHERE is_default');
    const found = new Map();
    for (const { name } of tables.filter(({ name: table }) => !LEFT_OUT.test(table))) {
      const row = `md5(replace(${ROWS[name] ?? 't::text'}, $1, 'edition'))`;
      const { rows } = await client.query(
        `SELECT count(*)::int AS count, md5(coalesce(string_agg(${row}, '' ORDER BY ${row}), $1)) AS digest FROM "${name}" t`,
        [editions[0].id],
      );
      found.set(name, rows[0].count === 0 ? { count: 0, digest: '' } : rows[0]);
    }
    return found;
  });
}

const articles = numberOption('articles', 3_000);
build();
const folder = mkdtempSync(
  join(process.getuid?.() === 0 ? '/var/tmp' : tmpdir(), 'broadsheet-bench-'),
);
chmodSync(folder, 0o755);
const server = await bootServer(folder);
try {
  const until = Math.floor(Date.now() / 3_600_000) * 3_600_000;
  const made = [];
  for (const isByTriggers of [false, true]) {
    const name = isByTriggers ? 'by_triggers' : 'by_tables';
    const seconds = await makeDatabase(server, name, { articles, until, isByTriggers });
    console.log(`${articles} articles ${name.replace('_', ' ')}: ${seconds.toFixed(1)} s`);
    made.push(await digests(server.url(name)));
  }
  const [tables, triggers] = made;
  let others = 0;
  for (const [name, { count, digest }] of triggers) {
    const isSame = tables.get(name)?.digest === digest;
    if (!isSame) others += 1;
    if (!isSame)
      console.log(`  ${name}: NOT THE SAME (${tables.get(name)?.count} and ${count} rows)`);
    else if (count > 0) console.log(`  ${name}: the same ${count} rows`);
  }
  console.log(others === 0 ? 'Every table is the same.' : `${others} tables are not the same.`);
  if (others > 0) process.exitCode = 1;
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
