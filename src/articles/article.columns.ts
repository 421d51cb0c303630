import { selectList } from '../sql/columns';

/** What a line of a list is made of: a headline that leads somewhere. */
const LINE = {
  uid: 'id',
  editionId: 'edition_id',
  sectionId: 'section_id',
  slug: 'slug',
  headline: 'headline',
  firstPublishedAt: 'published_at',
};

const TEASER = { ...LINE, standfirst: 'standfirst' };

const CARD = {
  ...TEASER,
  format: 'format',
  ownShortTitle: 'short_title',
  kicker: 'kicker',
  imageId: 'image_id',
  hasVideo: 'has_video',
  readingMinutes: 'reading_minutes',
  updatedAt: 'updated_at',
};

const WHOLE = {
  ...CARD,
  ownSeoTitle: 'seo_title',
  wordCount: 'word_count',
  sourceId: 'source_id',
  externalId: 'external_id',
  sourceUrl: 'source_url',
  usageTerms: 'usage_terms',
  attributionRequired: 'attribution_required',
  attributionUrl: 'attribution_url',
};

/**
 * How much of an article is read for a list, from the least to all of it. A few shapes and not each document's very columns: so a
 * connection holds no more than a few plans of each statement.
 */
const SHAPES = { line: LINE, teaser: TEASER, card: CARD, whole: WHOLE };
export type ArticleShape = keyof typeof SHAPES;
export const SHAPE_NAMES = Object.keys(SHAPES) as ArticleShape[];

/** One value for each shape, made from its columns under the alias `a`. */
export function byShape<T>(make: (columns: string) => T): Record<ArticleShape, T> {
  const entries = SHAPE_NAMES.map((shape) => [shape, make(selectList('a', SHAPES[shape]))]);
  return Object.fromEntries(entries) as Record<ArticleShape, T>;
}

/** The columns of `article` or `public_article`, under the alias `a`, of each shape. */
export const COLUMNS_OF_SHAPE = byShape((columns) => columns);

/** The columns of `article` or `public_article`, under the alias `a`, that make a whole {@link Article}. Never a body. */
export const ARTICLE_COLUMNS = COLUMNS_OF_SHAPE.whole;
