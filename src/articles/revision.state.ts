import { type CreditRole } from '../people/credit-role.enum';
import { type ArticleFormat, type ArticleStatus } from './article.enums';
import { type Block } from './body/block.types';

/** An article as it once was, whole: what a revision keeps. Times are ISO texts. */
export interface ArticleState {
  editionId: string;
  sectionId: string;
  slug: string;
  format: `${ArticleFormat}`;
  headline: string;
  seoTitle: string | null;
  shortTitle: string | null;
  kicker: string | null;
  standfirst: string | null;
  imageId: string | null;
  hasVideo: boolean;
  wordCount: number;
  readingMinutes: number;
  status: `${ArticleStatus}`;
  publishedAt: string | null;
  updatedAt: string;
  embargoUntil: string | null;
  originalId: string | null;
  sourceId: string | null;
  externalId: string | null;
  sourceUrl: string | null;
  usageTerms: string | null;
  attributionRequired: boolean | null;
  attributionUrl: string | null;
  contentHash: string | null;
  blocks: Block[];
  credits: { personId: string; role: `${CreditRole}` }[];
  tagIds: string[];
}

const COLUMNS: Record<keyof Omit<ArticleState, 'blocks' | 'credits' | 'tagIds'>, string> = {
  editionId: 'edition_id',
  sectionId: 'section_id',
  slug: 'slug',
  format: 'format',
  headline: 'headline',
  seoTitle: 'seo_title',
  shortTitle: 'short_title',
  kicker: 'kicker',
  standfirst: 'standfirst',
  imageId: 'image_id',
  hasVideo: 'has_video',
  wordCount: 'word_count',
  readingMinutes: 'reading_minutes',
  status: 'status',
  publishedAt: 'published_at',
  updatedAt: 'updated_at',
  embargoUntil: 'embargo_until',
  originalId: 'original_id',
  sourceId: 'source_id',
  externalId: 'external_id',
  sourceUrl: 'source_url',
  usageTerms: 'usage_terms',
  attributionRequired: 'attribution_required',
  attributionUrl: 'attribution_url',
  contentHash: 'content_hash',
};

/** The SQL of an article's {@link ArticleState}, of the rows that go by these aliases. */
export function revisionState(article: string, body: string): string {
  const columns = Object.entries(COLUMNS).map(
    ([property, column]) => `'${property}', ${article}.${column}`,
  );
  return `jsonb_build_object(${columns.join(', ')}, 'blocks', ${body}.blocks,
    'credits', coalesce((SELECT jsonb_agg(jsonb_build_object('personId', c.person_id, 'role', c.role)
      ORDER BY c.position, c.role, c.person_id) FROM credit c WHERE c.article_id = ${article}.id), '[]'),
    'tagIds', coalesce((SELECT jsonb_agg(t.tag_id ORDER BY t.position, t.tag_id)
      FROM article_tag t WHERE t.article_id = ${article}.id), '[]'))`;
}
