import { selectList } from '../sql/columns';

const PROPERTIES = {
  uid: 'id',
  editionId: 'edition_id',
  sectionId: 'section_id',
  slug: 'slug',
  format: 'format',
  headline: 'headline',
  ownSeoTitle: 'seo_title',
  ownShortTitle: 'short_title',
  kicker: 'kicker',
  standfirst: 'standfirst',
  imageId: 'image_id',
  hasVideo: 'has_video',
  wordCount: 'word_count',
  readingMinutes: 'reading_minutes',
  firstPublishedAt: 'published_at',
  updatedAt: 'updated_at',
  sourceId: 'source_id',
  externalId: 'external_id',
  sourceUrl: 'source_url',
  usageTerms: 'usage_terms',
  attributionRequired: 'attribution_required',
  attributionUrl: 'attribution_url',
};

/** The columns of `article` or `public_article`, under the alias `a`, that make an {@link Article}. Never a body. */
export const ARTICLE_COLUMNS = selectList('a', PROPERTIES);
