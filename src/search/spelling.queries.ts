import { type Reader } from '../sql/reader';
import { namedStatement } from '../sql/statement';
import { type Candidate, corrections } from './spelling';

/** How many words of a query are looked up, and how long they may be. */
const MAX_WORDS = 6;

// The counts lag behind by the job's interval, so that a word is offered only if a public article has it now. The
// index of words finds the rare ones; the common ones are met soon, going back from the newest.
const CANDIDATES = namedStatement(`
  SELECT k.word AS "typed", k.folded AS "typedFolded", k.articles::int AS "typedArticles",
    c.word AS "word", c.folded AS "folded", c.articles AS "articles"
  FROM (
    SELECT t.word, search_fold(t.word) AS folded, coalesce((
      SELECT sum(x.articles) FROM search_word x
      WHERE x.edition_id = $1
        AND x.lexeme = ANY(tsvector_to_array(to_tsvector(text_config($2), search_words($2, t.word))))), 0) AS articles
    FROM unnest($3::text[]) AS t(word)
    WHERE to_tsvector(text_config($2), search_split(t.word)) <> '' OFFSET 0) k
  CROSS JOIN LATERAL (
    SELECT w.word, w.folded, w.articles FROM (
      SELECT x.* FROM search_word x
      WHERE x.edition_id = $1 AND x.folded % k.folded AND x.lexeme IS NOT NULL AND x.articles > 0
        AND length(x.folded) BETWEEN length(k.folded) - 2 AND length(k.folded) + 2
      ORDER BY similarity(x.folded, k.folded) DESC, x.articles DESC LIMIT 20) w
    WHERE CASE WHEN w.articles < 1000 THEN EXISTS (
        SELECT FROM article_search s JOIN public_article a ON a.id = s.article_id
        JOIN article_word v ON v.article_id = a.id
        WHERE s.edition_id = $1 AND s.document @@ quote_literal(w.lexeme)::tsquery AND w.word = ANY(v.words))
      ELSE EXISTS (
        SELECT FROM article_search s JOIN public_article a ON a.id = s.article_id
        JOIN article_word v ON v.article_id = a.id
        WHERE s.edition_id = $1 AND (s.document @@ quote_literal(w.lexeme)::tsquery) IS TRUE AND w.word = ANY(v.words))
      END) c`);

export interface RespellKey {
  editionId: string;
  language: string;
  /** What was typed. */
  text: string;
}

const WORD = /[\p{L}\p{M}]+/gu;

/** What was typed with its words put right by the words of the edition's public articles; `null`: nothing to put right. */
export async function respell(
  reader: Reader,
  { editionId, language, text }: RespellKey,
): Promise<string | null> {
  const words = [...text.matchAll(WORD)].map(([word]) => word);
  const asked = [...new Set(words)].filter((word) => word.length >= 3 && word.length <= 40);
  if (asked.length === 0) return null;
  const candidates = await reader.rows<Candidate>(CANDIDATES, [
    editionId,
    language,
    asked.slice(0, MAX_WORDS),
  ]);
  const better = corrections(candidates);
  return better.size === 0 ? null : text.replace(WORD, (word) => better.get(word) ?? word);
}
