import { type EntityManager } from 'typeorm';
import { type CreditRole } from '../people/credit-role.enum';
import { newUid } from '../sql/uuid';
import { type ArticleFormat, type ArticleStatus } from './article.enums';
import { assignBlockIds } from './body/block.ids';
import { type Block, type UnidentifiedBlock } from './body/block.types';
import { type DerivedBody, deriveBody } from './body/body.derive';
import { keepRevisions, SYSTEM } from './revision.commands';

/** An article as it is to be saved, whole. `uid` names an article that is there, or a new one. */
export interface ArticleDraft {
  uid: string;
  editionId: string;
  /** The edition's language, by which words are counted. */
  language: string;
  sectionId: string;
  slug: string;
  format: `${ArticleFormat}`;
  headline: string;
  seoTitle: string | null;
  shortTitle: string | null;
  kicker: string | null;
  standfirst: string | null;
  imageId: string | null;
  status: `${ArticleStatus}`;
  publishedAt: Date | null;
  updatedAt: Date;
  embargoUntil: Date | null;
  originalId: string | null;
  sourceId: string | null;
  externalId: string | null;
  sourceUrl: string | null;
  usageTerms: string | null;
  contentHash: string | null;
  blocks: UnidentifiedBlock[];
  /** Blocks that had ids before, for one that goes back to them; by default those it has. */
  formerBlocks?: Block[];
  /** In the order of the bylines. */
  credits: { personId: string; role: `${CreditRole}` }[];
  /** The most important first. */
  tagIds: string[];
}

interface SavedArticle {
  draft: ArticleDraft;
  blocks: Block[];
  body: DerivedBody;
}

const UPSERT_ARTICLES = `
  INSERT INTO article (id, edition_id, section_id, slug, format, headline, seo_title, short_title, kicker,
    standfirst, image_id, has_video, word_count, reading_minutes, status, published_at, updated_at, embargo_until,
    original_id, source_id, external_id, source_url, usage_terms, content_hash)
  SELECT r.* FROM jsonb_to_recordset($1) AS r(id uuid, edition_id uuid, section_id uuid, slug text,
    format article_format, headline text, seo_title text, short_title text, kicker text, standfirst text,
    image_id uuid, has_video boolean, word_count int, reading_minutes int, status article_status,
    published_at timestamptz, updated_at timestamptz, embargo_until timestamptz, original_id uuid, source_id uuid,
    external_id text, source_url text, usage_terms text, content_hash text)
  ON CONFLICT (id) DO UPDATE SET
    edition_id = EXCLUDED.edition_id, section_id = EXCLUDED.section_id, slug = EXCLUDED.slug,
    format = EXCLUDED.format, headline = EXCLUDED.headline, seo_title = EXCLUDED.seo_title,
    short_title = EXCLUDED.short_title, kicker = EXCLUDED.kicker, standfirst = EXCLUDED.standfirst,
    image_id = EXCLUDED.image_id, has_video = EXCLUDED.has_video, word_count = EXCLUDED.word_count,
    reading_minutes = EXCLUDED.reading_minutes, status = EXCLUDED.status, published_at = EXCLUDED.published_at,
    updated_at = EXCLUDED.updated_at, embargo_until = EXCLUDED.embargo_until, original_id = EXCLUDED.original_id,
    source_url = EXCLUDED.source_url, usage_terms = EXCLUDED.usage_terms, content_hash = EXCLUDED.content_hash,
    version = article.version + 1`;

// A public address that an article leaves goes on leading to it; one that it comes back to is its own again.
const KEEP_OLD_PATHS = `
  INSERT INTO redirect (id, edition_id, from_path, article_id)
  SELECT n.redirect_id, a.edition_id, '/' || s.slug || '/' || a.slug, a.id
  FROM jsonb_to_recordset($1) AS n(id uuid, redirect_id uuid, section_id uuid, slug text)
  JOIN article a ON a.id = n.id JOIN section s ON s.id = a.section_id
  WHERE a.published_at IS NOT NULL AND (a.slug, a.section_id) <> (n.slug, n.section_id)
  ON CONFLICT (edition_id, from_path) DO UPDATE SET article_id = EXCLUDED.article_id, to_path = NULL`;

const TAKE_BACK_PATHS = `
  DELETE FROM redirect r USING article a, section s
  WHERE a.id = ANY($1::uuid[]) AND s.id = a.section_id AND r.article_id = a.id
    AND r.edition_id = a.edition_id AND r.from_path = '/' || s.slug || '/' || a.slug`;

function articleRow({ draft, body }: SavedArticle): object {
  return {
    id: draft.uid,
    edition_id: draft.editionId,
    section_id: draft.sectionId,
    slug: draft.slug,
    format: draft.format,
    headline: draft.headline,
    seo_title: draft.seoTitle,
    short_title: draft.shortTitle,
    kicker: draft.kicker,
    standfirst: draft.standfirst,
    image_id: draft.imageId,
    has_video: body.hasVideo || draft.format === 'VIDEO',
    word_count: body.wordCount,
    reading_minutes: body.readingMinutes,
    status: draft.status,
    published_at: draft.publishedAt,
    updated_at: draft.updatedAt,
    embargo_until: draft.embargoUntil,
    original_id: draft.originalId,
    source_id: draft.sourceId,
    external_id: draft.externalId,
    source_url: draft.sourceUrl,
    usage_terms: draft.usageTerms,
    content_hash: draft.contentHash,
  };
}

async function blocksBefore(manager: EntityManager, uids: string[]): Promise<Map<string, Block[]>> {
  const rows = await manager.query<{ article_id: string; blocks: Block[] }[]>(
    'SELECT article_id, blocks FROM article_body WHERE article_id = ANY($1::uuid[])',
    [uids],
  );
  return new Map(rows.map((row) => [row.article_id, row.blocks]));
}

async function saveBodies(manager: EntityManager, articles: SavedArticle[]): Promise<void> {
  const rows = articles.map(({ draft, blocks, body }) => ({
    article_id: draft.uid,
    blocks,
    html: body.html,
    text: body.text,
  }));
  await manager.query(
    `INSERT INTO article_body (article_id, blocks, html, text)
     SELECT r.* FROM jsonb_to_recordset($1) AS r(article_id uuid, blocks jsonb, html text, text text)
     ON CONFLICT (article_id) DO UPDATE SET
       blocks = EXCLUDED.blocks, html = EXCLUDED.html, text = EXCLUDED.text`,
    [JSON.stringify(rows)],
  );
}

/** One of the tables of what an article has several of. */
interface LinkTable {
  table: string;
  columns: string;
  /** What tells two rows of one article apart. */
  keys: string[];
  hasPosition: boolean;
}

const CREDITS: LinkTable = {
  table: 'credit',
  columns: 'article_id uuid, role credit_role, person_id uuid, position int',
  keys: ['role', 'person_id'],
  hasPosition: true,
};

const TAGS: LinkTable = {
  table: 'article_tag',
  columns: 'article_id uuid, tag_id uuid, position int',
  keys: ['tag_id'],
  hasPosition: true,
};

const IMAGES: LinkTable = {
  table: 'article_image',
  columns: 'article_id uuid, image_id uuid',
  keys: ['image_id'],
  hasPosition: false,
};

/** Takes away what is no longer there and adds what is new; what stays is left alone, so that events tell of changes only. */
async function replaceLinks(
  manager: EntityManager,
  uids: string[],
  { table, columns, keys, hasPosition }: LinkTable,
  rows: object[],
): Promise<void> {
  const json = JSON.stringify(rows);
  const own = ['article_id', ...keys];
  await manager.query(
    `DELETE FROM ${table} t WHERE t.article_id = ANY($1::uuid[]) AND NOT EXISTS (
       SELECT FROM jsonb_to_recordset($2) AS r(${columns})
       WHERE ${own.map((key) => `r.${key} = t.${key}`).join(' AND ')})`,
    [uids, json],
  );
  const names = [...own, ...(hasPosition ? ['position'] : [])].join(', ');
  const onConflict = hasPosition
    ? 'UPDATE SET position = EXCLUDED.position WHERE t.position <> EXCLUDED.position'
    : 'NOTHING';
  await manager.query(
    `INSERT INTO ${table} AS t (${names})
     SELECT DISTINCT ON (${own.join(', ')}) ${names} FROM jsonb_to_recordset($1) AS r(${columns})
     ORDER BY ${own.join(', ')}${hasPosition ? ', position' : ''}
     ON CONFLICT (${own.join(', ')}) DO ${onConflict}`,
    [json],
  );
}

async function saveLinks(manager: EntityManager, articles: SavedArticle[]): Promise<void> {
  const uids = articles.map(({ draft }) => draft.uid);
  const credits = articles.flatMap(({ draft }) =>
    draft.credits.map((credit, position) => ({
      article_id: draft.uid,
      role: credit.role,
      person_id: credit.personId,
      position,
    })),
  );
  const tags = articles.flatMap(({ draft }) =>
    draft.tagIds.map((tagId, position) => ({ article_id: draft.uid, tag_id: tagId, position })),
  );
  const images = articles.flatMap(({ draft, body }) =>
    [...body.imageIds, ...(draft.imageId === null ? [] : [draft.imageId])].map((imageId) => ({
      article_id: draft.uid,
      image_id: imageId,
    })),
  );
  await replaceLinks(manager, uids, CREDITS, credits);
  await replaceLinks(manager, uids, TAGS, tags);
  await replaceLinks(manager, uids, IMAGES, images);
}

/**
 * Saves articles whole: makes those that are not there, replaces those that are. Blocks keep their ids where
 * they are still the same, an address that changes becomes a redirect, and the state before stays as a revision. Call it in a transaction; pictures,
 * people, tags and sections have to be there.
 */
export async function saveArticles(manager: EntityManager, drafts: ArticleDraft[]): Promise<void> {
  const uids = drafts.map((draft) => draft.uid);
  const before = await blocksBefore(manager, uids);
  const articles = drafts.map((draft) => {
    const blocks = assignBlockIds(draft.formerBlocks ?? before.get(draft.uid) ?? [], draft.blocks);
    return { draft, blocks, body: deriveBody(blocks, draft.language) };
  });
  const places = drafts.map((draft) => ({
    id: draft.uid,
    redirect_id: newUid(),
    section_id: draft.sectionId,
    slug: draft.slug,
  }));
  if (before.size > 0) {
    await keepRevisions(manager, [...before.keys()], { savedBy: SYSTEM, note: null });
  }
  await manager.query(KEEP_OLD_PATHS, [JSON.stringify(places)]);
  await manager.query(UPSERT_ARTICLES, [JSON.stringify(articles.map(articleRow))]);
  await manager.query(TAKE_BACK_PATHS, [uids]);
  await saveBodies(manager, articles);
  await saveLinks(manager, articles);
}

export interface CorrectionDraft {
  articleId: string;
  text: string;
  publishedAt: Date;
}

export async function addCorrections(
  manager: EntityManager,
  drafts: CorrectionDraft[],
): Promise<void> {
  for (const draft of drafts) {
    await manager.query(
      'INSERT INTO correction (id, article_id, text, published_at) VALUES ($1, $2, $3, $4)',
      [newUid(), draft.articleId, draft.text, draft.publishedAt],
    );
  }
}
