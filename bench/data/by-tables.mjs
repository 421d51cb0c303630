// Articles by the million: past the triggers, a table at a time, two at once, and the indexes afterwards. `npm run bench -- data`
// shows that the tables are the same as through the triggers. What others compute later is not waited for: the lists of related articles
// are made up, of neighbours and of articles far away.
import { copyInto } from './copy.mjs';
import { wordCounter } from './rows.mjs';
import { ALL_TIME_VIEWS } from './views.mjs';

const LANES = 2;
const SETTINGS = `SET session_replication_role = replica; SET synchronous_commit = off; SET jit = off; SET work_mem = '1GB';
  SET maintenance_work_mem = '2GB'; SET max_parallel_maintenance_workers = 2; SET join_collapse_limit = 1`;

const six = (of) => [1, 2, 3, 4, 5, 6].map(of);
const PARAGRAPHS = six(
  (nr) => `JOIN bench_paragraph p${nr} ON p${nr}.place = r.paragraphs[${nr}]`,
).join(' ');

/** Every table with the statement that fills it whole, the longest first. */
const TABLES = {
  article_search: `
    SELECT r.id, $1::uuid, r.at, ' ' || lower(r.headline),
      setweight(to_tsvector('every_english', lower(r.headline)), 'A')
      || setweight(to_tsvector('pg_catalog.english', rtrim(lower(r.standfirst), '.')), 'B')
      || coalesce(t1.document, '') || coalesce(t2.document, '') || coalesce(t3.document, '')
      || coalesce(t4.document, '') || a.document || ${six((nr) => `p${nr}.document`).join(' || ')}
    FROM bench_row r ${PARAGRAPHS} JOIN bench_person a ON a.place = r.author
    ${[1, 2, 3, 4].map((nr) => `LEFT JOIN bench_tag t${nr} ON t${nr}.place = r.tags[${nr}]`).join(' ')}`,
  article_body: `
    SELECT r.id,
      ('[' || concat_ws(',', ${six((nr) => `'{"id":"b${nr}","kind":"paragraph","html":"' || p${nr}.text || '"}'`).join(', ')}) || ']')::jsonb,
      concat_ws(E'\\n', ${six((nr) => `'<p data-block="b${nr}">' || p${nr}.text || '</p>'`).join(', ')}),
      concat_ws(E'\\n\\n', ${six((nr) => `p${nr}.text`).join(', ')})
    FROM bench_row r ${PARAGRAPHS}`,
  related_article: `
    SELECT r.id, k.nr, o.id, 1.0 / (k.nr + 1)
    FROM bench_row r CROSS JOIN generate_series(1, 20) AS k(nr)
    JOIN bench_row o
      ON o.place = (r.place + CASE WHEN k.nr <= 10 THEN k.nr * 7 ELSE k.nr * 104729 END) % $2::int
    WHERE $1::uuid IS NOT NULL`,
  article_tag: `
    SELECT r.id, t.id, x.nr, r.at FROM bench_row r
    CROSS JOIN LATERAL unnest(r.tags) WITH ORDINALITY AS x(tag, nr) JOIN bench_tag t ON t.place = x.tag`,
  credit: `SELECT r.id, 'AUTHOR'::credit_role, p.id, 0, r.at FROM bench_row r JOIN bench_person p ON p.place = r.author`,
  article_image: 'SELECT r.id, i.id FROM bench_row r JOIN bench_image i ON i.place = r.image',
  article_view_count: `
    SELECT r.id, $1::uuid, s.id, ${ALL_TIME_VIEWS('r.at')} FROM bench_row r JOIN bench_section s ON s.place = r.section`,
};

const ARTICLES = `
  INSERT INTO article (id, edition_id, section_id, slug, format, headline, standfirst, image_id, word_count,
    reading_minutes, status, published_at, updated_at, created_at)
  SELECT r.id, $1, s.id, r.slug, r.format, r.headline, r.standfirst, i.id, 400, 2, 'PUBLISHED', r.at, r.at, r.at
  FROM bench_row r JOIN bench_section s ON s.place = r.section JOIN bench_image i ON i.place = r.image`;

const PREPARE = [
  `CREATE UNLOGGED TABLE bench_row (place int, id uuid, at timestamptz, section int, slug text, format article_format,
     headline text, standfirst text, image int, author int, tags int[], paragraphs int[])`,
  'ALTER TABLE bench_paragraph ADD document tsvector',
  `UPDATE bench_paragraph SET document = setweight(to_tsvector('pg_catalog.english', search_words('en', text)), 'D')`,
];
const NAMES = ['tag', 'person'].flatMap((name) => [
  `ALTER TABLE bench_${name} ADD document tsvector`,
  `UPDATE bench_${name} SET document = setweight(to_tsvector('every_english', search_words('en', name)), 'C')`,
]);

// Those of primary keys and unique constraints stay: rows come in the order of their ids.
const SECONDARY_INDEXES = `
  SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition
  FROM pg_index i JOIN pg_am m ON m.oid = (SELECT relam FROM pg_class WHERE oid = i.indexrelid)
  WHERE i.indrelid = ANY($1::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
  ORDER BY m.amname = 'gin' DESC, i.indexrelid::regclass::text = 'article_search_document_idx' DESC,
    i.indrelid = 'related_article'::regclass DESC, name`;

/** Runs pieces of work in their order, as many at once as there are connections. */
async function inLanes(clients, tasks) {
  const waiting = [...tasks];
  await Promise.all(
    clients.map(async (client) => {
      for (let task = waiting.shift(); task; task = waiting.shift()) await task(client);
    }),
  );
}

/** Nothing of a table that was emptied in the same transaction needs a log (`wal_level = minimal`). */
async function replaced(client, table, work) {
  await client.query('BEGIN');
  await client.query(`TRUNCATE ${table}`);
  await work();
  await client.query('COMMIT');
}

const rowFields = (row, place) => [
  ...[
    place,
    row.id,
    new Date(row.at).toISOString(),
    row.section,
    row.slug,
    row.format,
    row.headline,
  ],
  ...[row.standfirst, row.image, row.author, `{${row.tags}}`, `{${row.paragraphs}}`],
];

async function copyRows([one, other], newspaper, edition, onProgress) {
  const { wordsOf, counts } = wordCounter(newspaper);
  await replaced(other, 'article_word', async () => {
    const rows = await copyInto(one, 'bench_row');
    const words = await copyInto(other, 'article_word (article_id, edition_id, words)');
    let place = 0;
    for (const row of newspaper.articles()) {
      await rows.add(rowFields(row, place));
      // The empty word stands for the article.
      await words.add([row.id, edition, `{"",${wordsOf(row).join(',')}}`]);
      place += 1;
      if (place % 10_000 === 0) onProgress(`rows ${place}`);
    }
    await Promise.all([rows.end(), words.end()]);
  });
  return counts;
}

async function insertWordCounts(client, { vocabulary, count }, counts, edition) {
  const words = [...vocabulary, ''];
  await client.query(
    `INSERT INTO search_word (edition_id, word, folded, lexeme, articles)
     SELECT $1, w.word, search_fold(w.word),
       (tsvector_to_array(to_tsvector(text_config('en'), search_words('en', w.word))))[1], w.articles
     FROM unnest($2::text[], $3::int[]) AS w(word, articles) WHERE w.articles > 0`,
    [edition, words, [...counts, count]],
  );
}

/** Fills the tables of a newspaper's articles, as if long since indexed, counted and related. `clients`: two connections. */
export async function fillByTables(clients, newspaper, edition, onProgress) {
  const [client] = clients;
  for (const one of clients) {
    await one.query(SETTINGS);
    // Where this PostgreSQL knows it, packing bodies takes a tenth of the time.
    await one.query("SET default_toast_compression = 'lz4'").catch(() => undefined);
  }
  // Documents cannot be packed: it is only tried in vain.
  await client.query('ALTER TABLE article_search ALTER document SET STORAGE EXTERNAL');
  for (const statement of [...PREPARE, ...NAMES]) await client.query(statement);
  const tables = ['article', 'article_word', ...Object.keys(TABLES)];
  const { rows: indexes } = await client.query(SECONDARY_INDEXES, [tables]);
  for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
  const counts = await copyRows(clients.slice(0, LANES), newspaper, edition, onProgress);
  await client.query(
    'ANALYZE bench_row, bench_tag, bench_person, bench_paragraph, bench_section, bench_image',
  );
  const timed = (name, work) => async (lane) => {
    const started = performance.now();
    await work(lane);
    onProgress(`${name} ${((performance.now() - started) / 1000).toFixed(0)} s`);
  };
  const valuesOf = (text) =>
    [edition, newspaper.count].slice(
      0,
      (text.match(/\$[12]/g) ?? []).includes('$2') ? 2 : Number(text.includes('$1')),
    );
  await inLanes(clients, [
    ...Object.entries(TABLES).map(([table, text]) =>
      timed(table, (lane) =>
        replaced(lane, table, () => lane.query(`INSERT INTO ${table} ${text}`, valuesOf(text))),
      ),
    ),
    timed('article', (lane) => lane.query(ARTICLES, [edition])),
    (lane) => insertWordCounts(lane, newspaper, counts, edition),
  ]);
  await inLanes(
    clients,
    indexes.map(({ name, definition }) => timed(name, (lane) => lane.query(definition))),
  );
  await client.query('ALTER TABLE article_search ALTER document SET STORAGE EXTENDED');
  await client.query('SELECT correct_archive(id) FROM edition');
  for (const one of clients) await one.query('RESET ALL');
}
