import { type EntityManager } from 'typeorm';
import { newUid, uidFromName } from '../sql/uuid';

export interface SiteDraft {
  name: string;
  rights: {
    holder: string;
    startYear: number;
    notice: string;
    usageTerms: string | null;
    attributionRequired: boolean;
  };
}

export interface EditionDraft {
  language: string;
  name: string;
  endonym: string;
  direction: string;
  timeZone: string;
  isDefault: boolean;
  position: number;
}

export interface ChannelDraft {
  kind: string;
  name: string;
  url: string;
}

export interface StaticPageDraft {
  editionId: string;
  slug: string;
  title: string;
  blocks: unknown;
  html: string;
  isPublished: boolean;
  position?: number;
  sourceId?: string | null;
  externalId?: string | null;
  contentHash?: string | null;
}

/** Gives the database the site's settings, unless it has some. */
export async function ensureSite(
  manager: EntityManager,
  { name, rights }: SiteDraft,
): Promise<void> {
  await manager.query(
    `INSERT INTO site (id, name, rights_holder, rights_start_year, rights_notice, usage_terms, attribution_required)
     VALUES (1, $1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING`,
    [
      name,
      rights.holder,
      rights.startYear,
      rights.notice,
      rights.usageTerms,
      rights.attributionRequired,
    ],
  );
}

/** Makes the editions that are not there yet and answers all their ids by language. */
export async function ensureEditions(
  manager: EntityManager,
  drafts: EditionDraft[],
): Promise<Map<string, string>> {
  for (const draft of drafts) {
    await manager.query(
      `INSERT INTO edition (id, language, name, endonym, direction, time_zone, is_default, position)
       VALUES ($1, $2, $3, $4, $5, $6, $7 AND NOT EXISTS (SELECT FROM edition WHERE is_default), $8)
       ON CONFLICT (language) DO NOTHING`,
      [
        newUid(),
        draft.language,
        draft.name,
        draft.endonym,
        draft.direction,
        draft.timeZone,
        draft.isDefault,
        draft.position,
      ],
    );
  }
  const rows = await manager.query<{ id: string; language: string }[]>(
    'SELECT id, language FROM edition',
  );
  return new Map(rows.map((row) => [row.language, row.id]));
}

/** A site and an edition, so that an empty database can be served and imported into. */
export async function ensureDefaultSite(manager: EntityManager): Promise<void> {
  const year = new Date().getUTCFullYear();
  await ensureSite(manager, {
    name: 'Broadsheet',
    rights: {
      holder: 'Broadsheet',
      startYear: year,
      notice: `© ${year} Broadsheet`,
      usageTerms: null,
      attributionRequired: false,
    },
  });
  const [edition] = await manager.query<unknown[]>('SELECT FROM edition LIMIT 1');
  if (edition) return;
  await ensureEditions(manager, [
    {
      language: 'en',
      name: 'English',
      endonym: 'English',
      direction: 'LTR',
      timeZone: 'UTC',
      isDefault: true,
      position: 0,
    },
  ]);
}

/** The id of the source of this name, which is made unless it is there. What comes from a source is its own. */
export async function ensureSource(
  manager: EntityManager,
  name: string,
  url: string | null,
): Promise<string> {
  await manager.query(
    `INSERT INTO content_source (id, name, url, rights_holder) VALUES ($1, $2, $3, $2)
     ON CONFLICT (name) DO NOTHING`,
    [newUid(), name, url],
  );
  const [row] = await manager.query<{ id: string }[]>(
    'SELECT id FROM content_source WHERE name = $1',
    [name],
  );
  if (!row) throw new Error(`The source ${name} was deleted while it was being used.`);
  return row.id;
}

export async function saveChannels(
  manager: EntityManager,
  editionId: string,
  drafts: ChannelDraft[],
): Promise<void> {
  const rows = drafts.map((draft, position) => ({
    ...draft,
    id: uidFromName(`channel ${editionId} ${draft.url}`),
    position,
  }));
  await manager.query(
    `INSERT INTO channel (id, edition_id, kind, name, url, position)
     SELECT r.id, $2, r.kind, r.name, r.url, r.position
     FROM jsonb_to_recordset($1) AS r(id uuid, kind channel_kind, name text, url text, position int)
     ON CONFLICT (id) DO UPDATE SET kind = EXCLUDED.kind, name = EXCLUDED.name, position = EXCLUDED.position`,
    [JSON.stringify(rows), editionId],
  );
}

/** Makes or replaces a static page, known by its source and external id or else by its slug. */
export async function saveStaticPage(
  manager: EntityManager,
  draft: StaticPageDraft,
): Promise<void> {
  const known = draft.sourceId != null ? '(source_id, external_id)' : '(edition_id, slug)';
  await manager.query(
    `INSERT INTO static_page (id, edition_id, slug, title, blocks, html, is_published, position, source_id,
       external_id, content_hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     ON CONFLICT ${known} DO UPDATE SET title = EXCLUDED.title, blocks = EXCLUDED.blocks,
       html = EXCLUDED.html, is_published = EXCLUDED.is_published, content_hash = EXCLUDED.content_hash,
       updated_at = now()`,
    [
      newUid(),
      draft.editionId,
      draft.slug,
      draft.title,
      JSON.stringify(draft.blocks),
      draft.html,
      draft.isPublished,
      draft.position ?? 0,
      draft.sourceId ?? null,
      draft.externalId ?? null,
      draft.contentHash ?? null,
    ],
  );
}
