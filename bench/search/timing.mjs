// Articles made of words as common as in a language (the k-th most common as often as 1/k), and what PostgreSQL takes
// to search them: the very statements of the gateway, with EXPLAIN ANALYZE.
import pg from 'pg';

const WORDS = 20_000;
const ROUNDS = 15;

const STATEMENTS = [
  `CREATE TABLE bench_word AS SELECT k AS rank, (
     SELECT string_agg(substr('bdfgklmnprstvz', 1 + (k / (70 ^ p)::int) % 14, 1)
       || substr('aeiou', 1 + (k / (70 ^ p * 14)::int) % 5, 1), '' ORDER BY p) FROM generate_series(0, 2) p)
     || CASE WHEN k % 3 = 0 THEN 'n' ELSE 'k' END AS word FROM generate_series(1, ${WORDS}) k`,
  'CREATE UNIQUE INDEX bench_word_idx ON bench_word (rank) INCLUDE (word)',
  'ANALYZE bench_word',
  `CREATE FUNCTION bench_text(size int, nth int) RETURNS text LANGUAGE sql VOLATILE
     SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $$
     SELECT string_agg(w.word, ' ') FROM (
       SELECT floor(exp(random() * ln(${WORDS})))::int + nth * 0 AS rank FROM generate_series(1, size)) x
     JOIN bench_word w ON w.rank = x.rank $$`,
  'SELECT setseed(0.5)',
  'SET session_replication_role = replica',
  `INSERT INTO section (id, edition_id, slug, name) SELECT gen_random_uuid(), e.id, 'sec-' || n, 'Section ' || n
     FROM edition e, generate_series(1, 14) n WHERE e.is_default`,
  `INSERT INTO tag (id, edition_id, slug, name) SELECT gen_random_uuid(), e.id, 'tag-' || n, bench_text(2, n)
     FROM edition e, generate_series(1, 2000) n WHERE e.is_default`,
  `INSERT INTO person (id, slug, name, sort_name) SELECT gen_random_uuid(), 'person-' || n, bench_text(2, n), n
     FROM generate_series(1, 500) n`,
  `INSERT INTO search_name SELECT id, 'TAG'::search_name_kind, edition_id, ' ' || search_fold(name) FROM tag
     UNION ALL SELECT id, 'PERSON'::search_name_kind, NULL::uuid, ' ' || search_fold(name) FROM person`,
];

const fill = (count) => [
  `INSERT INTO article (id, edition_id, section_id, slug, headline, standfirst, status, published_at, updated_at)
     SELECT (lpad(to_hex((extract(epoch FROM t) * 1000)::bigint), 12, '0') || substr(md5(n::text), 1, 20))::uuid,
       e.id, s.ids[1 + n % 14], 'story-' || n, bench_text(8, n), bench_text(20, n),
       'PUBLISHED', t, t
     FROM edition e, LATERAL (SELECT array_agg(id) AS ids FROM section WHERE edition_id = e.id) s,
       LATERAL (SELECT n, now() - n * interval '50 minutes' AS t FROM generate_series(1, ${count}) n) y
     WHERE e.is_default`,
  `INSERT INTO article_body (article_id, blocks, html, text)
     SELECT id, '[]', '', bench_text(300, length(slug)) FROM article`,
  `INSERT INTO article_tag (article_id, tag_id, published_at)
     SELECT a.id, t.ids[1 + floor(2000 * random() ^ 3)::int], a.published_at
     FROM article a, (SELECT array_agg(id) AS ids FROM tag) t, generate_series(1, 4) ON CONFLICT DO NOTHING`,
  `INSERT INTO credit (article_id, role, person_id, published_at)
     SELECT a.id, 'AUTHOR', p.ids[1 + floor(500 * random())::int], a.published_at
     FROM article a, (SELECT array_agg(id) AS ids FROM person) p ON CONFLICT DO NOTHING`,
  'SET session_replication_role = origin',
];

// Ids follow the time, as the real ones do: so what is new lies together.
/** Fills an empty newspaper, past the triggers, and then indexes it as they would. */
export async function fillWithArticles(dataSource, count) {
  const runner = dataSource.createQueryRunner();
  for (const statement of [...STATEMENTS, ...fill(count)]) await runner.query(statement);
  const started = performance.now();
  for (let start = 0; start < count; start += 500) {
    await runner.query(
      'SELECT index_articles(ARRAY(SELECT id FROM article ORDER BY id OFFSET $1 LIMIT 500))',
      [start],
    );
  }
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `${count} articles of some 300 words indexed: ${Math.round(count / seconds)} a second.`,
  );
  await runner.release();
}

const quantile = (numbers, share) =>
  [...numbers].sort((a, b) => a - b)[Math.floor((numbers.length - 1) * share)];

async function explained(client, { statement, values }) {
  const { rows } = await client.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${statement.text}`, values);
  const [plan] = rows[0]['QUERY PLAN'];
  return plan['Execution Time'];
}

function print(name, times) {
  console.log(
    `  ${name}: median ${quantile(times, 0.5).toFixed(1)} ms, p95 ${quantile(times, 0.95).toFixed(1)} ms`,
  );
}

/** Pairs of ranks: a word that two thirds of the articles have, a tenth, a hundredth, a thousandth. */
const PAIRS = {
  'common + common (half of the articles each)': [40, 45],
  'common + medium (10 %)': [42, 300],
  'medium + medium': [300, 330],
  'common + rare (0.5 %)': [41, 6000],
  'medium + rare': [310, 6100],
  'rare + rare': [6000, 7000],
};

async function recording(run) {
  const sent = [];
  const reader = {
    rows: async (statement, values) => {
      sent.push({ statement, values });
      return [];
    },
  };
  await run(reader);
  return sent;
}

async function searchTimes(client, parts, ranks) {
  const { editionId, pageStatement, searchTerms, toPlan, reader } = parts;
  const times = { page: [], count: [], facets: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const { rows: words } = await client.query(
      'SELECT word FROM bench_word WHERE rank = ANY($1::int[])',
      [ranks.map((rank) => rank + round * (rank > 100 ? 3 : 1))],
    );
    const typed = { clauses: words.map(({ word }) => [word]), excluded: [] };
    const terms = await searchTerms(reader, editionId, 'en', typed.clauses.flat());
    const plan = toPlan(typed, terms, terms[0].total);
    const density = plan.clauses.reduce((share, one) => (share * one.articles) / plan.total, 1);
    const target = {
      ...{ editionId, language: 'en', timeZone: 'UTC', match: plan.strict, clauses: plan.clauses },
      ...{ isRelaxed: false, asOf: Date.now(), density, total: plan.total, filter: {} },
    };
    const page = { size: 20, backward: false, after: null, before: null };
    times.page.push(await explained(client, pageStatement(target, 'RELEVANCE', page)));
    const [count] = await recording((db) => parts.searchCount(db, target));
    times.count.push(await explained(client, count));
    const [facets] = await recording((db) => parts.searchFacets(db, target));
    times.facets.push(await explained(client, facets));
  }
  return times;
}

/** Prints what PostgreSQL takes for the first page, the count and the facets of two words, and for suggestions. */
export async function measure(url, load, count) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query('SELECT id FROM edition WHERE is_default');
  const parts = {
    ...load('search/search.sql'),
    ...load('search/search.plan'),
    ...load('search/term.queries'),
    ...load('search/search.queries'),
    ...load('search/facet.queries'),
    editionId: rows[0].id,
    reader: {
      rows: async (statement, values) => (await client.query(statement.text, values)).rows,
    },
  };
  console.log(
    `PostgreSQL's time at ${count} articles, ${ROUNDS} pairs of words of each kind, second run:`,
  );
  const pages = [];
  for (const [name, ranks] of Object.entries(PAIRS)) {
    await searchTimes(client, parts, ranks);
    const times = await searchTimes(client, parts, ranks);
    pages.push(...times.page);
    print(`first page, ${name}`, times.page);
    print('    total count', times.count);
    print('    facets', times.facets);
  }
  print('first page, all of them', pages);
  const { suggestible } = load('search/suggest.queries');
  for (const length of [1, 2, 3, 5]) {
    const times = [];
    const { rows: words } = await client.query(
      'SELECT word FROM bench_word WHERE rank % 331 = 7 ORDER BY rank LIMIT 60',
    );
    for (const { word } of words) {
      const key = { editionId: rows[0].id, prefix: word.slice(0, length), size: 8 };
      const [sent] = await recording((db) => suggestible(db, key));
      times.push(await explained(client, sent));
    }
    print(`suggest by ${length} letters`, times.slice(10));
  }
  await client.end();
}
