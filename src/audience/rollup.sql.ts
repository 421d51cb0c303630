import { intoTrend } from './trend.heat';

const UNITS = ['minute', 'hour', 'day'] as const;

function intoRollup(source: string, unit: (typeof UNITS)[number]): string {
  return `in_${unit} AS (
    INSERT INTO view_${unit} (${unit}, article_id, views, readers)
    SELECT date_trunc('${unit}', at, 'UTC'), article_id, sum(views), sum(readers) FROM ${source}
    GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (${unit}, article_id) DO UPDATE
      SET views = view_${unit}.views + EXCLUDED.views, readers = view_${unit}.readers + EXCLUDED.readers
  )`;
}

/**
 * Parts of a WITH that add the rows of `source` (at, article_id, views, readers) to every rollup, to what each article has
 * in all and to what TRENDING keeps. The articles have to exist.
 */
export function intoRollups(source: string): string {
  return `${UNITS.map((unit) => intoRollup(source, unit)).join(', ')}, in_all AS (
    INSERT INTO article_view_count (article_id, edition_id, section_id, views)
    SELECT s.article_id, a.edition_id, a.section_id, sum(s.views)
    FROM ${source} s JOIN article a ON a.id = s.article_id
    GROUP BY 1, 2, 3 ORDER BY 1
    ON CONFLICT (article_id) DO UPDATE SET views = article_view_count.views + EXCLUDED.views
  ), ${intoTrend(source)}`;
}
