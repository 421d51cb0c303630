import { type EntityManager } from 'typeorm';

/** What is known of an item from an earlier import. */
export interface KnownItem {
  uid: string;
  editionId: string;
  slug: string;
  publishedAt: Date | null;
  /** What it is a translation of: an editor's word, which items have none against. */
  originalId: string | null;
  contentHash: string | null;
}

/** The articles that a source's items have become, by external id. Locks out another import of the same source. */
export async function knownArticles(
  manager: EntityManager,
  sourceId: string,
  externalIds: string[],
): Promise<Map<string, KnownItem>> {
  await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [sourceId]);
  return known(manager, 'article', 'a.published_at, a.original_id', [sourceId, externalIds]);
}

/** The static pages that a source's items have become, by external id. */
export function knownPages(
  manager: EntityManager,
  sourceId: string,
  externalIds: string[],
): Promise<Map<string, KnownItem>> {
  return known(manager, 'static_page', 'NULL::timestamptz, NULL::uuid', [sourceId, externalIds]);
}

async function known(
  manager: EntityManager,
  table: 'article' | 'static_page',
  ofArticles: string,
  values: [string, string[]],
): Promise<Map<string, KnownItem>> {
  const rows = await manager.query<(KnownItem & { externalId: string })[]>(
    `SELECT a.id AS "uid", a.edition_id AS "editionId", a.slug AS "slug", a.external_id AS "externalId",
       a.content_hash AS "contentHash", m.*
     FROM ${table} a CROSS JOIN LATERAL (SELECT ${ofArticles}) AS m("publishedAt", "originalId")
     WHERE a.source_id = $1 AND a.external_id = ANY($2::text[])`,
    values,
  );
  return new Map(rows.map(({ externalId, ...row }) => [externalId, row]));
}

/** Every edition's sections by slug. */
export async function sectionsBySlug(
  manager: EntityManager,
): Promise<Map<string, Map<string, string>>> {
  const rows = await manager.query<{ edition_id: string; slug: string; id: string }[]>(
    'SELECT edition_id, slug, id FROM section',
  );
  const byEdition = new Map<string, Map<string, string>>();
  for (const { edition_id: editionId, slug, id } of rows) {
    const sections = byEdition.get(editionId) ?? new Map<string, string>();
    byEdition.set(editionId, sections.set(slug, id));
  }
  return byEdition;
}
