// What related articles are judged on: collections that people have judged (../shared/data, where it is there), and others
// made of them, the same at each run. docs/measurements.md tells what comes of each.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const DATA = fileURLToPath(new URL('../../../shared/data/articles', import.meta.url));
const LANGUAGES = ['en', 'de', 'fr', 'ru', 'pt', 'es'];
const HAYSTACK = 10_000;

/** The same numbers at each run (a linear congruential generator). */
function random(seed) {
  let state = seed;
  return (limit) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * limit);
  };
}

function read(file) {
  return readFileSync(join(DATA, file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

function shuffle(items, seed) {
  const pick = random(seed);
  const shuffled = [...items];
  for (let place = shuffled.length - 1; place > 0; place -= 1) {
    const other = pick(place + 1);
    [shuffled[place], shuffled[other]] = [shuffled[other], shuffled[place]];
  }
  return shuffled;
}

/** Short articles of so many sentences each, all of one label; no sentence is in two of them. */
function joinSentences(sentences, size, seed) {
  const shuffled = shuffle(sentences, seed);
  const labels = [...new Set(sentences.map((one) => one.labels[0]))];
  return labels.flatMap((label) => {
    const own = shuffled.filter((one) => one.labels[0] === label);
    return Array.from({ length: Math.floor(own.length / size) }, (_, place) => {
      const bodies = own.slice(place * size, (place + 1) * size).map(({ body }) => body);
      const title = bodies[0].split(' ').slice(0, 8).join(' ');
      return { title, body: bodies.join(' '), labels: [label], story: null };
    });
  });
}

/** Other articles made of sentences about all and sundry, each with a few words of the collection's own. */
function makeHaystack(sentences, collection, seed = 5) {
  const pick = random(seed);
  return Array.from({ length: HAYSTACK }, () => {
    const parts = Array.from({ length: 3 + pick(6) }, () => sentences[pick(sentences.length)].body);
    const strewn = collection[pick(collection.length)].body.split(' ').filter(() => pick(8) === 0);
    return {
      title: parts[0].slice(0, 80),
      body: `${parts.slice(1).join(' ')} ${strewn.join(' ')}`,
      labels: [],
      story: null,
    };
  });
}

/** Half of the sentences as articles, among others that are made of the other half. */
function inHaystack(sentences, seed) {
  const shuffled = shuffle(sentences, seed);
  const half = Math.floor(shuffled.length / 2);
  const collection = joinSentences(shuffled.slice(0, half), 3, seed);
  return { collection, haystack: makeHaystack(shuffled.slice(half), collection) };
}

/** Each with its title and language; empty where there is no data. */
export function collections() {
  if (!existsSync(DATA)) return [];
  const ecb = read('ecb-plus.jsonl');
  const sib = read('sib-200.jsonl').map((one) => ({ ...one, story: null }));
  const of = (language) => sib.filter(({ lang }) => lang === language);
  const list = [
    { title: 'ECB+', language: 'en', collection: ecb, withTsRank: true },
    {
      title: 'ECB+ without headlines',
      language: 'en',
      collection: ecb.map((one) => ({ ...one, title: one.body.slice(0, 80) })),
    },
    { title: 'ECB+', language: 'en', collection: ecb, haystack: makeHaystack(of('en'), ecb) },
  ];
  for (const language of LANGUAGES)
    list.push({ title: 'SIB-200', language, collection: of(language) });
  for (const [size, seed] of [
    [2, 9],
    [3, 7],
    [6, 10],
  ])
    for (const language of LANGUAGES)
      list.push({
        title: `SIB-200, ${size} sentences each`,
        language,
        collection: joinSentences(of(language), size, seed),
      });
  for (const language of ['de', 'fr'])
    list.push({ title: 'SIB-200, 3 sentences each', language, ...inHaystack(of(language), 7) });
  return list;
}
