import { type AskedFields } from '../graphql/asked.fields';
import { selectList } from '../sql/columns';
import { type RequestReader } from '../sql/request-reader';

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
const SHAPE_NAMES = Object.keys(SHAPES) as ArticleShape[];

/** One value for each shape, made from its columns under the alias `a`. */
export function byShape<T>(make: (columns: string) => T): Record<ArticleShape, T> {
  const entries = SHAPE_NAMES.map((shape) => [shape, make(selectList('a', SHAPES[shape]))]);
  return Object.fromEntries(entries) as Record<ArticleShape, T>;
}

/** The columns of `article` or `public_article`, under the alias `a`, of each shape. */
export const COLUMNS_OF_SHAPE = byShape((columns) => columns);

/** The columns of `article` or `public_article`, under the alias `a`, that make a whole {@link Article}. Never a body. */
export const ARTICLE_COLUMNS = COLUMNS_OF_SHAPE.whole;

/** Which fields each shape answers beyond the shape before it; a field that is not here needs all of the article. */
const FIELDS: [ArticleShape, string[]][] = [
  [
    'line',
    [
      ...[
        '__typename',
        'id',
        'slug',
        'headline',
        'publishedAt',
        'path',
        'url',
        'section',
        'edition',
      ],
      // These are asked for by the article's id.
      ...['authors', 'editors', 'credits', 'tags', 'corrections', 'related', 'translations'],
      ...['isSaved', 'body', 'bodyHtml', 'bodyText'],
    ],
  ],
  ['teaser', ['standfirst']],
  ['card', ['format', 'shortTitle', 'kicker', 'image', 'hasVideo', 'readingMinutes', 'updatedAt']],
];

const SHAPE_OF_FIELD = new Map<string, ArticleShape>(
  FIELDS.flatMap(([shape, names]) => names.map((name) => [`Article.${name}`, shape])),
);

/** Fields of Query below which lists of articles are shown by nothing but the fields that are asked of them. */
const PLAIN_ROOTS = new Set(
  [
    ...[
      '__typename',
      'article',
      'articles',
      'latest',
      'popular',
      'nowReading',
      'section',
      'sections',
    ],
    ...['site', 'tag', 'person', 'people'],
  ].map((name) => `Query.${name}`),
);

const isOf = (type: string) => (field: string) => field.startsWith(`${type}.`);

/** Whether an operation shows articles by their fields alone. */
function isPlain(asked: AskedFields): boolean {
  const roots = [...asked].filter(isOf('Query'));
  return roots.length > 0 && roots.every((root) => PLAIN_ROOTS.has(root));
}

function shapeFor(asked: AskedFields): ArticleShape {
  if (!isPlain(asked)) return 'whole';
  const ranks = [...asked]
    .filter(isOf('Article'))
    .map((field) => SHAPE_NAMES.indexOf(SHAPE_OF_FIELD.get(field) ?? 'whole'));
  return SHAPE_NAMES[Math.max(0, ...ranks)] ?? 'whole';
}

const shapes = new WeakMap<AskedFields, ArticleShape>();

/** How much an operation reads of the articles in its lists: all of what others may use too, else what its document asks for. */
export function shapeOfLists({ asked, sharedRows }: RequestReader): ArticleShape {
  if (asked === null || sharedRows !== null) return 'whole';
  let shape = shapes.get(asked);
  if (shape === undefined) shapes.set(asked, (shape = shapeFor(asked)));
  return shape;
}

/** How much of bodies an operation reads: their HTML alone where nothing else of them is asked for. */
export type BodyParts = 'html' | 'whole';

const OTHER_PARTS = ['body', 'bodyText', 'seo'].flatMap((name) => [
  `article.${name}`,
  `Article.${name}`,
]);

export function partsOfBodies({ asked, sharedRows }: RequestReader): BodyParts {
  if (asked === null || sharedRows !== null || !isPlain(asked)) return 'whole';
  return OTHER_PARTS.some((field) => asked.has(field)) ? 'whole' : 'html';
}
