import { type Reader } from '../sql/reader';
import { namedStatement } from '../sql/statement';
import { type SuggestionKind } from './search.enums';

/** How far back headlines are simply looked through, before their index is asked. */
const LOOKED_THROUGH = 1_000;

// What is common is found among the newest, what is not by the index; so neither is asked for much.
const SUGGESTIBLE = namedStatement(`
  WITH typed AS MATERIALIZED (
    SELECT '% ' || search_fold($2) || '%' AS anywhere, ' ' || search_fold($2) || '%' AS first
  ), newest AS MATERIALIZED (
    SELECT s.article_id, s.published_at, s.headline FROM article_search s
    WHERE s.edition_id = $1 AND s.published_at <= now()
    ORDER BY s.published_at DESC, s.article_id DESC LIMIT ${LOOKED_THROUGH}
  ), recent AS MATERIALIZED (
    SELECT a.id, a.headline, a.slug, a.section_id, a.published_at, s.headline AS folded
    FROM newest s JOIN public_article a ON a.id = s.article_id
    WHERE s.headline LIKE (SELECT anywhere FROM typed)
  ), older AS MATERIALIZED (
    SELECT a.id, a.headline, a.slug, a.section_id, a.published_at, s.headline AS folded
    FROM (
      -- OFFSET 0 keeps the limit out, which would make the planner look through all headlines.
      SELECT h.article_id, h.published_at, h.headline FROM article_search h
      WHERE (SELECT count(*) FROM recent) < $3 AND h.edition_id = $1
        AND h.headline LIKE (SELECT anywhere FROM typed)
        AND h.published_at < (SELECT min(published_at) FROM newest) OFFSET 0) s
    JOIN public_article a ON a.id = s.article_id
    ORDER BY s.published_at DESC, s.article_id DESC LIMIT $3
  ), named AS MATERIALIZED (
    SELECT n.id, n.kind, n.folded FROM search_name n
    WHERE (n.edition_id = $1 OR n.edition_id IS NULL) AND n.folded LIKE (SELECT anywhere FROM typed)
    ORDER BY n.folded LIKE (SELECT first FROM typed) DESC, n.folded, n.id LIMIT 100
  )
  (SELECT 'TAG' AS "kind", t.name AS "text", t.slug AS "slug", NULL::uuid AS "sectionId",
     n.folded LIKE (SELECT first FROM typed) AS "isFirst", l.published_at AS "at"
   FROM named n JOIN tag t ON t.id = n.id AND n.kind = 'TAG'
   CROSS JOIN LATERAL (
     SELECT a.published_at FROM article_tag x JOIN public_article a ON a.id = x.article_id
     WHERE x.tag_id = t.id ORDER BY x.published_at DESC, x.article_id DESC LIMIT 1) l
   ORDER BY 5 DESC, 6 DESC LIMIT $3)
  UNION ALL
  (SELECT 'PERSON', p.name, p.slug, NULL, n.folded LIKE (SELECT first FROM typed), l.published_at
   FROM named n JOIN public_person p ON p.id = n.id AND n.kind = 'PERSON'
   LEFT JOIN LATERAL (
     SELECT a.published_at FROM credit x JOIN public_article a ON a.id = x.article_id
     WHERE x.person_id = p.id AND a.edition_id = $1 ORDER BY x.published_at DESC, x.article_id DESC LIMIT 1) l ON true
   WHERE p.is_staff OR l.published_at IS NOT NULL
   ORDER BY 5 DESC, 6 DESC NULLS LAST LIMIT $3)
  UNION ALL
  (SELECT 'ARTICLE', f.headline, f.slug, f.section_id, f.folded LIKE (SELECT first FROM typed), f.published_at
   FROM (SELECT * FROM recent UNION ALL SELECT * FROM older) f
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
