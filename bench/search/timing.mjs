// What PostgreSQL takes to search the bench's newspaper: what the gateway sends for a first page, a count, facets and suggestions,
// each with EXPLAIN ANALYZE, the middle one of three runs. With the bars that they are to keep.
import pg from 'pg';
import { compiled, openBenchDatabase } from '../data/database.mjs';
import { explain, openPlanner } from '../explain/plans.mjs';

const ROUNDS = 15;
export const BARS = { page: 20, suggest: 5 };

/** Which part of the articles has each of the two words. */
const PAIRS = {
  'both in half of the articles': [0.5, 0.5],
  'one in half, one in a tenth': [0.5, 0.1],
  'both in a tenth': [0.1, 0.1],
  'one in half, one in 0.5 %': [0.5, 0.005],
  'one in a tenth, one in 0.5 %': [0.1, 0.005],
  'both in 0.5 %': [0.005, 0.005],
};

const quantile = (numbers, share) =>
  [...numbers].sort((a, b) => a - b)[Math.floor((numbers.length - 1) * share)];

/** One line with the median and the 95th percentile, and whether it keeps its bar. Answers whether it does. */
export function report(name, times, bar) {
  const median = quantile(times, 0.5);
  const line = `  ${name}: median ${median.toFixed(1)} ms, p95 ${quantile(times, 0.95).toFixed(1)} ms`;
  const isKept = bar === undefined || median <= bar;
  console.log(bar === undefined ? line : `${line} (bar ${bar} ms): ${isKept ? 'PASS' : 'FAIL'}`);
  return isKept;
}

/** The gateway's loaders on a reader that adds up what its statements take. */
function timedLoaders(client, planner) {
  const { createSearchLoaders } = compiled('src/search/search.loaders.js');
  let spent = 0;
  const rows = async (statement, values) => {
    const plan = await explain(planner, { ...statement, values });
    // What has a name is planned once a connection.
    spent += plan.execution + (statement.name === null ? plan.planning : 0);
    return (await client.query(statement.text, values)).rows;
  };
  const schedule = (run) => setTimeout(run, 0);
  return {
    fresh: () => createSearchLoaders({ rows, schedule, noteUnshared: () => undefined }),
    take: () => {
      const taken = spent;
      spent = 0;
      return taken;
    },
  };
}

async function wordsNear(client, editionId, share) {
  const { rows } = await client.query(
    `SELECT w.word FROM search_word w, (SELECT articles FROM search_word WHERE edition_id = $1 AND word = '') t
     WHERE w.edition_id = $1 AND w.word = w.lexeme ORDER BY abs(w.articles - t.articles * $2::float8) LIMIT $3`,
    [editionId, share, 2 * ROUNDS],
  );
  return rows.map(({ word }) => word);
}

async function searchTimes(timed, edition, { shares, wordsOf, filter }) {
  const { findTarget } = compiled('src/search/search.find.js');
  const times = { page: [], count: [], facets: [] };
  const page = { size: 20, backward: false, after: null, before: null };
  for (let round = 0; round < ROUNDS; round += 1) {
    const words = shares.map((share, place) => wordsOf[share][2 * round + place]);
    const loaders = timed.fresh();
    const request = { edition, typed: words.join(' '), filter, page };
    const target = await findTarget({ loaders }, request);
    await loaders.searchPage.load({ target, order: 'RELEVANCE', page });
    times.page.push(timed.take());
    await loaders.searchCount.load({ target, cap: 10_000 });
    times.count.push(timed.take());
    await loaders.searchFacets.load(target);
    times.facets.push(timed.take());
  }
  return times;
}

async function searches(client, timed, edition) {
  const wordsOf = {};
  for (const share of new Set(Object.values(PAIRS).flat())) {
    wordsOf[share] = await wordsNear(client, edition.uid, share);
  }
  const { rows: tags } = await client.query(
    'SELECT t.id FROM tag t JOIN article_tag x ON x.tag_id = t.id GROUP BY 1 ORDER BY count(*) LIMIT 1',
  );
  const { rows: sections } = await client.query('SELECT id FROM section ORDER BY position LIMIT 1');
  const filters = {
    'both in half, in a section': { sectionIds: [sections[0].id] },
    'both in half, with a tag that few have': { tagIds: [tags[0].id] },
  };
  const kinds = [
    ...Object.entries(PAIRS).map(([name, shares]) => [name, { shares, wordsOf, filter: {} }]),
    ...Object.entries(filters).map(([name, filter]) => [
      name,
      { shares: [0.5, 0.5], wordsOf, filter },
    ]),
  ];
  const pages = [];
  let isKept = true;
  for (const [name, kind] of kinds) {
    const times = await searchTimes(timed, edition, kind);
    pages.push(...times.page);
    isKept = report(`first page, ${name}`, times.page, BARS.page) && isKept;
    report('    count', times.count);
    report('    facets', times.facets);
  }
  return report('first page, all of these', pages, BARS.page) && isKept;
}

async function suggestions(client, timed, edition) {
  const { rows: words } = await client.query(
    `SELECT word FROM (SELECT word, row_number() OVER (ORDER BY articles DESC) AS rank FROM search_word WHERE length(word) > 4) w
     WHERE rank % 331 = 7 ORDER BY rank LIMIT 60`,
  );
  let isKept = true;
  for (const length of [1, 2, 3, 5]) {
    const times = [];
    for (const { word } of words) {
      const key = { editionId: edition.uid, prefix: word.slice(0, length), size: 8 };
      await timed.fresh().suggestible.load(key);
      times.push(timed.take());
    }
    isKept = report(`suggest by ${length} letters`, times, BARS.suggest) && isKept;
  }
  return isKept;
}

/** Prints what PostgreSQL takes at so many articles; answers whether every bar is kept. */
export async function measure(articles) {
  const database = await openBenchDatabase(articles);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const planner = await openPlanner(database.url);
  try {
    const { rows } = await client.query(
      'SELECT id AS uid, language, time_zone AS "timeZone" FROM edition WHERE is_default',
    );
    const timed = timedLoaders(client, planner);
    console.log(
      `PostgreSQL's time at ${articles} articles, all statements together, ${ROUNDS} pairs of words of each kind:`,
    );
    const areSearches = await searches(client, timed, rows[0]);
    const areSuggestions = await suggestions(client, timed, rows[0]);
    return areSearches && areSuggestions;
  } finally {
    await planner.end();
    await client.end();
    await database.stop();
  }
}
