import { type EntityManager } from 'typeorm';

export interface UnmeasuredPicture {
  uid: string;
  originalUrl: string;
}

export interface MeasuredPicture {
  uid: string;
  width: number;
  height: number;
  blurhash: string;
}

/** The pictures of these articles that have no BlurHash yet. */
export async function unmeasuredPictures(
  manager: EntityManager,
  articleIds: string[],
): Promise<UnmeasuredPicture[]> {
  return manager.query(
    `SELECT i.id AS "uid", i.original_url AS "originalUrl" FROM image i
     WHERE i.blurhash IS NULL
       AND i.id IN (SELECT x.image_id FROM article_image x WHERE x.article_id = ANY($1::uuid[]))`,
    [articleIds],
  );
}

/** Adds what was found by looking at a picture. A size that its source has told stays. */
export async function saveMeasured(
  manager: EntityManager,
  { uid, width, height, blurhash }: MeasuredPicture,
): Promise<void> {
  await manager.query(
    `UPDATE image SET blurhash = $2,
       width = CASE WHEN width IS NULL OR height IS NULL THEN $3 ELSE width END,
       height = CASE WHEN width IS NULL OR height IS NULL THEN $4 ELSE height END
     WHERE id = $1`,
    [uid, blurhash, width, height],
  );
}
