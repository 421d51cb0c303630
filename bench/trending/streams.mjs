// Made-up streams of reads of very different kinds, the same at each run. An article has a rate of reads that changes with its age and
// the time; how many there are in ten minutes is drawn from it.
import { randomOf } from '../data/random.mjs';

const START = Date.UTC(2026, 0, 5);
const HOUR_MS = 3_600_000;
const STEP_HOURS = 1 / 6;

function chanceOf(seed) {
  const { fraction } = randomOf(seed);
  const normal = () =>
    Math.sqrt(-2 * Math.log(1 - fraction())) * Math.cos(2 * Math.PI * fraction());
  const poisson = (mean) => {
    if (mean > 40) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
    let count = 0;
    for (let rest = fraction(); rest > Math.exp(-mean); rest *= fraction()) count += 1;
    return count;
  };
  const between = (low, high) => low + (high - low) * fraction();
  return { fraction, normal, poisson, between, lognormal: (spread) => Math.exp(spread * normal()) };
}

/** From 1 - depth at three at night to 1 + depth in the afternoon. */
const rhythm = (depth) => (hour) => 1 + depth * Math.sin(((hour - 9) / 12) * Math.PI);
const even = () => 1;

/** Rises for so many hours, then falls by half in every half-life. */
const story = (rise, halfLife) => (age) => Math.min(1, age / rise) * 2 ** (-age / halfLife);

/** A way up and down about 1 that forgets where it was in so many hours. */
function wander(chance, hours, spread) {
  const keep = Math.exp(-STEP_HOURS / hours);
  let state = chance.normal();
  return () => {
    state = keep * state + Math.sqrt(1 - keep * keep) * chance.normal();
    return Math.exp(spread * state);
  };
}

/** Articles published at the hours of the day from six to 22, some a day, each with a size and a shape. */
function stories(chance, { days, aDay, spread = 1.2, shape, before = 3 }) {
  return Array.from({ length: Math.round((days + before) * aDay) }, (_, place) => {
    const day = Math.floor(place / aDay) - before;
    const size = chance.lognormal(spread);
    return { born: day * 24 + chance.between(6, 22), size, shape: shape(chance) };
  });
}

/** Articles that were there before, of which few are read most. */
function evergreens(chance, { count, power, hours = 0, spread = 0 }) {
  return Array.from({ length: count }, (_, place) => {
    const change = hours > 0 ? wander(chance, hours, spread) : even;
    return { born: -1_000, size: (place + 1) ** -power, shape: () => change() };
  });
}

/** Draws the reads: `aDay` of them on average. */
function draw(chance, { days, aDay, articles, clock, visitors = 50_000 }) {
  const steps = Math.round((days * 24) / STEP_HOURS);
  const rates = Array.from({ length: steps }, (_, step) => {
    const hour = step * STEP_HOURS;
    return articles.map(({ born, size, shape }) =>
      hour < born ? 0 : size * shape(hour - born, hour) * clock(hour),
    );
  });
  const whole = rates.reduce((sum, row) => sum + row.reduce((a, b) => a + b, 0), 0);
  const events = [];
  for (const [step, row] of rates.entries()) {
    for (const [article, rate] of row.entries()) {
      for (let left = chance.poisson((rate * aDay * days) / whole); left > 0; left -= 1) {
        const at = START + (step + chance.fraction()) * STEP_HOURS * HOUR_MS;
        events.push({
          at: Math.floor(at),
          article,
          visitor: Math.floor(chance.fraction() * visitors),
        });
      }
    }
  }
  return events;
}

/** Somebody's program asks for one article every few seconds, for hours. */
function robots(chance, days, articles) {
  return Array.from({ length: days * 2 }, (_, robot) => {
    const [start, article] = [
      chance.between(0, days * 24 - 3),
      Math.floor(chance.fraction() * articles),
    ];
    return Array.from({ length: 1_500 }, (_, place) => ({
      at: Math.floor(START + start * HOUR_MS + place * 5_000),
      ...{ article, visitor: 1_000_000 + robot },
    }));
  }).flat();
}

/** Hours in which an article is read many times as much, and after which it is not. */
const bursting = (chance, bursts, hours, times) => {
  const starts = Array.from({ length: bursts }, () => chance.between(0, 14 * 24));
  return (age, hour) => (starts.some((start) => hour >= start && hour < start + hours) ? times : 1);
};

const KINDS = {
  'evergreens that never change': (chance) => ({
    ...{ days: 14, aDay: 2_000, clock: rhythm(0.6) },
    articles: evergreens(chance, { count: 400, power: 0.8 }),
  }),
  'evergreens, slow': (chance) => ({
    ...{ days: 14, aDay: 2_000, clock: rhythm(0.6) },
    articles: evergreens(chance, { count: 400, power: 0.7, hours: 72, spread: 0.7 }),
  }),
  'breaking news': (chance) => ({
    ...{ days: 10, aDay: 8_000, clock: rhythm(0.7) },
    articles: stories(chance, {
      ...{ days: 10, aDay: 60, spread: 1.5 },
      shape: () => story(0.3, chance.between(1, 4)),
    }),
  }),
  'a day of news, dead nights': (chance) => ({
    ...{ days: 14, aDay: 4_000, clock: rhythm(0.97) },
    articles: stories(chance, {
      days: 14,
      aDay: 30,
      shape: () => story(0.5, chance.between(6, 14)),
    }),
  }),
  '60 reads a day': (chance) => ({
    ...{ days: 30, aDay: 60, clock: rhythm(0.8), visitors: 500 },
    articles: [
      ...stories(chance, { days: 30, aDay: 2, shape: () => story(0.5, chance.between(12, 36)) }),
      ...evergreens(chance, { count: 100, power: 0.8 }).map((one) => ({
        ...one,
        size: one.size / 3,
      })),
    ],
  }),
  '25,000 reads an hour': (chance) => ({
    ...{ days: 4, aDay: 600_000, clock: rhythm(0.7), visitors: 3_000_000 },
    articles: [
      ...stories(chance, { days: 4, aDay: 150, shape: () => story(0.5, chance.between(2, 18)) }),
      ...evergreens(chance, { count: 500, power: 0.9, hours: 24, spread: 0.5 }),
    ],
  }),
  'weekdays and weekends': (chance) => ({
    ...{ days: 28, aDay: 2_500, clock: rhythm(0.7) },
    articles: stories(chance, {
      days: 28,
      aDay: 20,
      shape: () => story(1, chance.between(8, 48)),
    }).map((one, place) => {
      const isWeekend = (hour) => Math.floor(hour / 24) % 7 >= 5;
      const own = place % 3 === 0;
      return {
        ...one,
        shape: (age, hour) => one.shape(age) * (isWeekend(hour) === own ? 1 : 0.15),
      };
    }),
  }),
  'robots and short bursts': (chance) => ({
    ...{ days: 14, aDay: 4_000, clock: rhythm(0.7) },
    articles: [
      ...stories(chance, { days: 14, aDay: 30, shape: () => story(0.5, chance.between(4, 12)) }),
      ...evergreens(chance, { count: 100, power: 0.6 }).map((one) => ({
        ...{ ...one, size: one.size / 2 },
        shape: bursting(chance, 4, 0.3, 60),
      })),
    ],
    more: (articles) => robots(chance, 14, articles),
  }),
  'slow to rise': (chance) => ({
    ...{ days: 14, aDay: 3_000, clock: rhythm(0.5) },
    articles: stories(chance, {
      days: 14,
      aDay: 12,
      shape: () => story(chance.between(12, 36), 18),
    }),
  }),
  'habits by the hour': (chance) => ({
    ...{ days: 14, aDay: 3_000, clock: even },
    articles: evergreens(chance, { count: 150, power: 0.6 }).map((one) => {
      const best = chance.between(0, 24);
      return {
        ...one,
        shape: (age, hour) => Math.exp(2 * Math.cos(((hour - best) / 12) * Math.PI)),
      };
    }),
  }),
  'another site from the 8th day': (chance) => ({
    ...{ days: 16, aDay: 3_000, clock: rhythm(0.7) },
    articles: [
      ...evergreens(chance, { count: 200, power: 0.8, hours: 48, spread: 0.5 }).map((one) => ({
        ...one,
        shape: (age, hour) => one.shape() * (hour < 192 ? 1 : 0.05),
      })),
      ...stories(chance, {
        days: 8,
        aDay: 40,
        before: 0,
        shape: () => story(0.3, chance.between(1, 4)),
      }).map((one) => ({ ...one, born: one.born + 192 })),
    ],
  }),
  'no day and night': (chance) => ({
    ...{ days: 10, aDay: 5_000, clock: even },
    articles: stories(chance, {
      days: 10,
      aDay: 25,
      shape: () => story(0.5, chance.between(3, 30)),
    }),
  }),
};

export const NAMES = Object.keys(KINDS);

/** A stream of a kind, as the replay takes it. */
export function streamOf(name, seed) {
  const chance = chanceOf(seed);
  const { more = () => [], ...kind } = KINDS[name](chance);
  const events = [...draw(chance, kind), ...more(kind.articles.length)];
  return { events: events.sort((a, b) => a.at - b.at), articles: kind.articles.length };
}
