import { authorOf, parseAuthor, uniqueAuthors } from './author.parse';
import { categoriesOf, uniqueCategories } from './category.tools';
import { parseDate } from './date.parse';
import { completed } from './item.identity';
import {
  isObject,
  type JsonObject,
  lineIn,
  numberIn,
  objectsIn,
  textIn,
  textsIn,
} from './json.values';
import { kindOfFile } from './media.item';
import { defined, textAsHtml, plainText } from './text.tools';
import { resolved } from './xml.tree';
import {
  SourceError,
  type SourceAuthor,
  type SourceFeed,
  type SourceItem,
  type SourceMedia,
} from './source-item.types';

export function jsonFeedHead(head: JsonObject, baseUrl: string | undefined): SourceFeed {
  return defined<SourceFeed>({
    format: 'json-feed',
    title: titleIn(head),
    link: resolved(lineIn(head, 'home_page_url', 'feed_url'), baseUrl),
    language: lineIn(head, 'language'),
    description: textIn(head, 'description'),
    imageUrl: lineIn(head, 'icon', 'favicon'),
    authors: authorsIn(head),
    categories: [],
    baseUrl: baseUrl ?? lineIn(head, 'feed_url', 'home_page_url'),
  });
}

/** An item of JSON Feed 1 or 1.1. */
export function jsonFeedItem(value: unknown, place: string, feed: SourceFeed): SourceItem {
  if (!isObject(value)) throw new SourceError('The item is not an object.');
  const own = authorsIn(value);
  const link = resolved(lineIn(value, 'url', 'external_url'), feed.baseUrl);
  const text = textIn(value, 'content_text');
  const imageUrl = resolved(lineIn(value, 'image', 'banner_image'), feed.baseUrl);
  const attachments = objectsIn(value, 'attachments').flatMap((file) => attachment(file) ?? []);
  return completed(
    defined<Parameters<typeof completed>[0]>({
      place,
      kind: 'article',
      externalId: lineIn(value, 'id'),
      title: titleIn(value) ?? '',
      link,
      oldPaths: [],
      language: lineIn(value, 'language') ?? feed.language,
      published: parseDate(lineIn(value, 'date_published')),
      updated: parseDate(lineIn(value, 'date_modified')),
      status: 'published',
      authors: own.length > 0 ? own : feed.authors,
      summary: textIn(value, 'summary'),
      content: textIn(value, 'content_html') ?? (text === undefined ? undefined : textAsHtml(text)),
      categories: uniqueCategories(categoriesOf(textsIn(value, 'tags'))),
      image: imageUrl === undefined ? undefined : { url: imageUrl },
      images: attachments.filter(({ kind }) => kind === 'image').map(({ url }) => ({ url })),
      media: attachments.filter(({ kind }) => kind !== 'image'),
      format: attachments.some(({ kind }) => kind === 'video') ? 'VIDEO' : undefined,
      baseUrl: link ?? feed.baseUrl,
    }),
  );
}

function titleIn(object: JsonObject): string | undefined {
  const title = lineIn(object, 'title');
  return title === undefined ? undefined : plainText(title);
}

/** `authors` of 1.1, else `author` of 1.0, which some write as a plain name. */
function authorsIn(object: JsonObject): SourceAuthor[] {
  const people = [...objectsIn(object, 'authors'), ...objectsIn(object, 'author')];
  const names = [...textsIn(object, 'authors'), ...textsIn(object, 'author')];
  return uniqueAuthors([
    ...people.map((person) => authorOf(lineIn(person, 'name'), { url: lineIn(person, 'url') })),
    ...names.map((name) => parseAuthor(name)),
  ]);
}

function attachment(file: JsonObject): SourceMedia | undefined {
  const url = lineIn(file, 'url');
  if (url === undefined) return undefined;
  const type = lineIn(file, 'mime_type');
  return defined<SourceMedia>({
    kind: kindOfFile(url, type),
    url,
    type,
    title: lineIn(file, 'title'),
    bytes: numberIn(file, 'size_in_bytes'),
    durationSeconds: numberIn(file, 'duration_in_seconds'),
  });
}
