import { type EntityManager } from 'typeorm';

/** How many related articles are kept ready for each article: of the public ones, and of those that may become it. */
const RELATED_SIZE = 20;

/** How many of a tag's or a section's newest articles are looked at. */
const CANDIDATES = 50;

const BATCH_SIZE = 500;

// What shares the rarer tags stands first; among equals the newer. Its section's newest fill the list up.
const RELATE = `
  WITH asked AS (
    SELECT a.id, a.edition_id, a.section_id FROM article a WHERE a.id = ANY($1::uuid[])
  ), used_tag AS (
    SELECT t.tag_id, 1 / ln(2 + t.uses) AS weight
    FROM (SELECT DISTINCT x.tag_id FROM article_tag x JOIN asked k ON k.id = x.article_id) d
    CROSS JOIN LATERAL (
      SELECT d.tag_id, count(*) AS uses
      FROM (SELECT FROM article_tag y WHERE y.tag_id = d.tag_id LIMIT 10000) y) t
  ), candidate AS (
    SELECT k.id AS article_id, c.article_id AS related_id, u.weight
    FROM asked k JOIN article_tag x ON x.article_id = k.id JOIN used_tag u ON u.tag_id = x.tag_id
    CROSS JOIN LATERAL (
      -- What was never published would stand before the newest.
      SELECT y.article_id FROM article_tag y WHERE y.tag_id = x.tag_id AND y.published_at IS NOT NULL
      ORDER BY y.published_at DESC, y.article_id DESC LIMIT ${CANDIDATES}) c
    UNION ALL
    SELECT k.id, c.id, 0.001
    FROM asked k CROSS JOIN LATERAL (
      SELECT a.id FROM article a WHERE a.section_id = k.section_id AND a.status = 'PUBLISHED'
      ORDER BY a.published_at DESC, a.id DESC LIMIT ${CANDIDATES}) c
  ), scored AS (
    SELECT c.article_id, c.related_id, sum(c.weight) AS score FROM candidate c
    WHERE c.related_id <> c.article_id GROUP BY 1, 2
  ), placed AS (
    -- What is not public yet is kept as well, but never in the place of what is.
    SELECT s.article_id, s.related_id, s.score, a.published_at, row_number() OVER (
      PARTITION BY s.article_id, p.id IS NULL
      ORDER BY s.score DESC, a.published_at DESC NULLS LAST, a.id DESC) AS place
    FROM scored s JOIN article a ON a.id = s.related_id LEFT JOIN public_article p ON p.id = a.id
  )
  INSERT INTO related_article (article_id, rank, related_id, score)
  SELECT article_id, row_number() OVER (
    PARTITION BY article_id ORDER BY score DESC, published_at DESC NULLS LAST, related_id DESC), related_id, score
  FROM placed WHERE place <= ${RELATED_SIZE}`;

async function relate(manager: EntityManager, uids: string[]): Promise<void> {
  for (let start = 0; start < uids.length; start += BATCH_SIZE) {
    const batch = uids.slice(start, start + BATCH_SIZE);
    await manager.transaction(async (transaction) => {
      // Two at once on one article would meet in its list's keys.
      await transaction.query(
        'SELECT id FROM article WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE',
        [batch],
      );
      await transaction.query('DELETE FROM related_article WHERE article_id = ANY($1::uuid[])', [
        batch,
      ]);
      await transaction.query(RELATE, [batch]);
    });
  }
}

/** Computes the related articles of these articles and of those that they now resemble. */
export async function refreshRelated(manager: EntityManager, uids: string[]): Promise<void> {
  await relate(manager, uids);
  const others = await manager.query<{ id: string }[]>(
    `SELECT DISTINCT related_id AS id FROM related_article
     WHERE article_id = ANY($1::uuid[]) AND related_id <> ALL($1::uuid[])`,
    [uids],
  );
  await relate(
    manager,
    others.map((row) => row.id),
  );
}
