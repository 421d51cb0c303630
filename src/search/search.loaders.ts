import { createLoader } from '../sql/loader';
import { type RequestReader } from '../sql/request-reader';
import { type FacetRow, searchFacets } from './facet.queries';
import { type Highlight, type HighlightKey, highlights } from './highlight.queries';
import { type Found, searchCount, searchPage, type SearchPageKey } from './search.queries';
import { type SearchTarget } from './search.target';
import { searchTerms, type TermRow } from './term.queries';
import { respell, type RespellKey } from './spelling.queries';
import { type Suggestible, suggestible, type SuggestKey } from './suggest.queries';
import { type Placed } from '../graphql/connection';

export interface TermsKey {
  editionId: string;
  language: string;
  terms: string[];
}

/** A count that stops early. */
export interface CountKey {
  target: SearchTarget;
  cap: number;
}

/** Searches have little in common: each key is its own statement, sent in the same round. */
function createSearchLoader<Key, Value>(
  reader: RequestReader,
  load: (reader: RequestReader, key: Key) => Promise<Value>,
) {
  return createLoader<Key, Value>(
    reader,
    (keys) => Promise.all(keys.map((key) => load(reader, key))),
    JSON.stringify,
  );
}

export function createSearchLoaders(reader: RequestReader) {
  return {
    searchTerms: createSearchLoader<TermsKey, TermRow[]>(reader, (db, key) =>
      searchTerms(db, key.editionId, key.language, key.terms),
    ),
    searchPage: createSearchLoader<SearchPageKey, Placed<Found>[]>(reader, searchPage),
    searchCount: createSearchLoader<CountKey, number>(reader, (db, { target, cap }) =>
      searchCount(db, target, cap),
    ),
    searchFacets: createSearchLoader<SearchTarget, FacetRow[]>(reader, searchFacets),
    searchRespelling: createSearchLoader<RespellKey, string | null>(reader, respell),
    searchHighlight: createLoader<HighlightKey, Highlight>(
      reader,
      (keys) => highlights(reader, keys),
      JSON.stringify,
    ),
    suggestible: createSearchLoader<SuggestKey, Suggestible[]>(reader, suggestible),
  };
}
