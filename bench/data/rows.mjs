// A newspaper of any size, the same at each run: invented words as frequent as words are, bodies of some 400 words, a few tags that
// many articles have and many that few have. What is here is in no database yet.
import { randomOf, vocabularyOf } from './random.mjs';

const SEED = 1887;
const WORDS = 20_000;
const PARAGRAPHS = 4_000;
const TAGS = 2_000;
const PEOPLE = 500;
const SECTIONS = 8;
const SUBSECTIONS = 6;
const IMAGES = 500;
const MINUTES_APART = 7;

/** No stop word of a language is as long: what ends with such a word has as many positions as words. */
const LONG = 8;

/** A UUID of version 7 with a time and the given random part, so that the same article has the same id at each run. */
function uuidAt(milliseconds, random) {
  const time = milliseconds.toString(16).padStart(12, '0');
  const hex = (length) =>
    random
      .below(16 ** length)
      .toString(16)
      .padStart(length, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-8${hex(3)}-${hex(6)}${hex(6)}`;
}

const capitalised = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** Words are numbers, the places in the vocabulary, until they are written down. */
function writer(random, vocabulary) {
  const some = (count) => Array.from({ length: count }, () => random.zipfBelow(WORDS));
  const written = (words) => capitalised(words.map((word) => vocabulary[word]).join(' '));
  const long = () => {
    for (;;) {
      const word = random.below(WORDS);
      if (vocabulary[word].length >= LONG) return word;
    }
  };
  const paragraph = () => {
    const sentences = Array.from({ length: 5 }, () => some(8 + random.below(10)));
    sentences.at(-1).push(long());
    return {
      text: sentences.map((words) => `${written(words)}.`).join(' '),
      words: [...new Set(sentences.flat())],
    };
  };
  return { some, written, paragraph };
}

function named(count, start, { random, write, taken }) {
  return Array.from({ length: count }, (_, place) => {
    let words = write.some(2);
    while (taken.has(write.written(words))) words = write.some(2);
    taken.add(write.written(words));
    const name = write.written(words);
    return { id: uuidAt(start + 1_000 + place, random), slug: `n-${place + 1}`, name, words };
  });
}

function article({ random, write, parts }, place, at) {
  const tags = Array.from({ length: 4 }, () => random.zipfBelow(TAGS));
  const headline = write.some(5 + random.below(4));
  const standfirst = write.some(8 + random.below(10));
  const title = write.written(headline);
  return {
    ...{ id: uuidAt(at, random), at, headline: title, standfirst: `${write.written(standfirst)}.` },
    section: random.below(parts.sections.length),
    slug: `${title.toLowerCase().replaceAll(' ', '-')}-${place}`,
    format: random.below(20) === 0 ? 'OPINION' : 'NEWS',
    image: random.below(IMAGES),
    author: random.below(PEOPLE),
    tags: [...new Set(tags)],
    paragraphs: Array.from({ length: 6 }, () => random.below(PARAGRAPHS)),
    words: [...headline, ...standfirst],
  };
}

/** What `count` articles are made of, the newest published just before `until`; `articles()` makes them, once. */
export function newspaperOf(count, until) {
  const random = randomOf(SEED);
  const vocabulary = vocabularyOf(random, WORDS);
  const write = writer(random, vocabulary);
  const start = until - (count + 1) * MINUTES_APART * 60_000;
  const timeOf = (place) => start + (place + 1) * MINUTES_APART * 60_000;
  const sections = Array.from({ length: SECTIONS + SUBSECTIONS }, (_, place) => ({
    ...{ id: uuidAt(start + place, random), slug: `section-${place + 1}` },
    ...{ parent: place < SECTIONS ? null : place % 3, name: write.written(write.some(1)) },
  }));
  const taken = new Set();
  const parts = {
    sections,
    tags: named(TAGS, start, { random, write, taken }),
    people: named(PEOPLE, start, { random, write, taken }),
    images: Array.from({ length: IMAGES }, (_, place) => uuidAt(start + 9_000 + place, random)),
    paragraphs: Array.from({ length: PARAGRAPHS }, write.paragraph),
  };
  function* articles() {
    for (let place = 0; place < count; place += 1) {
      yield article({ random, write, parts }, place, timeOf(place));
    }
  }
  return { count, vocabulary, ...parts, articles };
}

/** The different words of an article, in the order of their letters, and `counts` of articles that have each. */
export function wordCounter({ vocabulary, tags, people, paragraphs }) {
  const order = vocabulary
    .map((_, word) => word)
    .sort((a, b) => (vocabulary[a] < vocabulary[b] ? -1 : 1));
  const rankOf = new Uint16Array(vocabulary.length);
  order.forEach((word, rank) => (rankOf[word] = rank));
  const seenIn = new Uint32Array(vocabulary.length);
  const counts = new Uint32Array(vocabulary.length);
  let nth = 0;
  const wordsOf = (row) => {
    nth += 1;
    const ranks = [];
    const add = (words) => {
      for (const word of words) {
        if (seenIn[word] === nth) continue;
        seenIn[word] = nth;
        counts[word] += 1;
        ranks.push(rankOf[word]);
      }
    };
    add(row.words);
    for (const tag of row.tags) add(tags[tag].words);
    add(people[row.author].words);
    for (const paragraph of row.paragraphs) add(paragraphs[paragraph].words);
    return [...Uint16Array.from(ranks).sort()].map((rank) => vocabulary[order[rank]]);
  };
  return { wordsOf, counts };
}
