import { type AskedFields } from '../graphql/asked.fields';
import { type RequestReader } from '../sql/request-reader';
import { type ArticleShape, SHAPE_NAMES } from './article.columns';

/** How much an operation reads of articles, and of what hangs on them. */
export interface Reading {
  /** Of the articles in its lists. */
  readonly lists: ArticleShape;
  /** Of bodies: their HTML alone where nothing else of them is asked for. */
  readonly bodies: 'html' | 'whole';
  /** Of tags and of people: their names alone where nothing else of them is asked for. */
  readonly tags: LabelShape;
  readonly people: LabelShape;
}

export type LabelShape = 'label' | 'whole';

const EVERYTHING: Reading = { lists: 'whole', bodies: 'whole', tags: 'whole', people: 'whole' };

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
  FIELDS.flatMap(([shape, names]) => names.map((name) => [name, shape])),
);

/** Fields of Query below which lists of articles are shown by nothing but the fields that are asked of them. */
const PLAIN_ROOTS = new Set([
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
]);

/** What is asked of a type, or of the one object that a field of Query answers. */
const fieldsOf = (asked: AskedFields, type: string): string[] =>
  [...asked]
    .filter((field) => field.startsWith(`${type}.`))
    .map((field) => field.slice(type.length + 1));

/** Whether an operation shows articles by their fields alone. */
function isPlain(asked: AskedFields): boolean {
  const roots = fieldsOf(asked, 'Query');
  return roots.length > 0 && roots.every((root) => PLAIN_ROOTS.has(root));
}

function shapeFor(asked: AskedFields): ArticleShape {
  const ranks = fieldsOf(asked, 'Article').map((field) =>
    SHAPE_NAMES.indexOf(SHAPE_OF_FIELD.get(field) ?? 'whole'),
  );
  return SHAPE_NAMES[Math.max(0, ...ranks)] ?? 'whole';
}

/** Whether the one article or those in lists are asked for any of these. */
const asksFor = (asked: AskedFields, fields: string[]): boolean =>
  fields.some((field) => asked.has(`article.${field}`) || asked.has(`Article.${field}`));

/** What names are enough for, of tags and of people. */
const LABEL_FIELDS = {
  Tag: ['__typename', 'id', 'slug', 'name'],
  Person: ['__typename', 'id', 'slug', 'name', 'path'],
};

function labelFor(asked: AskedFields, type: keyof typeof LABEL_FIELDS): LabelShape {
  // What search engines are told of an article has all of its people.
  const isEnough = fieldsOf(asked, type).every((field) => LABEL_FIELDS[type].includes(field));
  return isEnough && !asksFor(asked, ['seo']) ? 'label' : 'whole';
}

function readingFor(asked: AskedFields): Reading {
  if (!isPlain(asked)) return EVERYTHING;
  return {
    lists: shapeFor(asked),
    bodies: asksFor(asked, ['body', 'bodyText', 'seo']) ? 'whole' : 'html',
    tags: labelFor(asked, 'Tag'),
    people: labelFor(asked, 'Person'),
  };
}

const readings = new WeakMap<AskedFields, Reading>();

/** How much an operation reads: all of what others may use too, else what its document asks for. */
export function readingOf({ asked, readsForOthers }: RequestReader): Reading {
  if (asked === null || readsForOthers) return EVERYTHING;
  let reading = readings.get(asked);
  if (reading === undefined) readings.set(asked, (reading = readingFor(asked)));
  return reading;
}
