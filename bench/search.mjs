// Search: how well it finds sentences of six languages, in a database of its own, made and removed here; and how long PostgreSQL
// takes at 100,000 articles (--articles N; 0: not measured). Every figure with its bar; one that is not kept fails the bench.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inflectedQueries } from './search/inflected.mjs';
import { numberOption } from './data/options.mjs';
import { measure } from './search/timing.mjs';

const project = fileURLToPath(new URL('..', import.meta.url));
const SENTENCES = join(project, '../shared/data/articles/sib-200.jsonl');
const ARTICLES = numberOption('articles', 100_000);

/** Of a language's queries, in percent. */
const QUALITY_BAR = 95;

const built = spawnSync(process.execPath, [join(project, 'scripts/run.mjs'), 'build'], {
  stdio: 'inherit',
});
if (built.status !== 0) process.exit(1);
const load = createRequire(join(project, 'dist/src/main.js'));
load('reflect-metadata');
const { createDataSource } = load('../ormconfig');
const { openDatabase } = load('./sql/database');
const { startGateway } = load('./gateway');
const { readConfig } = load('./config');
const { ensureDefaultSite, ensureEditions } = load('./site/site.commands');
const { ensureSections } = load('./sections/section.commands');
const { saveArticles } = load('./articles/article.commands');
const { countWords } = load('./search/search-index.commands');
const { newUid } = load('./sql/uuid');
const { pino } = load('pino');

const NOTHING = Object.fromEntries(
  [
    ...['seoTitle', 'shortTitle', 'kicker', 'standfirst', 'imageId', 'embargoUntil', 'originalId'],
    ...['sourceId', 'externalId', 'sourceUrl', 'usageTerms', 'contentHash'],
  ].map((name) => [name, null]),
);

/** The job stops after a while; here it is to finish. */
async function countAll(dataSource) {
  const due = 'SELECT count(*)::int AS count FROM article_word WHERE due_at <= now()';
  while ((await dataSource.query(due))[0].count > 0) await countWords(dataSource.manager);
}

async function saveSentences(manager, sentences) {
  const languages = [...new Set(sentences.map(({ lang }) => lang))];
  const drafts = languages
    .filter((language) => language !== 'en')
    .map((language, position) => ({
      ...{ language, name: language, endonym: language, direction: 'LTR' },
      ...{ timeZone: 'UTC', isDefault: false, position: position + 1 },
    }));
  const editions = await ensureEditions(manager, drafts);
  for (const language of languages) {
    const editionId = editions.get(language);
    const sections = await ensureSections(manager, editionId, [{ slug: 'news', name: 'News' }]);
    const own = sentences.filter(({ lang }) => lang === language);
    for (let start = 0; start < own.length; start += 200) {
      const batch = own.slice(start, start + 200).map((sentence, place) => {
        const at = new Date(Date.UTC(2026, 0, 1) - (start + place) * 3_600_000);
        return {
          ...NOTHING,
          ...{ uid: newUid(), editionId, language, sectionId: sections.get('news') },
          ...{ slug: sentence.id, format: 'NEWS', status: 'PUBLISHED', publishedAt: at },
          ...{ updatedAt: at, credits: [], tagIds: [], headline: sentence.title },
          blocks: [{ kind: 'paragraph', html: sentence.body.replace(/[<>&]/g, ' ') }],
        };
      });
      await manager.transaction((transaction) => saveArticles(transaction, batch));
    }
  }
}

async function ask(url, query, variables) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

const FIND = `query F($query: String!, $edition: LanguageTag) {
  search(query: $query, edition: $edition, first: 5) { nodes { slug } } }`;

async function quality(url, sentences) {
  console.log(
    'Three content words of a sentence, one of them in another form: among the first five?',
  );
  for (const language of [...new Set(sentences.map(({ lang }) => lang))]) {
    const asked = inflectedQueries(
      language,
      sentences.filter(({ lang }) => lang === language),
    );
    const missed = [];
    for (const one of asked) {
      const { search } = await ask(url, FIND, { query: one.query, edition: language });
      if (!search.nodes.some(({ slug }) => slug === one.id)) missed.push(one);
    }
    const share = (100 * (asked.length - missed.length)) / asked.length;
    const forms = asked.filter(({ kind }) => kind === 'form').length;
    console.log(
      `  ${language}: ${share.toFixed(1)} % of ${asked.length} (${forms} with another form, ${asked.length - forms} without accents; bar ${QUALITY_BAR} %): ${share >= QUALITY_BAR ? 'PASS' : 'FAIL'}`,
    );
    if (share < QUALITY_BAR) process.exitCode = 1;
    if (process.env.SEARCH_MISSED)
      console.log(missed.map(({ query, id }) => `    ${query} → ${id}`).join('\n'));
  }
}

const folder = mkdtempSync(
  join(process.getuid?.() === 0 ? '/var/tmp' : tmpdir(), 'broadsheet-bench-'),
);
chmodSync(folder, 0o755);
const options = { dataDir: join(folder, 'data'), projectDir: project };
const database = await openDatabase({
  ...options,
  databaseUrl: null,
  embeddedPgBin: process.env.EMBEDDED_PG_BIN ?? null,
  embeddedPgUser: process.env.EMBEDDED_PG_USER ?? null,
});
try {
  const dataSource = await createDataSource(database.url, 2).initialize();
  await dataSource.runMigrations();
  await ensureDefaultSite(dataSource.manager);
  if (existsSync(SENTENCES)) {
    const lines = readFileSync(SENTENCES, 'utf8').trim().split('\n');
    const sentences = lines.map((line) => JSON.parse(line));
    await saveSentences(dataSource.manager, sentences);
    await countAll(dataSource);
    await dataSource.query('ANALYZE');
    const config = readConfig({
      ...{ NODE_ENV: 'test', PORT: '0', LOG_LEVEL: 'silent', RATE_LIMIT_PER_MINUTE: '0' },
    });
    const logger = pino({ level: 'silent' });
    const gateway = await startGateway({ config, databaseUrl: database.url, logger });
    await quality(gateway.url, sentences);
    await gateway.close();
  } else {
    console.log(`No sentences to search: ${SENTENCES} is not there.`);
  }
  await dataSource.destroy();
} finally {
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
}
if (ARTICLES > 0 && !(await measure(ARTICLES))) process.exitCode = 1;
