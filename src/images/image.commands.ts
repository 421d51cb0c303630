import { type EntityManager } from 'typeorm';
import { uidFromName } from '../sql/uuid';

export interface ImageDraftRow {
  url: string;
  alt?: string | undefined;
  caption?: string | null | undefined;
  credit?: string | null | undefined;
  creditUrl?: string | null | undefined;
  licenceName?: string | null | undefined;
  licenceUrl?: string | null | undefined;
  width?: number | null | undefined;
  height?: number | null | undefined;
  blurhash?: string | null | undefined;
}

/** The id of the picture at an address: the same for everything that shows it. */
export function imageUid(url: string): string {
  return uidFromName(`image ${url}`);
}

const UPDATE = `DO UPDATE SET
  width = coalesce(EXCLUDED.width, image.width), height = coalesce(EXCLUDED.height, image.height),
  alt = CASE WHEN EXCLUDED.alt = '' THEN image.alt ELSE EXCLUDED.alt END,
  caption = coalesce(EXCLUDED.caption, image.caption), credit = coalesce(EXCLUDED.credit, image.credit),
  credit_url = coalesce(EXCLUDED.credit_url, image.credit_url),
  licence_name = coalesce(EXCLUDED.licence_name, image.licence_name),
  licence_url = coalesce(EXCLUDED.licence_url, image.licence_url),
  blurhash = coalesce(EXCLUDED.blurhash, image.blurhash)`;

/**
 * Makes the pictures that are not there yet. With `update`, what is said of one that is there replaces what was
 * said before; without, it stays, so that a draft cannot change what the public sees.
 */
export async function saveImages(
  manager: EntityManager,
  drafts: ImageDraftRow[],
  { update }: { update: boolean },
): Promise<void> {
  if (drafts.length === 0) return;
  const rows = drafts.map((draft) => ({
    id: imageUid(draft.url),
    original_url: draft.url,
    width: draft.width ?? null,
    height: draft.height ?? null,
    alt: draft.alt ?? '',
    caption: draft.caption ?? null,
    credit: draft.credit ?? null,
    credit_url: draft.creditUrl ?? null,
    licence_name: draft.licenceName ?? null,
    licence_url: draft.licenceUrl ?? null,
    blurhash: draft.blurhash ?? null,
  }));
  await manager.query(
    `INSERT INTO image (id, original_url, width, height, alt, caption, credit, credit_url, licence_name,
       licence_url, blurhash)
     SELECT DISTINCT ON (r.id) r.* FROM jsonb_to_recordset($1) AS r(id uuid, original_url text, width int,
       height int, alt text, caption text, credit text, credit_url text, licence_name text, licence_url text,
       blurhash text)
     ORDER BY r.id
     ON CONFLICT (id) ${update ? UPDATE : 'DO NOTHING'}`,
    [JSON.stringify(rows)],
  );
}
