import { type EntityManager } from 'typeorm';

const BATCH = 200;

/** With much to do a job goes on for so long at a time, which is also how long stopping may wait for it. */
const WORK_MS = 4_000;

/** Indexes what triggers have left for later: a renamed tag's articles, and what was there before there was an index. */
export async function indexDue(manager: EntityManager): Promise<void> {
  const end = Date.now() + WORK_MS;
  for (;;) {
    const [done] = await manager.query<{ count: number }[]>(
      `WITH due AS (
         DELETE FROM search_due WHERE article_id IN (
           SELECT article_id FROM search_due WHERE at_leisure LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
         RETURNING article_id
       ), ids AS (SELECT array_agg(article_id) AS list, count(*)::int AS count FROM due)
       SELECT ids.count, index_articles(ids.list) FROM ids`,
    );
    if (!done || done.count < BATCH || Date.now() > end) return;
  }
}

// Words as they are written, in lower case: of 2 to 40 letters, no numbers. The empty word stands for the article.
const COUNT_WORDS = `
  WITH due AS MATERIALIZED (
    SELECT w.article_id, w.edition_id, w.words FROM article_word w
    WHERE w.due_at <= now() LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
  ), fresh AS MATERIALIZED (
    SELECT d.article_id, a.edition_id, coalesce(x.words, '{}') AS words
    FROM due d LEFT JOIN public_article a ON a.id = d.article_id
    LEFT JOIN LATERAL (
      SELECT array_agg(DISTINCT y.word) AS words FROM (
        SELECT '' AS word
        UNION ALL
        SELECT z.word FROM regexp_split_to_table(search_split(concat_ws(' ', a.headline, a.kicker, a.standfirst,
          (SELECT string_agg(t.name, ' ') FROM article_tag l JOIN tag t ON t.id = l.tag_id WHERE l.article_id = a.id),
          (SELECT string_agg(p.name, ' ') FROM credit c JOIN person p ON p.id = c.person_id WHERE c.article_id = a.id),
          (SELECT left(b.text, 200000) FROM article_body b WHERE b.article_id = a.id))), ' ') AS z(word)
        WHERE z.word ~ '^[^0-9]{2,40}$') y) x ON a.id IS NOT NULL
  ), change AS (
    SELECT c.edition_id, c.word, sum(c.articles)::int AS articles FROM (
      SELECT f.edition_id, unnest(f.words) AS word, 1 AS articles FROM fresh f WHERE f.edition_id IS NOT NULL
      UNION ALL
      SELECT d.edition_id, unnest(d.words), -1 FROM due d) c
    GROUP BY 1, 2 HAVING sum(c.articles) <> 0
  ), known AS (
    UPDATE search_word w SET articles = w.articles + c.articles FROM change c
    WHERE w.edition_id = c.edition_id AND w.word = c.word RETURNING w.edition_id, w.word
  ), counted AS (
    INSERT INTO search_word AS w (edition_id, word, folded, lexeme, articles)
    SELECT c.edition_id, c.word, search_fold(c.word),
      (tsvector_to_array(to_tsvector(text_config(e.language), search_words(e.language, c.word))))[1], c.articles
    FROM change c JOIN edition e ON e.id = c.edition_id
    WHERE NOT EXISTS (SELECT FROM known k WHERE k.edition_id = c.edition_id AND k.word = c.word)
    ON CONFLICT (edition_id, word) DO UPDATE SET articles = w.articles + EXCLUDED.articles
  ), gone AS (
    DELETE FROM article_word w USING due d
    WHERE w.article_id = d.article_id AND NOT EXISTS (SELECT FROM article a WHERE a.id = d.article_id)
  ), kept AS (
    UPDATE article_word w SET words = f.words, edition_id = coalesce(f.edition_id, w.edition_id), due_at = NULL
    FROM fresh f WHERE w.article_id = f.article_id AND EXISTS (SELECT FROM article a WHERE a.id = f.article_id)
  )
  SELECT count(*)::int AS count FROM due`;

/** Brings the counts of words up to date with what has become public, has changed, or is public no longer. */
export async function countWords(manager: EntityManager): Promise<void> {
  const end = Date.now() + WORK_MS;
  let count = BATCH;
  while (count === BATCH && Date.now() < end) {
    const [done] = await manager.query<{ count: number }[]>(COUNT_WORDS);
    count = done?.count ?? 0;
  }
  await manager.query('DELETE FROM search_word WHERE articles <= 0');
}
