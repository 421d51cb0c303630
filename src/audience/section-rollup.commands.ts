import { type EntityManager } from 'typeorm';
import { SECTION_UNITS, type SectionUnit } from './rollup.sql';

/** How many rows that are in no section yet get theirs at a time. */
const PLACED_AT_ONCE = 5_000;

/** The section of what belongs to no article any more. */
const NO_SECTION = '00000000-0000-0000-0000-000000000000';

/** Gives rows `moving` (at, article_id, section_id: that of before, if any) the section of their article, and takes their views along. */
function place(unit: SectionUnit, moving: string): string {
  return `
    WITH moving AS MATERIALIZED (${moving}), placed AS (
      UPDATE view_${unit} v SET section_id = m.section_now
      FROM (
        SELECT m.*, coalesce(a.section_id, '${NO_SECTION}') AS section_now
        FROM moving m LEFT JOIN article a ON a.id = m.article_id) m
      WHERE v.${unit} = m.at AND v.article_id = m.article_id AND v.section_id IS DISTINCT FROM m.section_now
      RETURNING m.at, m.section_id AS section_before, v.section_id, v.views, v.readers
    )
    INSERT INTO view_section_${unit} (section_id, ${unit}, views, readers)
    SELECT section_id, at, sum(views), sum(readers)
    FROM (
      SELECT section_id, at, views, readers FROM placed
      UNION ALL
      SELECT section_before, at, -views, -readers FROM placed WHERE section_before IS NOT NULL
    ) p GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (section_id, ${unit}) DO UPDATE
      SET views = view_section_${unit}.views + EXCLUDED.views, readers = view_section_${unit}.readers + EXCLUDED.readers`;
}

const columns = (unit: SectionUnit) => `v.${unit} AS at, v.article_id, v.section_id`;

const MOVE = SECTION_UNITS.map((unit) =>
  place(
    unit,
    `SELECT ${columns(unit)} FROM view_${unit} v WHERE v.article_id = ANY($1::uuid[]) FOR UPDATE`,
  ),
);

const FILL = SECTION_UNITS.map((unit) =>
  place(
    unit,
    `SELECT ${columns(unit)} FROM view_${unit} v WHERE v.section_id IS NULL LIMIT ${PLACED_AT_ONCE} FOR UPDATE`,
  ),
);

/**
 * Takes the rollups of articles that have moved to their section of now, and gives some rows that are in none yet theirs. For
 * the one who holds the fold's lock: nobody else writes what it changes.
 */
export async function placeRollups(transaction: EntityManager): Promise<void> {
  const moved = await transaction.query<[{ article_id: string }[], number]>(
    'DELETE FROM view_section_move RETURNING article_id',
  );
  const ids = [...new Set(moved[0].map((row) => row.article_id))];
  if (ids.length > 0) for (const statement of MOVE) await transaction.query(statement, [ids]);
  for (const statement of FILL) await transaction.query(statement);
}
