import { type Reader } from '../../sql/reader';
import { adHocStatement, type Statement } from '../../sql/statement';
import { BATCH } from './sitemap.queries';

const PUBLIC_TAGS = 'FROM public_tag t WHERE t.edition_id = $1';

const CREDITED = `FROM person p WHERE EXISTS (
  SELECT FROM credit c JOIN public_article a ON a.id = c.article_id
  WHERE c.person_id = p.id AND a.edition_id = $1)`;

const PAGES = adHocStatement(
  `SELECT e.id AS "editionId", t.count + p.count AS "count", concat_ws(' ', t.hash, p.hash) AS "hash",
     (SELECT max(a.updated_at) FROM public_article a WHERE a.edition_id = e.id) AS "changed"
   FROM edition e
   CROSS JOIN LATERAL (SELECT count(*)::int AS count, sum(hashtextextended(t.slug, 0))::text AS hash
     ${PUBLIC_TAGS.replace('$1', 'e.id')}) t
   CROSS JOIN LATERAL (SELECT count(*)::int AS count, sum(hashtextextended(p.slug, 0))::text AS hash
     ${CREDITED.replace('$1', 'e.id')}) p
   WHERE e.id = ANY($1::uuid[])`,
);

const TAG_SLUGS = adHocStatement(
  `SELECT t.slug AS "slug" ${PUBLIC_TAGS} AND t.slug > $2 ORDER BY t.slug LIMIT ${BATCH}`,
);

const PERSON_SLUGS = adHocStatement(
  `SELECT p.slug AS "slug" ${CREDITED} AND p.slug > $2 ORDER BY p.slug LIMIT ${BATCH}`,
);

/** How many tags and people an edition's public articles have, and a hash of them. */
export interface PageCensus {
  editionId: string;
  count: number;
  hash: string;
  /** When an article of the edition was last changed. */
  changed: Date | null;
}

export function pageCensus(reader: Reader, editionIds: string[]): Promise<PageCensus[]> {
  return reader.rows<PageCensus>(PAGES, [editionIds]);
}

async function* slugs(reader: Reader, statement: Statement, editionId: string) {
  for (let after = ''; ;) {
    const rows = await reader.rows<{ slug: string }>(statement, [editionId, after]);
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map((row) => row.slug);
    if (rows.length < BATCH) return;
    after = last.slug;
  }
}

/** The slugs of the tags that public articles of an edition have, batch by batch. */
export function tagSlugs(reader: Reader, editionId: string): AsyncGenerator<string[]> {
  return slugs(reader, TAG_SLUGS, editionId);
}

/** The slugs of the people that public articles of an edition credit, batch by batch. */
export function personSlugs(reader: Reader, editionId: string): AsyncGenerator<string[]> {
  return slugs(reader, PERSON_SLUGS, editionId);
}
