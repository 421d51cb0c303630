// Writes the plan of every hot statement, as the gateway sends it, at 100,000 articles (--articles N) into docs/explain. What is sent
// is taken from a gateway that runs in this process and is asked for pages; nothing of SQL stands here. --area NAME: that file alone.
import { mkdirSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { build, compiled, project } from './data/compiled.mjs';
import { openBenchDatabase } from './data/database.mjs';
import { writeFormatted } from './data/formatted.mjs';
import { numberOption } from './data/options.mjs';
import { newspaperOf } from './data/rows.mjs';
import { explain, openPlanner } from './explain/plans.mjs';
import { recordReaders } from './explain/recorder.mjs';
import { reportOf } from './explain/report.mjs';
import { requestsOf } from './explain/requests.mjs';

const SAVED = 40;

async function factsOf(url, articles) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const list = async (text, ...values) => (await client.query(text, values)).rows;
  const slugs = await list('SELECT slug, id FROM article ORDER BY published_at DESC LIMIT 500');
  const sections = await list('SELECT slug FROM section ORDER BY position');
  const tags = await list(
    'SELECT t.slug FROM tag t JOIN article_tag x ON x.tag_id = t.id GROUP BY 1 ORDER BY count(*) DESC',
  );
  const [{ year }] = await list(
    'SELECT extract(year FROM max(published_at))::int - 1 AS year FROM article',
  );
  const [{ version }] = await list('SHOW server_version').then(([row]) => [
    { version: row.server_version },
  ]);
  await client.end();
  const { vocabulary } = newspaperOf(1, 0);
  return {
    ...{ slugs: slugs.map(({ slug }) => slug), sections: sections.map(({ slug }) => slug) },
    ...{
      tags: [tags[0].slug, tags.at(-1).slug],
      person: 'n-7',
      year,
      version,
      now: Date.now(),
      articles,
    },
    ...{ anArticle: `art_${slugs[3].id}`, word: (rank) => vocabulary[rank] },
  };
}

function asker(url, tokenOf) {
  return async ({ title, text, variables, path, role }) => {
    if (path) {
      const response = await fetch(url + path);
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      return response.text();
    }
    const authorization = role ? { authorization: `Bearer ${await tokenOf(role)}` } : {};
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization },
      body: JSON.stringify({ query: text, variables }),
    });
    const { data, errors } = await response.json();
    if (errors) throw new Error(`${title}: ${JSON.stringify(errors[0])}`);
    return data;
  };
}

/** A list with articles in it, and what asks for it. */
async function readingList(ask, facts) {
  const { latest } = await ask({ title: 'ids', text: `{ latest(first: ${SAVED}) { id } }` });
  const own = (title, text) => ({ title, text, role: 'READER' });
  const { createReadingList: list } = await ask(
    own('a list', 'mutation { createReadingList(input: {title: "Bench"}) { id } }'),
  );
  for (const { id } of latest) {
    await ask(
      own(
        'an item',
        `mutation { addToReadingList(listId: "${list.id}", articleId: "${id}") { article { id } } }`,
      ),
    );
  }
  facts.readingList = [
    own(
      'a list with its items',
      `{ readingList(id: "${list.id}") { title itemCount items(first: 20) {
      nodes { article { headline path } } } } }`,
    ),
    own('the viewer', '{ viewer { readingLists { title itemCount } } }'),
  ];
  return () => ask(own('gone', `mutation { deleteReadingList(id: "${list.id}") }`));
}

async function entriesOf(ask, recorder, planner, requests) {
  const entries = [];
  for (const request of requests) {
    recorder.take();
    // The first time reads what is kept for a while.
    await ask(request);
    const known = new Set();
    for (const statement of recorder.take()) {
      if (known.has(statement.text)) continue;
      known.add(statement.text);
      const plan = await explain(planner, statement);
      process.stderr.write(`${request.title}: ${statement.sender} ${plan.execution} ms\n`);
      const heading = `${entries.length + 1}. ${statement.sender}`;
      entries.push({ heading, request: request.title, statement, plan });
    }
  }
  return entries;
}

const articles = numberOption('articles', 100_000);
const onlyArea = process.argv.includes('--area')
  ? process.argv[process.argv.indexOf('--area') + 1]
  : null;
build();
const recorder = recordReaders();
const database = await openBenchDatabase(articles);
const { startGateway } = compiled('src/gateway.js');
const { readConfig } = compiled('src/config.js');
const { ensureSecret } = compiled('src/images/secret.commands.js');
const { LOCAL_TOKEN_SECRET, signLocalToken } = compiled('src/identity/local.token.js');
const { pino } = await import('pino');
const config = readConfig({
  ...{ NODE_ENV: 'test', PORT: '0', LOG_LEVEL: 'silent', RATE_LIMIT_PER_MINUTE: '0' },
  ...{
    STATEMENT_TIMEOUT_MS: '60000',
    EXECUTION_TIMEOUT_MS: '120000',
    RANKING_REFRESH_SECONDS: '3600',
  },
});
const logger = pino({ level: 'silent' });
const gateway = await startGateway({ config, databaseUrl: database.url, logger });
const planner = await openPlanner(database.url);
try {
  const facts = await factsOf(database.url, articles);
  const secret = await ensureSecret(gateway.dataSource.manager, LOCAL_TOKEN_SECRET);
  const ask = asker(gateway.url, (role) => signLocalToken(secret, { subject: 'bench', role }));
  const list = await ask({
    title: 'deep',
    text: `{ articles(first: 100) { pageInfo { endCursor } } sections { feeds { url } } archive { years { year } } }`,
  });
  facts.deep = list.articles.pageInfo.endCursor;
  facts.paths = [
    ...list.sections[0].feeds.map(({ url }) => new URL(url, gateway.url).pathname),
    '/sitemap.xml',
  ];
  const remove = await readingList(ask, facts);
  const folder = join(project, 'docs/explain');
  mkdirSync(folder, { recursive: true });
  for (const [area, [title, requests]] of Object.entries(requestsOf(facts))) {
    if (onlyArea !== null && onlyArea !== area) continue;
    const entries = await entriesOf(ask, recorder, planner, requests);
    const head = `${articles.toLocaleString('en')} articles, PostgreSQL ${facts.version}, ${new Date().toISOString().slice(0, 10)}, load ${loadavg()[0].toFixed(1)}: the middle one of three runs each. Made by \`npm run bench -- explain --articles ${articles} --area ${area}\`.`;
    await writeFormatted(join(folder, `${area}.md`), reportOf(title, head, entries));
  }
  await remove();
} finally {
  await planner.end();
  await gateway.close();
  await database.stop();
}
