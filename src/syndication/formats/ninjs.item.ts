import { authorOf, uniqueAuthors } from './author.parse';
import { uniqueCategories } from './category.tools';
import { parseDate } from './date.parse';
import { completed } from './item.identity';
import { isObject, type JsonObject, lineIn, lowerKeys, objectIn, objectsIn } from './json.values';
import { distinct } from './media.item';
import { ninjsMedia } from './ninjs.media';
import {
  bodyIn,
  descriptionIn,
  descriptionWithRole,
  headlineIn,
  headlineWithRole,
} from './ninjs.texts';
import { defined, filled, plainText } from './text.tools';
import {
  type CategoryKind,
  type ItemStatus,
  SourceError,
  type SourceAuthor,
  type SourceCategory,
  type SourceItem,
  type SourceRights,
} from './source-item.types';

const KNOWN_KEYS = ['uri', 'headlines', 'bodies', 'headline', 'body_text', 'body_html', 'title'];
/** Of each kind; an item is not about more. */
const MAX_NAMES = 100;
const CLASSES: readonly (readonly [key: string, kind: CategoryKind])[] = [
  ['subjects', 'topic'],
  ['places', 'place'],
  ['organisations', 'organisation'],
  ['people', 'person'],
  ['events', 'event'],
  // The names that ninjs 1.x used.
  ['subject', 'topic'],
  ['place', 'place'],
  ['organisation', 'organisation'],
  ['person', 'person'],
  ['event', 'event'],
];

/** An item of IPTC ninjs 2.x or 3.x, and of 1.x as far as its names differ. */
export function ninjsItem(value: unknown, place: string): SourceItem {
  const item = lowerKeys(value);
  if (!isObject(item) || !KNOWN_KEYS.some((key) => key in item)) {
    throw new SourceError('The item is no ninjs object: it has neither a "uri" nor a text.');
  }
  const { images, media } = ninjsMedia(item);
  const type = lineIn(item, 'type') ?? '';
  const [image, ...others] = distinct(images);
  const uri = lineIn(item, 'uri');
  const summary = descriptionIn(item);
  return completed(
    defined<Parameters<typeof completed>[0]>({
      place,
      kind: 'article',
      externalId: uri ?? alternativeId(item),
      title: headlineIn(item) ?? '',
      link: /^https?:\/\//i.test(uri ?? '') ? uri : undefined,
      slug: lineIn(item, 'slugline'),
      oldPaths: [],
      language: lineIn(item, 'language'),
      ...datesOf(item),
      status: statusOf(item),
      authors: authorsOf(item, type),
      summary,
      content: bodyIn(item),
      standfirst: standfirstOf(item),
      seoTitle: headlineWithRole(item, /seo/i),
      categories: categoriesIn(item),
      image,
      images: others,
      media,
      format: formatOf(type, media.length > 0, images.length),
      rights: rightsOf(item),
      editorNote: lineIn(item, 'ednote'),
    }),
  );
}

/** Only what is meant as one: a description of another role is often the start of the text, cut. */
function standfirstOf(item: JsonObject): string | undefined {
  const text = descriptionWithRole(item, 'lead') ?? descriptionWithRole(item, 'summary');
  return text === undefined ? undefined : filled(plainText(text));
}

type ItemDates = Partial<Pick<SourceItem, 'published' | 'updated' | 'embargoUntil' | 'expires'>>;

function datesOf(item: JsonObject): ItemDates {
  const updated = parseDate(lineIn(item, 'versioncreated'));
  return defined<ItemDates>({
    published: parseDate(lineIn(item, 'firstcreated', 'contentcreated')) ?? updated,
    updated,
    embargoUntil: parseDate(lineIn(item, 'embargoeduntil', 'embargoed')),
    expires: parseDate(lineIn(item, 'expires')),
  });
}

/** An embargo whose date cannot be read must hold: such an item waits for an editor. */
function statusOf(item: JsonObject): ItemStatus {
  const status = lineIn(item, 'pubstatus')?.toLowerCase() ?? 'usable';
  if (status === 'canceled' || status === 'cancelled') return 'withdrawn';
  if (status !== 'usable') return 'private';
  const embargo = lineIn(item, 'embargoeduntil', 'embargoed');
  return embargo !== undefined && !parseDate(embargo) ? 'draft' : 'published';
}

function alternativeId(item: JsonObject): string | undefined {
  return objectsIn(item, 'altids').map((id) => lineIn(id, 'value'))[0];
}

/** "By Ann Bell and Cy Dee, The Agency": the names, in order; what follows the last comma is no person. */
function authorsOf(item: JsonObject, type: string): SourceAuthor[] {
  const role = type === 'picture' ? 'PHOTOGRAPHER' : 'AUTHOR';
  const line = lineIn(item, 'by', 'byline') ?? descriptionWithRole(item, 'writer') ?? '';
  const names = line
    .replace(/^(by|von|par|por|de|av)\s+/i, '')
    .split(/,\s*|\s+(?:and|und|et|y|och|og|e)\s+/)
    .filter((name, index) => index === 0 || !isAgency(name, item));
  return uniqueAuthors(names.map((name) => authorOf(name, { role })));
}

function isAgency(name: string, item: JsonObject): boolean {
  const holder = lineIn(item, 'copyrightholder') ?? '';
  const sources = objectsIn(item, 'infosources').map((source) => lineIn(source, 'name'));
  const agencies = [holder, ...sources].map((agency) => agency?.toLowerCase());
  return agencies.includes(name.toLowerCase()) || /^the\s|agency|database|^[a-z]{2,5}$/i.test(name);
}

function categoriesIn(item: JsonObject): SourceCategory[] {
  const all = CLASSES.flatMap(([key, kind]) =>
    objectsIn(item, key)
      .slice(0, MAX_NAMES)
      .flatMap((entry) => {
        const name = lineIn(entry, 'name');
        return name === undefined ? [] : [{ name, kind }];
      }),
  );
  return uniqueCategories(all);
}

function formatOf(type: string, hasFilm: boolean, pictures: number): SourceItem['format'] {
  if (type === 'video' || (type === 'composite' && hasFilm)) return 'VIDEO';
  return type === 'picture' || pictures > 3 ? 'GALLERY' : undefined;
}

function rightsOf(item: JsonObject): SourceRights | undefined {
  const rights = defined<SourceRights>({
    notice: lineIn(item, 'copyrightnotice'),
    holder: lineIn(item, 'copyrightholder'),
    usageTerms: lineIn(item, 'usageterms'),
    licenceUrl: lineIn(objectIn(item, 'rightsinfo') ?? {}, 'linkedrights'),
  });
  return Object.keys(rights).length === 0 ? undefined : rights;
}
