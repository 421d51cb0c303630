// Related articles: how good they are on collections that people have judged (../shared/data, where it is there), and
// what placing an article costs among 100,000. In an embedded database of its own.
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn } from 'node:child_process';
import { randomOf, vocabularyOf } from './data/random.mjs';
import { collections, DATA } from './related/collections.mjs';

const project = fileURLToPath(new URL('..', import.meta.url));
const build = spawn(process.execPath, [join(project, 'scripts/run.mjs'), 'build'], {
  stdio: 'inherit',
});
if ((await once(build, 'exit'))[0] !== 0) process.exit(1);
const load = createRequire(join(project, 'dist/src/main.js'));
load('reflect-metadata');
const { bootEmbeddedPostgres, ensureDatabase } = load('./sql/embedded/embedded-postgres');
const { createDataSource } = load('../ormconfig');
const { ensureDefaultSite, ensureEditions } = load('./site/site.commands');
const { ensureSections } = load('./sections/section.commands');
const { saveArticles } = load('./articles/article.commands');
const { refreshRelated, relateWaiting } = load('./articles/related.commands');
const { newUid } = load('./sql/uuid');

const CORPUS = Number(process.env.RELATED_BENCH_ARTICLES ?? 100_000);
const SINGLES = 300;

function median(values, share = 0.5) {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)];
}

class Paper {
  constructor(dataSource, editions) {
    this.dataSource = dataSource;
    this.editions = editions;
    this.sections = new Map();
    this.saved = 0;
  }

  async sectionOf(language) {
    const editionId = this.editions.get(language);
    const ids = await ensureSections(this.dataSource.manager, editionId, [
      { slug: 'all', name: 'All' },
    ]);
    return ids.get('all');
  }

  /** Saves texts as public articles and answers their ids. */
  async save(language, texts) {
    const sectionId = this.sections.get(language) ?? (await this.sectionOf(language));
    this.sections.set(language, sectionId);
    const uids = [];
    for (let start = 0; start < texts.length; start += 100) {
      const drafts = texts.slice(start, start + 100).map(({ title, body }) => {
        const publishedAt = new Date(Date.UTC(2026, 0, 1) + (this.saved += 1) * 1000);
        return {
          uid: newUid(),
          editionId: this.editions.get(language),
          language,
          sectionId,
          slug: `a-${this.saved}`,
          format: 'NEWS',
          headline: title,
          seoTitle: null,
          shortTitle: null,
          kicker: null,
          standfirst: null,
          imageId: null,
          status: 'PUBLISHED',
          publishedAt,
          updatedAt: publishedAt,
          embargoUntil: null,
          originalId: null,
          sourceId: null,
          externalId: null,
          sourceUrl: null,
          usageTerms: null,
          contentHash: null,
          blocks: [{ kind: 'paragraph', html: escapeHtml(body) }],
          credits: [],
          tagIds: [],
        };
      });
      await this.dataSource.transaction((manager) => saveArticles(manager, drafts));
      uids.push(...drafts.map(({ uid }) => uid));
    }
    return uids;
  }

  relate() {
    return relateWaiting(this.dataSource.manager);
  }

  async clear() {
    await this.dataSource.query('DELETE FROM article');
    await this.relate();
  }
}

function escapeHtml(text) {
  return text.replace(/[&<>]/g, (letter) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[letter]);
}

function gain(one, other) {
  if (one === other) return 0;
  if (one.story !== null && one.story === other.story) return 2;
  return one.labels.some((label) => other.labels.includes(label)) ? 1 : 0;
}

/** Precision and nDCG of the first ten, over all articles that anything is related to. */
function judge(collection, listOf) {
  const dcg = (gains) => gains.reduce((sum, value, place) => sum + value / Math.log2(place + 2), 0);
  let [precision, ndcg, asked] = [0, 0, 0];
  collection.forEach((one, place) => {
    const ideal = collection
      .map((other) => gain(one, other))
      .sort((a, b) => b - a)
      .slice(0, 10);
    if (ideal[0] === 0) return;
    const gains = listOf(place)
      .slice(0, 10)
      .map((other) => (other ? gain(one, other) : 0));
    precision += gains.filter((value) => value > 0).length / 10;
    ndcg += dcg(gains) / dcg(ideal);
    asked += 1;
  });
  return { precision: precision / asked, ndcg: ndcg / asked };
}

async function stems(dataSource, language, texts) {
  const rows = await dataSource.query(
    `SELECT (SELECT json_object_agg(lexeme, cardinality(positions))
       FROM unnest(to_tsvector(text_config($1), t.text))) AS stems
     FROM unnest($2::text[]) WITH ORDINALITY AS t(text, place) ORDER BY place`,
    [
      language,
      texts.map(({ title, body }) =>
        body.startsWith(title.slice(0, 60)) ? body : `${title}\n${body}`,
      ),
    ],
  );
  return rows.map((row) => Object.entries(row.stems ?? {}));
}

/** The bar: the cosine of whole TF-IDF vectors (1 + ln tf, ln N/df) with every other article, in memory. */
async function fullTfIdf(dataSource, language, collection, haystack = []) {
  const all = await stems(dataSource, language, [...collection, ...haystack]);
  const frequency = new Map();
  for (const terms of all)
    for (const [term] of terms) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  const postings = new Map();
  const vectors = all.map((terms, place) => {
    const weights = terms.map(([term, count]) => [
      term,
      (1 + Math.log(count)) * Math.log(all.length / frequency.get(term)),
    ]);
    const norm = Math.hypot(...weights.map(([, weight]) => weight)) || 1;
    return weights.map(([term, weight]) => {
      if (!postings.has(term)) postings.set(term, []);
      postings.get(term).push([place, weight / norm]);
      return [term, weight / norm];
    });
  });
  return (place) => {
    const scores = new Float64Array(all.length);
    for (const [term, weight] of vectors[place])
      for (const [other, own] of postings.get(term)) scores[other] += weight * own;
    scores[place] = 0;
    const found = [...scores.keys()].filter((other) => scores[other] > 0);
    return found
      .sort((a, b) => scores[b] - scores[a])
      .slice(0, 10)
      .map((other) => collection[other]);
  };
}

async function keptLists(dataSource, uids, collection) {
  const rows = await dataSource.query(
    'SELECT article_id, related_id FROM related_article WHERE article_id = ANY($1) ORDER BY article_id, rank',
    [uids],
  );
  const byUid = new Map(uids.map((uid, place) => [uid, collection[place]]));
  const lists = new Map(uids.map((uid) => [uid, []]));
  for (const row of rows) lists.get(row.article_id).push(byUid.get(row.related_id));
  return (place) => lists.get(uids[place]);
}

/** ts_rank of an article's 25 strongest words over all others, the obvious way within PostgreSQL. */
async function tsRank(dataSource, uids, collection) {
  const lists = new Map();
  await dataSource.query(`CREATE TEMP TABLE text_of AS
    SELECT a.id, to_tsvector('english', a.headline || ' ' || b.text) AS words
    FROM article a JOIN article_body b ON b.article_id = a.id`);
  await dataSource.query(`CREATE TEMP TABLE word_of AS
    SELECT word, ndoc FROM ts_stat('SELECT words FROM text_of')`);
  const byUid = new Map(uids.map((uid, place) => [uid, collection[place]]));
  for (const [place, uid] of uids.entries()) {
    const rows = await dataSource.query(
      `WITH asked AS (
         SELECT string_agg(quote_literal(lexeme), ' | ')::tsquery AS query FROM (
           SELECT u.lexeme FROM text_of t, unnest(t.words) u JOIN word_of w ON w.word = u.lexeme
           WHERE t.id = $1 ORDER BY (1 + ln(cardinality(u.positions))) * ln($2::float8 / w.ndoc) DESC LIMIT 25) x)
       SELECT t.id FROM text_of t, asked WHERE t.words @@ asked.query AND t.id <> $1
       ORDER BY ts_rank(t.words, asked.query) DESC LIMIT 10`,
      [uid, uids.length],
    );
    lists.set(
      place,
      rows.map((row) => byUid.get(row.id)),
    );
  }
  await dataSource.query('DROP TABLE text_of, word_of');
  return (place) => lists.get(place);
}

function print(name, { precision, ndcg }) {
  console.log(
    `  ${name.padEnd(34)} nDCG@10 ${ndcg.toFixed(4)}   precision@10 ${precision.toFixed(4)}`,
  );
}

async function quality(paper, { title, language, collection, haystack = [], withTsRank = false }) {
  console.log(
    `${title}, ${language}: ${collection.length} articles${haystack.length > 0 ? ` among ${haystack.length} others` : ''}`,
  );
  const uids = await paper.save(language, collection);
  await paper.save(language, haystack);
  await paper.relate();
  const { dataSource } = paper;
  print('related', judge(collection, await keptLists(dataSource, uids, collection)));
  print(
    'full TF-IDF cosine',
    judge(collection, await fullTfIdf(dataSource, language, collection, haystack)),
  );
  if (withTsRank)
    print('ts_rank, 25 terms', judge(collection, await tsRank(dataSource, uids, collection)));
  await paper.clear();
}

const COMMON_WORDS = 200_000;
const TOPICS = 5000;
const TOPIC_WORDS = 40;

/** Makes up articles of some 250 words; words by Zipf's law, of which those of its topic come often. */
function articleMaker() {
  const words = vocabularyOf(randomOf(1), COMMON_WORDS + TOPICS * TOPIC_WORDS);
  const { below, zipfBelow } = randomOf(11);
  return () => {
    const topic = COMMON_WORDS + below(TOPICS) * TOPIC_WORDS;
    const word = () =>
      words[below(5) === 0 ? topic + zipfBelow(TOPIC_WORDS) : zipfBelow(COMMON_WORDS)];
    const text = (count) => Array.from({ length: count }, word).join(' ');
    return { title: text(8), body: text(250) };
  };
}

async function cost(paper) {
  const makeArticle = articleMaker();
  console.log(`placing among ${CORPUS} articles of some 250 words`);
  const started = performance.now();
  for (let made = 0; made < CORPUS; made += 5000) {
    await paper.save(
      'en',
      Array.from({ length: Math.min(5000, CORPUS - made) }, () => makeArticle()),
    );
  }
  const saved = performance.now();
  console.log(`  saving: ${Math.round((CORPUS / (saved - started)) * 1000)} articles/s`);
  await paper.relate();
  const seconds = (performance.now() - saved) / 1000;
  console.log(
    `  relating all of them: ${seconds.toFixed(0)} s, ${Math.round(CORPUS / seconds)} articles/s`,
  );
  await paper.dataSource.query('ANALYZE');
  const times = [];
  for (let single = 0; single < SINGLES; single += 1) {
    const uids = await paper.save('en', [makeArticle()]);
    const at = performance.now();
    await refreshRelated(paper.dataSource.manager, uids);
    times.push(performance.now() - at);
  }
  console.log(
    `  one article: median ${median(times).toFixed(1)} ms, p99 ${median(times, 0.99).toFixed(1)} ms`,
  );
  const more = performance.now();
  await paper.save(
    'en',
    Array.from({ length: 5000 }, () => makeArticle()),
  );
  const between = performance.now();
  await paper.relate();
  const done = performance.now();
  const rate = (from) => Math.round((5000 / (done - from)) * 1000);
  console.log(
    `  5000 more at once: ${rate(more)} articles/s saved and related, ${rate(between)} articles/s related`,
  );
}

const folder = mkdtempSync(
  join(process.getuid?.() === 0 ? '/var/tmp' : tmpdir(), 'broadsheet-bench-'),
);
// The database may run as another user, who has to reach it.
chmodSync(folder, 0o755);
const server = await bootEmbeddedPostgres({
  dataDir: folder,
  projectDir: folder,
  settings: { shared_buffers: '1GB', max_wal_size: '4GB' },
});
try {
  await ensureDatabase(server.connection, 'bench');
  const dataSource = await createDataSource(server.url('bench'), 2).initialize();
  await dataSource.runMigrations();
  await ensureDefaultSite(dataSource.manager);
  const languages = ['de', 'fr', 'ru', 'pt', 'es'];
  const editions = await ensureEditions(
    dataSource.manager,
    languages.map((language, place) => ({
      language,
      name: language,
      endonym: language,
      direction: 'LTR',
      timeZone: 'UTC',
      isDefault: false,
      position: place + 1,
    })),
  );
  const paper = new Paper(dataSource, editions);
  const parts = process.env.RELATED_BENCH_PARTS?.split(',') ?? ['quality', 'cost'];
  if (parts.includes('quality')) {
    const judged = collections();
    const only = process.env.RELATED_BENCH_COLLECTION ?? '';
    for (const one of judged)
      if (`${one.title}, ${one.language}`.includes(only)) await quality(paper, one);
    if (judged.length === 0) console.log(`There is no ${DATA}: quality is not measured.`);
  }
  if (parts.includes('cost')) await cost(paper);
  await dataSource.destroy();
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
