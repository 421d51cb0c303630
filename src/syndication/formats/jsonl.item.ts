import { parseAuthor, uniqueAuthors } from './author.parse';
import { categoriesOf, uniqueCategories } from './category.tools';
import { parseDate } from './date.parse';
import { completed } from './item.identity';
import { isObject, type JsonObject, textIn, textsIn } from './json.values';
import { defined, filled, looksLikeHtml, oneLine, textAsHtml } from './text.tools';
import { SourceError, type SourceItem } from './source-item.types';

/**
 * One article of a JSON lines file: `id, lang, title, standfirst?, body, date?, section?, tags?, authors?`,
 * and, beside these, `link`, `updated`, `labels` (as tags) and `story` (shared by translations). Null
 * counts as absent; a field of another type makes the item a bad one, as its writer meant something else.
 */
export function jsonLinesItem(value: unknown, place: string): SourceItem {
  if (!isObject(value)) throw new SourceError('The item is not an object.');
  const body = text(value, 'body');
  const title = text(value, 'title');
  if (body === undefined && title === undefined) {
    throw new SourceError('The item has neither a "title" nor a "body".');
  }
  return completed(
    defined<Parameters<typeof completed>[0]>({
      place,
      kind: 'article',
      externalId: text(value, 'id'),
      title: oneLine(title ?? ''),
      link: text(value, 'link'),
      oldPaths: [],
      language: text(value, 'lang'),
      published: date(value, 'date'),
      updated: date(value, 'updated'),
      status: 'published',
      authors: uniqueAuthors(texts(value, 'authors').map((name) => parseAuthor(name))),
      content: body === undefined || looksLikeHtml(body) ? body : textAsHtml(body),
      standfirst: filled(oneLine(text(value, 'standfirst') ?? '')),
      sectionName: text(value, 'section'),
      categories: uniqueCategories(
        categoriesOf([...texts(value, 'tags'), ...texts(value, 'labels')]),
      ),
      images: [],
      media: [],
      translationGroup: text(value, 'story'),
    }),
  );
}

function text(object: JsonObject, key: string): string | undefined {
  const value = object[key] ?? undefined;
  if (value !== undefined && typeof value !== 'string' && typeof value !== 'number') {
    throw new SourceError(`"${key}" is to be text.`);
  }
  return textIn(object, key);
}

function texts(object: JsonObject, key: string): string[] {
  const value = object[key] ?? [];
  const all = textsIn(object, key);
  if (all.length !== (Array.isArray(value) ? value.length : 1)) {
    throw new SourceError(`"${key}" is to be a list of texts.`);
  }
  return all;
}

function date(object: JsonObject, key: string): Date | undefined {
  const written = text(object, key);
  const read = parseDate(written);
  if (written !== undefined && !read) {
    throw new SourceError(`"${key}" is no date: "${written.slice(0, 60)}".`);
  }
  return read;
}
