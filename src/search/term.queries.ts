import { type Reader } from '../sql/reader';
import { namedStatement } from '../sql/statement';
import { type Term } from './search.plan';

// The rarest word of a phrase says how rare the phrase is at the least. A word of several stems has the sum of them.
const TERMS = namedStatement(`
  SELECT q.query AS "query", q.every AS "every", coalesce((
      SELECT min(f.articles)::int FROM unnest(tsvector_to_array(to_tsvector(text_config($2), w.words))) AS l(lexeme)
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(x.articles), 0) AS articles FROM search_word x
        WHERE x.edition_id = $1 AND x.lexeme = l.lexeme) f), 0) AS "articles",
    coalesce((SELECT x.articles FROM search_word x WHERE x.edition_id = $1 AND x.word = ''), 0) AS "total",
    floor(extract(epoch FROM now()) * 1000)::float8 AS "now"
  FROM unnest($3::text[]) WITH ORDINALITY AS t(term, place)
  CROSS JOIN LATERAL (SELECT search_words($2, t.term) AS words OFFSET 0) w
  CROSS JOIN LATERAL (
    SELECT CASE WHEN numnode(p.query) > 1 THEN '(' || p.query::text || ')' ELSE p.query::text END AS query,
      CASE WHEN numnode(p.every) > 1 THEN '(' || p.every::text || ')' ELSE p.every::text END AS every
    FROM (SELECT CASE WHEN to_tsvector(text_config($2), search_split(t.term)) = '' THEN ''::tsquery
            ELSE phraseto_tsquery(text_config($2), w.words) END AS query,
          phraseto_tsquery(every_word_config($2), w.words) AS every) p) q
  ORDER BY t.place`);

export interface TermRow extends Term {
  total: number;
  now: number;
}

/** What each term is to the database, and how common it is. */
export function searchTerms(
  reader: Reader,
  editionId: string,
  language: string,
  terms: string[],
): Promise<TermRow[]> {
  return reader.rows<TermRow>(TERMS, [editionId, language, terms]);
}
