import { type Reader } from '../sql/reader';
import { adHocStatement } from '../sql/statement';

/** Whose readers: of an edition or, where sections are named, of these. */
export interface LiveReadersKey {
  editionId: string;
  /** A section's and its subsections' ids; `null`: all of the edition. */
  sectionIds: readonly string[] | null;
}

/** Who has been seen in so many minutes counts as reading now. */
const LIVE_MINUTES = 5;

// Nothing is received before it is seen, but for a clock that is a little ahead: so a day's partition or two are enough.
const LIVE = adHocStatement(`
  SELECT count(DISTINCT e.visitor)::int AS "readers"
  FROM view_event e JOIN public_article a ON a.id = e.article_id
  WHERE e.at >= now() - interval '${LIVE_MINUTES} minutes'
    AND e.received >= now() - interval '${2 * LIVE_MINUTES} minutes'
    AND a.edition_id = $1::uuid AND ($2::uuid[] IS NULL OR a.section_id = ANY($2))`);

/** How many different visitors have read something in the last five minutes. */
export async function liveReaders(
  reader: Reader,
  { editionId, sectionIds }: LiveReadersKey,
): Promise<number> {
  const [row] = await reader.rows<{ readers: number }>(LIVE, [editionId, sectionIds]);
  return row?.readers ?? 0;
}
