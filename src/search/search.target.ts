import { type ListFilter } from '../articles/article-list.sql';
import { type Clause } from './search.plan';

/** What is looked for, settled: every statement of one search has the same. */
export interface SearchTarget {
  editionId: string;
  language: string;
  timeZone: string;
  /** A tsquery; never ''. */
  match: string;
  clauses: Clause[];
  /** Whether the clauses do not all have to match. */
  isRelaxed: boolean;
  /** The time at which the search began, in milliseconds: later pages see nothing newer, and scores stay. */
  asOf: number;
  /** Which part of the edition's articles probably matches, 0 to 1. */
  density: number;
  /** How many articles the edition has, roughly. */
  total: number;
  filter: ListFilter;
}

/** Where a match's time and id stand, in the index that is walked. */
export interface Row {
  time: string;
  id: string;
}

export interface MatchOptions {
  limit: number;
  ascending?: boolean;
  /** Further conditions on a match. */
  where?: (row: Row) => string[];
  /** More columns, of the alias `a`. */
  columns?: string;
}

export const SEARCH_ROW: Row = { time: 's.published_at', id: 's.article_id' };

export const instant = (milliseconds: number) => new Date(milliseconds).toISOString();
