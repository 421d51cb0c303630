import { type EntityManager } from 'typeorm';
import { type ArticleDraft, saveArticles } from '../articles/article.commands';
import { refreshRelated } from '../articles/related.commands';
import { type Canary, type CanaryState } from './canary';

const HOUR = 3_600_000;

/** A public article that the canaries lean on: as its relatives, its translations, in its section. */
export interface Perch {
  articleId: string;
  editionId: string;
  sectionId: string;
  language: string;
  publishedAt: Date;
}

/** The newest public article, if there is one. */
export async function findPerch(manager: EntityManager): Promise<Perch | null> {
  const [row] = await manager.query<Perch[]>(
    `SELECT a.id AS "articleId", a.edition_id AS "editionId", a.section_id AS "sectionId", e.language AS "language",
       a.published_at AS "publishedAt"
     FROM public_article a JOIN edition e ON e.id = a.edition_id
     ORDER BY e.is_default DESC, a.published_at DESC LIMIT 1`,
  );
  return row ?? null;
}

type Hiding = Pick<ArticleDraft, 'status' | 'publishedAt' | 'embargoUntil'>;

function hidingOf(state: CanaryState, now: number): Hiding {
  const past = new Date(now - HOUR);
  const future = new Date(now + 24 * HOUR);
  const hidden = { publishedAt: past, embargoUntil: null };
  switch (state) {
    case 'draft':
    case 'preview only':
      return { status: 'DRAFT', publishedAt: null, embargoUntil: null };
    case 'in review':
      return { status: 'IN_REVIEW', publishedAt: null, embargoUntil: null };
    case 'scheduled':
      return { ...hidden, status: 'SCHEDULED', publishedAt: future };
    case 'embargoed':
      return { ...hidden, status: 'PUBLISHED', embargoUntil: future };
    case 'withdrawn':
      return { ...hidden, status: 'UNPUBLISHED' };
    case 'published':
      return { ...hidden, status: 'PUBLISHED' };
  }
}

function draftOf({ state, word, slug, uids }: Canary, perch: Perch, all: Canary[]): ArticleDraft {
  const text = (what: string) => `${what} ${word}`;
  return {
    uid: uids.article,
    editionId: perch.editionId,
    language: perch.language,
    sectionId: perch.sectionId,
    slug,
    format: 'NEWS',
    headline: text('Canary headline'),
    seoTitle: text('Canary title'),
    shortTitle: text('Canary short'),
    kicker: text('Canary kicker'),
    standfirst: text('Canary standfirst'),
    imageId: uids.image,
    ...hidingOf(state, Date.now()),
    updatedAt: new Date(),
    originalId: null,
    sourceId: null,
    externalId: null,
    sourceUrl: `https://canary.invalid/${word}`,
    usageTerms: text('Canary terms'),
    contentHash: null,
    blocks: [
      { kind: 'paragraph', html: text('Canary paragraph') },
      { kind: 'image', imageId: uids.image, caption: text('Canary caption') },
      ...all.map((other) => ({ kind: 'articleLink' as const, articleId: other.uids.article })),
    ],
    credits: [{ personId: uids.person, role: 'AUTHOR' }],
    tagIds: [uids.tag],
  };
}

async function plantParts(manager: EntityManager, canary: Canary, perch: Perch): Promise<void> {
  const { word, slug, uids } = canary;
  await manager.query(
    `INSERT INTO image (id, original_url, width, height, alt, caption, credit)
     VALUES ($1, $2, 800, 600, $3, $3, $3)`,
    [uids.image, `https://canary.invalid/${word}.jpg`, `Canary picture ${word}`],
  );
  await manager.query(
    `INSERT INTO person (id, slug, name, sort_name, bio, image_id) VALUES ($1, $2, $3, lower($3), $3, $4)`,
    [uids.person, slug, `Canary person ${word}`, uids.image],
  );
  await manager.query('INSERT INTO tag (id, edition_id, slug, name) VALUES ($1, $2, $3, $4)', [
    uids.tag,
    perch.editionId,
    slug,
    `Canary tag ${word}`,
  ]);
}

/** Puts a canary wherever what is public is taken from: pinned beside the perch, and read more than anything else. */
async function pushForward(manager: EntityManager, canary: Canary, perch: Perch): Promise<void> {
  const { article, correction } = canary.uids;
  await manager.query(
    `INSERT INTO related_override (article_id, related_id, position) VALUES ($1, $2, 0)
     ON CONFLICT DO NOTHING`,
    [perch.articleId, article],
  );
  await manager.query(
    'UPDATE article_view_count SET views = views + 1000000000 WHERE article_id = $1',
    [article],
  );
  // Rankings are made anew during a long drill, from what was read this minute, hour and day.
  for (const unit of ['minute', 'hour', 'day']) {
    await manager.query(
      `INSERT INTO view_${unit} (${unit}, article_id, views, readers)
       VALUES (date_trunc('${unit}', now(), 'UTC'), $1, 1000000, 1000000)`,
      [article],
    );
  }
  await manager.query(
    `INSERT INTO popular_ranking (scope_id, time_window, metric, rank, article_id)
     SELECT s.id, w, m, -1 - $2::int, $1
     FROM unnest($3::uuid[]) AS s(id), unnest(enum_range(NULL::popular_window)) AS w,
       unnest(enum_range(NULL::popular_metric)) AS m
     ON CONFLICT DO NOTHING`,
    [
      article,
      canary.word.charCodeAt(0) * 100 + canary.word.charCodeAt(1),
      [perch.editionId, perch.sectionId],
    ],
  );
  await manager.query(
    'INSERT INTO correction (id, article_id, text, published_at) VALUES ($1, $2, $3, now())',
    [correction, article, `Canary correction ${canary.word}`],
  );
}

/** Plants the canaries around the perch, in one transaction. */
export async function plantCanaries(
  manager: EntityManager,
  canaries: Canary[],
  perch: Perch,
): Promise<void> {
  await manager.transaction(async (transaction) => {
    for (const canary of canaries) await plantParts(transaction, canary, perch);
    await saveArticles(
      transaction,
      canaries.map((canary) => draftOf(canary, perch, canaries)),
    );
    for (const canary of canaries) await pushForward(transaction, canary, perch);
  });
  await refreshRelated(
    manager,
    canaries.map(({ uids }) => uids.article),
  );
}

/** Takes away all that {@link plantCanaries} made. */
export async function removeCanaries(manager: EntityManager, canaries: Canary[]): Promise<void> {
  const all = (part: keyof Canary['uids']) => canaries.map(({ uids }) => uids[part]);
  await manager.transaction(async (transaction) => {
    for (const unit of ['minute', 'hour', 'day']) {
      await transaction.query(`DELETE FROM view_${unit} WHERE article_id = ANY($1::uuid[])`, [
        all('article'),
      ]);
    }
    await transaction.query('DELETE FROM article WHERE id = ANY($1::uuid[])', [all('article')]);
    await transaction.query('DELETE FROM tag WHERE id = ANY($1::uuid[])', [all('tag')]);
    await transaction.query('DELETE FROM person WHERE id = ANY($1::uuid[])', [all('person')]);
    await transaction.query('DELETE FROM image WHERE id = ANY($1::uuid[])', [all('image')]);
  });
}
