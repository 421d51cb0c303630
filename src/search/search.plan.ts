import { type TypedQuery } from './typed-query';

/** A term as the database understands it. */
export interface Term {
  /** A tsquery without stop words; '' where there is nothing else in it. */
  query: string;
  /** The same with stop words. Only headlines, tags and names have those. */
  every: string;
  /** Roughly how many public articles of the edition have it. */
  articles: number;
}

/** One thing a search asks for: a tsquery, and how much it weighs against the others. */
export interface Clause {
  query: string;
  weight: number;
  articles: number;
}

/** What to look for, in the database's terms. */
export interface SearchPlan {
  clauses: Clause[];
  /** A tsquery of all clauses; '' where there is nothing to look for. */
  strict: string;
  /** Which part of the edition's articles probably has all clauses, 0 to 1. */
  density: number;
  /** The same with most of the clauses, for when all together find too little; '' where that is no different. */
  relaxed: string;
  /** Which part probably has most. */
  relaxedDensity: number;
  /** Roughly how many articles the edition has in all. */
  total: number;
}

/** How many clauses are combined in a relaxed search: the rarest. */
const MAX_RELAXED = 6;

/** Stop words are not counted: one headline in so many is taken to have each. */
const STOP_WORD_SHARE = 10;

const group = (queries: string[], sign: string) =>
  queries.length === 1 ? (queries[0] ?? '') : `(${queries.join(` ${sign} `)})`;

function toClause(terms: Term[], every: boolean, total: number): Clause | null {
  const queries = terms.map((term) => (every ? term.every : term.query)).filter(Boolean);
  if (queries.length === 0) return null;
  const known = terms.reduce((sum, term) => sum + term.articles, 0);
  const articles = every ? Math.ceil(total / STOP_WORD_SHARE) : Math.min(known, total);
  // The inverse document frequency, to two digits: it goes into cursors.
  const weight = Number(Math.log(2 + total / (1 + articles)).toPrecision(2));
  return { query: group(queries, '|'), weight, articles };
}

function combinations<T>(items: T[], size: number): T[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, place) =>
    combinations(items.slice(place + 1), size - 1).map((rest) => [item, ...rest]),
  );
}

/** The rarest clauses, and how many of them will do: at least half; two of three, one of two. */
function relax(clauses: Clause[]): { rarest: Clause[]; needed: number } {
  const rarest = [...clauses].sort((a, b) => a.articles - b.articles).slice(0, MAX_RELAXED);
  const needed = Math.max(1, Math.min(rarest.length - 1, Math.ceil(rarest.length / 2)));
  return { rarest, needed };
}

function relaxedQuery(clauses: Clause[]): string {
  const { rarest, needed } = relax(clauses);
  const choices = combinations(rarest, needed).map((choice) =>
    group(
      choice.map(({ query }) => query),
      '&',
    ),
  );
  return group(choices, '|');
}

/** How likely an article has at least `needed` of the clauses, were one word no sign of another. */
function likelihood(clauses: Clause[], needed: number, total: number): number {
  // How likely it has none, one, two … of those seen so far.
  let counts = [1];
  for (const { articles } of clauses) {
    const share = articles / Math.max(total, 1);
    counts = [...counts, 0].map(
      (same, count) => same * (1 - share) + (counts[count - 1] ?? 0) * share,
    );
  }
  return counts.slice(needed).reduce((sum, one) => sum + one, 0);
}

/** Puts the terms of what was typed together. `terms` has them in the order: clauses, then what is excluded. */
export function toPlan(typed: TypedQuery, terms: Term[], total: number): SearchPlan {
  let place = 0;
  const take = (list: string[]) => list.flatMap(() => terms[place++] ?? []);
  const required = typed.clauses.map(take);
  const excluded = take(typed.excluded).map((term) => term.query || term.every);
  const plain = required.flatMap((clause) => toClause(clause, false, total) ?? []);
  // Nothing but stop words, as in "The Who".
  const clauses =
    plain.length > 0 ? plain : required.flatMap((clause) => toClause(clause, true, total) ?? []);
  const unwanted = excluded.filter(Boolean).map((query) => ` & !${query}`);
  const whole = (query: string) => (query === '' ? '' : query + unwanted.join(''));
  const queries = clauses.map(({ query }) => query);
  const { rarest, needed } = relax(clauses);
  return {
    clauses,
    strict: whole(queries.length > 0 ? group(queries, '&') : ''),
    density: likelihood(clauses, clauses.length, total),
    relaxed: clauses.length > 1 && plain.length > 0 ? whole(relaxedQuery(clauses)) : '',
    relaxedDensity: likelihood(rarest, needed, total),
    total,
  };
}
