/**
 * Every limit on what one request may ask for, in one place. `docs/limits.md` explains them; a test holds the two together.
 * Counts are taken on the expanded operation: a fragment counts once for each place that spreads it.
 */
export const LIMITS = {
  /** Bytes of a request's body. */
  bodyBytes: 1_048_576,
  /** Lexical tokens of a document; the parser stops there. A whole front page has a few hundred. */
  tokens: 2_000,
  /** Comparisons of fields with equal names while validating, graphql-js's own limit: hundreds of times the same field. */
  fieldComparisons: 500_000,
  /** Levels of fields, `edges` and `node` included. */
  depth: 15,
  aliases: 100,
  rootFields: 20,
  directives: 50,
  /** Items of one list, in the document or in the variables, however deep. */
  listLength: 100,
  /** Lists and input objects inside each other, in the document or in the variables. */
  inputDepth: 20,
  /** Fields of the largest answer the operation can have: see `operationCost`. */
  cost: 25_000,
  /** Milliseconds a client may take to send its whole request. */
  receiveMs: 30_000,
} as const;

export type LimitName = keyof typeof LIMITS;

/** How many items the cost counts for a list that takes no size, such as an article's authors. */
export const DEFAULT_LIST_SIZE = 10;

/** How many it counts for a field that takes a size and is given none: the connections' own default. */
export const DEFAULT_PAGE_SIZE = 20;
