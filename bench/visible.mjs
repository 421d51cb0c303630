// How long it takes until readers see what has been published: on the gateway that published it, which must be at once, and on
// another. Each article is published, and then corrected, while readers of both keep asking for it. --articles 200
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { bootServer, build } from './data/database.mjs';
import { numberOption } from './data/options.mjs';
import { factsOf, makeNewspaper, startGateway } from './demo/gateways.mjs';
import { send } from './outage/load.mjs';

const ARTICLES = numberOption('articles', 200);
const LONGEST_MS = 10_000;

const CREATE =
  'mutation($input: ArticleInput!) { createArticle(input: $input) { version article { id slug } } }';
const PUBLISH = 'mutation($id: ID!) { publishArticle(id: $id) { version } }';
const CORRECT =
  'mutation($id: ID!, $input: ArticleInput!, $version: Int!) { updateArticle(id: $id, input: $input, version: $version) { version } }';
const READ =
  'query($slug: String!) { article(slug: $slug) { headline } latest(first: 20) { headline } }';

async function ask(base, query, variables, token) {
  const headers = {
    'content-type': 'application/json',
    ...(token && { authorization: `Bearer ${token}` }),
  };
  const body = JSON.stringify({ query, variables });
  const { text } = await send(base, { method: 'POST', path: '/graphql', headers, body });
  const { data, errors } = JSON.parse(text);
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

/** Whether a reader there sees the headline in the article and in the list. */
async function shows(base, slug, headline) {
  const { article, latest } = await ask(base, READ, { slug });
  return article?.headline === headline && latest.some((one) => one.headline === headline);
}

async function untilShown(base, slug, headline) {
  for (const end = performance.now() + LONGEST_MS; performance.now() < end;) {
    if (await shows(base, slug, headline)) return performance.now();
  }
  return Infinity;
}

/** Sends a mutation while a reader of the other gateway keeps asking; milliseconds from when it was sent, and answered. */
async function measure([own, other], facts, { mutation, variables, slug, headline }) {
  const sent = performance.now();
  const seen = untilShown(other, slug, headline);
  const answer = await ask(own, mutation, variables, facts.token);
  const answered = performance.now();
  const isShownAtOnce = await shows(own, slug, headline);
  const at = await seen;
  const [{ version }] = Object.values(answer);
  return {
    version,
    isShownAtOnce,
    sinceSent: at - sent,
    sinceAnswered: Math.max(0, at - answered),
  };
}

function print(title, notes) {
  const times = (key) => notes.map((note) => note[key]).sort((a, b) => a - b);
  const spread = (key) =>
    [0.5, 0.99, 1].map((share) => {
      const sorted = times(key);
      return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1);
    });
  const [p50, p99, most] = spread('sinceAnswered');
  const [sent50, sent99] = spread('sinceSent');
  console.log(`${title}, ${notes.length} times
  on its own gateway after the answer: ${notes.filter((note) => !note.isShownAtOnce).length} times not shown
  on the other, since the answer: median ${p50} ms, p99 ${p99} ms, most ${most} ms
  on the other, since it was sent: median ${sent50} ms, p99 ${sent99} ms`);
}

build();
const dataDir = join(process.env.BENCH_DIR ?? '/var/tmp/broadsheet-bench', 'visible');
const server = await bootServer(dataDir);
const url = await makeNewspaper(server);
const gateways = [await startGateway(url), await startGateway(url)];
try {
  const facts = await factsOf(url);
  const bases = gateways.map(({ base }) => base);
  const [published, corrected] = [[], []];
  for (let number = 0; number < ARTICLES; number += 1) {
    const pair = number % 2 === 0 ? bases : bases.toReversed();
    const headline = `${facts.run} number ${number}`;
    const input = { headline, section: facts.section };
    const { article } = (await ask(pair[0], CREATE, { input }, facts.token)).createArticle;
    const { id, slug } = article;
    // What is not there is kept as well.
    for (const base of pair) await shows(base, slug, headline);
    const publish = { mutation: PUBLISH, variables: { id }, slug, headline };
    const note = await measure(pair, facts, publish);
    published.push(note);
    const better = `${headline}, corrected`;
    const variables = { id, input: { headline: better }, version: note.version };
    corrected.push(
      await measure(pair, facts, { mutation: CORRECT, variables, slug, headline: better }),
    );
  }
  print('published', published);
  print('corrected', corrected);
} finally {
  for (const { stop } of gateways) await stop();
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
