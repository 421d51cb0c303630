import { type Reader } from '../sql/reader';
import { adHocStatement } from '../sql/statement';
import { Values } from '../sql/values';
import { matches } from './search.matches';
import { type SearchTarget } from './search.target';

/** Facets are over the newest so many of what is found. */
export const FACET_CAP = 2_000;

const MOST = 20;

export type FacetKind = 'section' | 'person' | 'tag' | 'format' | 'year';

/** `value` is a section's id, and a slug, format or year of the others. */
export interface FacetRow {
  kind: FacetKind;
  value: string;
  label: string;
  count: number;
}

/** What the articles found have, with how many have it, most first: the sections themselves, without those above. */
export function searchFacets(reader: Reader, target: SearchTarget): Promise<FacetRow[]> {
  const values = new Values();
  const found = matches(target, values, {
    limit: FACET_CAP,
    columns: ', a.section_id, a.format',
  });
  const year = `extract(year FROM f.published_at AT TIME ZONE ${values.add(target.timeZone)})::int::text`;
  // OFFSET 0: looked up article by article, where the planner would rather read all tags and credits there are.
  const text = `
    WITH found AS MATERIALIZED (${found})
    SELECT 'section' AS "kind", f.section_id::text AS "value", '' AS "label", count(*)::int AS "count"
    FROM found f GROUP BY f.section_id
    UNION ALL SELECT 'format', f.format::text, '', count(*)::int FROM found f GROUP BY f.format
    UNION ALL SELECT 'year', ${year}, ${year}, count(*)::int FROM found f GROUP BY 2
    UNION ALL SELECT 'tag', t.slug, t.name, x.count FROM (
      SELECT y.tag_id, count(*)::int AS count FROM found f
      CROSS JOIN LATERAL (SELECT l.tag_id FROM article_tag l WHERE l.article_id = f.article_id OFFSET 0) y
      GROUP BY y.tag_id ORDER BY count DESC, y.tag_id LIMIT ${MOST}) x JOIN tag t ON t.id = x.tag_id
    UNION ALL SELECT 'person', p.slug, p.name, x.count FROM (
      SELECT c.person_id, count(*)::int AS count FROM found f
      CROSS JOIN LATERAL (SELECT DISTINCT l.person_id FROM credit l WHERE l.article_id = f.article_id OFFSET 0) c
      GROUP BY c.person_id ORDER BY count DESC, c.person_id LIMIT ${MOST}) x JOIN person p ON p.id = x.person_id
    ORDER BY "count" DESC, "label", "value"`;
  return reader.rows<FacetRow>(adHocStatement(text), values.list);
}
