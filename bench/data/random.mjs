/** The same numbers at each run (mulberry32): a function of a limit that answers whole numbers below it. */
export function randomOf(seed) {
  let state = seed >>> 0;
  const fraction = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit) => Math.floor(fraction() * limit);
  /** The first is picked most often, the second half as often, and so on: as words, tags and readers are. */
  const zipfBelow = (limit) =>
    Math.min(limit - 1, Math.floor(Math.exp(fraction() * Math.log(limit + 1))) - 1);
  return { below, zipfBelow, fraction };
}

const STARTS = 'b br c ch d dr f fl g gr h k l m n p pl qu r s sh st t th tr v w'.split(' ');
const MIDDLES = 'a e i o u ai ea ee ou'.split(' ');
const ENDS = 'l n r s t nd st ng ck m p'.split(' ');

/** Invented words, the most frequent first. */
export function vocabularyOf(random, size) {
  const words = new Set();
  const syllable = () =>
    STARTS[random.below(STARTS.length)] + MIDDLES[random.below(MIDDLES.length)];
  while (words.size < size) {
    const length = 1 + random.below(words.size < 200 ? 1 : 3);
    words.add(Array.from({ length }, syllable).join('') + ENDS[random.below(ENDS.length)]);
  }
  return [...words];
}
