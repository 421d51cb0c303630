import { intoTrend } from './trend.heat';

/** Rollups that know the section of each row, and have rows of the sections themselves. */
export const SECTION_UNITS = ['hour', 'day'] as const;
export type SectionUnit = (typeof SECTION_UNITS)[number];

const ADD = (table: string) =>
  `views = ${table}.views + EXCLUDED.views, readers = ${table}.readers + EXCLUDED.readers`;

function intoMinutes(source: string): string {
  return `in_minute AS (
    INSERT INTO view_minute (minute, article_id, views, readers)
    SELECT date_trunc('minute', at, 'UTC'), article_id, sum(views), sum(readers) FROM ${source}
    GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (minute, article_id) DO UPDATE SET ${ADD('view_minute')}
  )`;
}

/** What is added to a row goes to the section that the row has: the two move together. */
function intoRollup(source: string, unit: SectionUnit): string {
  return `in_${unit} AS (
    INSERT INTO view_${unit} (${unit}, article_id, views, readers, section_id)
    SELECT date_trunc('${unit}', s.at, 'UTC'), s.article_id, sum(s.views), sum(s.readers), a.section_id
    FROM ${source} s JOIN article a ON a.id = s.article_id
    GROUP BY 1, 2, 5 ORDER BY 1, 2
    ON CONFLICT (${unit}, article_id) DO UPDATE SET ${ADD(`view_${unit}`)}
    RETURNING ${unit}, article_id, section_id
  ), in_section_${unit} AS (
    INSERT INTO view_section_${unit} (section_id, ${unit}, views, readers)
    SELECT r.section_id, r.${unit}, sum(s.views), sum(s.readers)
    FROM in_${unit} r JOIN ${source} s ON s.article_id = r.article_id AND date_trunc('${unit}', s.at, 'UTC') = r.${unit}
    WHERE r.section_id IS NOT NULL
    GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (section_id, ${unit}) DO UPDATE SET ${ADD(`view_section_${unit}`)}
  )`;
}

/**
 * Parts of a WITH that add the rows of `source` (at, article_id, views, readers) to every rollup, to what each article has
 * in all and to what TRENDING keeps. The articles have to exist.
 */
export function intoRollups(source: string): string {
  return `${intoMinutes(source)}, ${SECTION_UNITS.map((unit) => intoRollup(source, unit)).join(', ')}, in_all AS (
    INSERT INTO article_view_count (article_id, edition_id, section_id, views)
    SELECT s.article_id, a.edition_id, a.section_id, sum(s.views)
    FROM ${source} s JOIN article a ON a.id = s.article_id
    GROUP BY 1, 2, 3 ORDER BY 1
    ON CONFLICT (article_id) DO UPDATE SET views = article_view_count.views + EXCLUDED.views
  ), ${intoTrend(source)}`;
}
