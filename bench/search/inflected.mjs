// Queries made of sentences: three of their words, one of them as another form of it or without its accents.

/** Endings by which forms of one word differ. Two words are taken for forms of one where both are the same but for these. */
const ENDINGS = {
  en: ['', 's', 'es', 'ed', 'd', 'ing'],
  de: ['', 'e', 'en', 'er', 'es', 'em', 'n', 's', 'te', 'ten', 't'],
  fr: ['', 's', 'e', 'es', 'x', 'er', 'ent', 'é', 'ée', 'és', 'ées'],
  pt: ['', 's', 'es', 'o', 'a', 'os', 'as', 'ão', 'ões', 'al', 'ais', 'm', 'ns', 'r', 'ram'],
  es: ['', 's', 'es', 'o', 'a', 'os', 'as', 'ón', 'ones', 'n', 'r', 'ron'],
  ru: [
    ...[
      '',
      'а',
      'я',
      'ы',
      'и',
      'у',
      'ю',
      'е',
      'о',
      'ой',
      'ей',
      'ом',
      'ем',
      'ам',
      'ям',
      'ами',
      'ями',
      'ах',
      'ях',
    ],
    ...[
      'ов',
      'ев',
      'ый',
      'ий',
      'ая',
      'ое',
      'ые',
      'ие',
      'ого',
      'его',
      'ых',
      'их',
      'ую',
      'ым',
      'им',
      'ь',
      'ия',
      'ии',
    ],
  ],
};

const plain = (word) =>
  word
    .normalize('NFD')
    .replace(/(?<=[a-z])\p{M}|(?<=е)\u0308/gu, '')
    .normalize('NFC');

/** The same numbers at each run (a linear congruential generator). */
function random(seed) {
  let state = seed;
  return (limit) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * limit);
  };
}

const wordsOf = (text) => text.toLowerCase().match(/\p{L}{5,}/gu) ?? [];

/** Other words of the corpus that share a beginning of at least five letters and differ in endings alone. */
function formsOf(word, byStart, endings) {
  return (byStart.get(word.slice(0, 5)) ?? []).filter((other) => {
    if (other === word || plain(other) === plain(word)) return false;
    let same = 5;
    while (same < Math.min(word.length, other.length) && word[same] === other[same]) same += 1;
    for (let at = same; at >= 5; at -= 1) {
      if (endings.has(word.slice(at)) && endings.has(other.slice(at))) return true;
    }
    return false;
  });
}

/** One query for each sentence that has three content words, one of which has another form or an accent. */
export function inflectedQueries(language, sentences) {
  const seed = Number(process.env.SEARCH_SEED ?? 7);
  const pick = random(seed);
  const counts = new Map();
  for (const { body } of sentences)
    for (const word of new Set(wordsOf(body))) counts.set(word, (counts.get(word) ?? 0) + 1);
  // What one sentence in fifty has is hardly content.
  const isContent = (word) => counts.get(word) <= sentences.length / 50;
  const byStart = new Map();
  for (const word of counts.keys()) {
    const start = word.slice(0, 5);
    byStart.set(start, [...(byStart.get(start) ?? []), word]);
  }
  const endings = new Set(ENDINGS[language]);
  const queries = [];
  for (const { id, body } of sentences) {
    const words = [...new Set(wordsOf(body))].filter(isContent);
    const changes = words.flatMap((word) => {
      const forms = formsOf(word, byStart, endings).map((form) => ({ word, form, kind: 'form' }));
      const bare = plain(word) === word ? [] : [{ word, form: plain(word), kind: 'accent' }];
      return [...forms, ...bare];
    });
    if (words.length < 3 || changes.length === 0) continue;
    const { word, form, kind } = changes[pick(changes.length)];
    const others = words.filter((other) => other !== word);
    const second = others.splice(pick(others.length), 1)[0];
    const third = others[pick(others.length)];
    queries.push({ id, kind, query: [second, form, third].join(' ') });
  }
  return queries;
}
