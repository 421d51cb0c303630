import { type Reader } from '../sql/reader';
import { namedStatement } from '../sql/statement';
import { type SuggestionKind } from './search.enums';

/** How far back headlines are simply looked through, before their index is asked. */
const LOOKED_THROUGH = 1_000;

/** Among how many of the newest headlines the index looks first, before it looks among all. */
const LOOKED_UP = 50_000;

/** How many names are weighed against one another by how lately they were used. */
const NAMES = 40;

const IS_OF_EDITION = '(n.edition_id = $1 OR n.edition_id IS NULL)';

/** Older headlines, by the index of their words; the newest of them first. */
const olderHeadlines = (condition: string) => `
    SELECT a.id, a.headline, a.slug, a.section_id, a.published_at, s.is_first
    FROM (
      SELECT x.* FROM (
        -- OFFSET 0 keeps the limit out, which would make the planner look through all headlines.
        SELECT h.article_id, h.published_at, h.headline LIKE (SELECT first FROM typed) AS is_first FROM article_search h
        WHERE ${condition} AND h.edition_id = $1
          AND search_prefixes(h.headline) @@ (SELECT words FROM typed) AND h.headline LIKE (SELECT anywhere FROM typed)
          AND h.published_at < (SELECT min(published_at) FROM newest) OFFSET 0) x
      ORDER BY x.published_at DESC, x.article_id DESC) s
    JOIN public_article a ON a.id = s.article_id
    ORDER BY s.published_at DESC, s.article_id DESC LIMIT $3`;

// What is common is found among the newest, what is not by the index; so neither is asked for much.
const SUGGESTIBLE = namedStatement(`
  WITH typed AS MATERIALIZED (
    SELECT '% ' || f.folded || '%' AS anywhere, ' ' || f.folded || '%' AS first,
      ' ' || f.folded AS start, ' ' || f.folded || chr(1114111) AS beyond,
      -- The beginning of a last word has very many words to it: LIKE sees to it where there are others.
      (SELECT string_agg(quote_literal(left(w.word, 100)) || CASE WHEN w.is_last THEN ':*' ELSE '' END, ' & ')
       FROM (SELECT x.word, x.place = count(*) OVER () AS is_last, x.place
         FROM unnest(string_to_array(f.folded, ' ')) WITH ORDINALITY AS x(word, place)) w
       WHERE NOT w.is_last OR w.place = 1 OR length(w.word) >= 3)::tsquery AS words
    FROM (SELECT search_fold($2) AS folded) f
  ), newest AS MATERIALIZED (
    SELECT s.article_id, s.published_at, s.headline FROM article_search s
    WHERE s.edition_id = $1 AND s.published_at <= now()
    ORDER BY s.published_at DESC, s.article_id DESC LIMIT ${LOOKED_THROUGH}
  ), recent AS MATERIALIZED (
    SELECT a.id, a.headline, a.slug, a.section_id, a.published_at, s.is_first
    FROM (
      SELECT x.* FROM (
        SELECT n.article_id, n.published_at, n.headline LIKE (SELECT first FROM typed) AS is_first FROM newest n
        WHERE n.headline LIKE (SELECT anywhere FROM typed) OFFSET 0) x
      ORDER BY x.is_first DESC, x.published_at DESC, x.article_id DESC) s
    JOIN public_article a ON a.id = s.article_id
    ORDER BY s.is_first DESC, s.published_at DESC, s.article_id DESC LIMIT $3
  ), older AS MATERIALIZED (${olderHeadlines(`
          (SELECT count(*) FROM recent) < $3
          AND search_eras(h.edition_id, h.published_at, 'headline ') && (SELECT search_newest($1, ${LOOKED_UP}, 'headline '))`)}
  ), oldest AS MATERIALIZED (${olderHeadlines(`
          (SELECT count(*) FROM recent) + (SELECT count(*) FROM older) < $3
          AND h.article_id NOT IN (SELECT id FROM older)`)}
  ), first_named AS MATERIALIZED (
    SELECT n.id, n.kind, true AS is_first FROM search_name n
    WHERE ${IS_OF_EDITION} AND n.folded ~>=~ (SELECT start FROM typed) AND n.folded ~<~ (SELECT beyond FROM typed)
    ORDER BY n.folded USING ~<~, n.id LIMIT ${NAMES}
  ), named AS MATERIALIZED (
    SELECT * FROM first_named
    UNION ALL
    (SELECT n.id, n.kind, false FROM search_name n
     WHERE (SELECT count(*) FROM first_named) < ${NAMES} AND ${IS_OF_EDITION}
       AND search_prefixes(n.folded) @@ (SELECT words FROM typed) AND n.folded LIKE (SELECT anywhere FROM typed)
       AND NOT n.folded LIKE (SELECT first FROM typed)
     ORDER BY n.folded, n.id LIMIT ${NAMES})
  )
  (SELECT 'TAG' AS "kind", t.name AS "text", t.slug AS "slug", NULL::uuid AS "sectionId",
     n.is_first AS "isFirst", l.published_at AS "at"
   FROM named n JOIN tag t ON t.id = n.id AND n.kind = 'TAG'
   CROSS JOIN LATERAL (
     SELECT a.published_at FROM article_tag x JOIN public_article a ON a.id = x.article_id
     WHERE x.tag_id = t.id ORDER BY x.published_at DESC, x.article_id DESC LIMIT 1) l
   ORDER BY 5 DESC, 6 DESC LIMIT $3)
  UNION ALL
  (SELECT 'PERSON', p.name, p.slug, NULL, n.is_first, l.published_at
   FROM named n JOIN public_person p ON p.id = n.id AND n.kind = 'PERSON'
   LEFT JOIN LATERAL (
     SELECT a.published_at FROM credit x JOIN public_article a ON a.id = x.article_id
     WHERE x.person_id = p.id AND a.edition_id = $1 ORDER BY x.published_at DESC, x.article_id DESC LIMIT 1) l ON true
   WHERE p.is_staff OR l.published_at IS NOT NULL
   ORDER BY 5 DESC, 6 DESC NULLS LAST LIMIT $3)
  UNION ALL
  (SELECT 'ARTICLE', f.headline, f.slug, f.section_id, f.is_first, f.published_at
   FROM (SELECT * FROM recent UNION ALL SELECT * FROM older UNION ALL SELECT * FROM oldest) f
   ORDER BY 5 DESC, 6 DESC, f.id LIMIT $3)`);

export interface SuggestKey {
  editionId: string;
  prefix: string;
  size: number;
}

/** What may be suggested, of each kind the best first. */
export interface Suggestible {
  kind: SuggestionKind;
  text: string;
  slug: string;
  /** Of an article: where it stands. */
  sectionId: string | null;
  /** Whether it begins with what was typed, rather than one of its words. */
  isFirst: boolean;
  at: Date | null;
}

export function suggestible(
  reader: Reader,
  { editionId, prefix, size }: SuggestKey,
): Promise<Suggestible[]> {
  return reader.rows<Suggestible>(SUGGESTIBLE, [editionId, prefix, size]);
}
