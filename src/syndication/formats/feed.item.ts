import { uniqueAuthors } from './author.parse';
import { categoriesOf, commaSeparated, uniqueCategories } from './category.tools';
import { parseDate } from './date.parse';
import { headCategories } from './feed.head';
import { linkOf, linksOf } from './feed.links';
import { completed } from './item.identity';
import { type ItemMedia, mediaOf } from './media.item';
import { defined } from './text.tools';
import {
  attribute,
  child,
  children,
  descendants,
  firstText,
  textOf,
  type XmlNode,
} from './xml.tree';
import { firstTitle, htmlOf, personOf } from './xml.values';
import {
  type SourceAuthor,
  type SourceFeed,
  type SourceItem,
  type SourceRights,
} from './source-item.types';

const TITLES = ['title', 'atom:title', 'dc:title', 'media:title', 'itunes:title'];
const CONTENTS = [
  'content:encoded',
  'content',
  'atom:content',
  'xhtml:body',
  'body',
  'fullitem',
  'xhtml:div',
];
const SUMMARIES = [
  'description',
  'summary',
  'atom:summary',
  'abstract',
  'dc:description',
  'dcterms:abstract',
];
const LAST_SUMMARIES = ['itunes:summary', 'media:description', 'itunes:subtitle'];
const PUBLISHED = [
  'pubdate',
  'published',
  'issued',
  'created',
  'atom:published',
  'atom:issued',
  'dc:date',
  'dcterms:issued',
  'dcterms:created',
  'dcterms:available',
  'dc:created',
];
const UPDATED = [
  'updated',
  'modified',
  'lastmod',
  'atom:updated',
  'atom:modified',
  'dcterms:modified',
  'dc:date',
];

/** An RSS item, an RDF item or an Atom entry. Feeds mix the three, so all are read by one list of names. */
export function feedItem(node: XmlNode, place: string, feed: SourceFeed): SourceItem {
  const isAtom = feed.format === 'atom';
  const updated = firstDate(node, UPDATED);
  const media = mediaOf(node);
  const base = node.base ?? feed.baseUrl;
  const link = linkOf(node, base);
  const [image, ...images] = media.images;
  return completed(
    defined<Parameters<typeof completed>[0]>({
      place,
      kind: 'article',
      externalId: idOf(node),
      title: firstTitle(node, TITLES) ?? '',
      link,
      oldPaths: [],
      language: languageOf(node, feed),
      published: firstDate(node, PUBLISHED) ?? (isAtom ? updated : attributeDate(node)),
      updated,
      status: 'published',
      expires: parseDate(firstText(node, 'expirationdate', 'dcterms:valid')),
      authors: authorsOf(node, feed, media),
      summary: summaryOf(node, isAtom),
      content: contentOf(node, isAtom),
      categories: itemCategories(node),
      image,
      images,
      media: media.media,
      format: formatOf(media),
      rights: rightsOf(node, feed),
      baseUrl: child(node, 'content')?.base ?? base ?? link,
    }),
  );
}

function languageOf(node: XmlNode, feed: SourceFeed): string | undefined {
  return firstText(node, 'dc:language', 'language') ?? node.language ?? feed.language;
}

function summaryOf(node: XmlNode, isAtom: boolean): string | undefined {
  return firstHtml(node, SUMMARIES, isAtom) ?? firstHtml(node, LAST_SUMMARIES, false);
}

function formatOf({ media }: ItemMedia): SourceItem['format'] {
  return media.some(({ kind }) => kind === 'video') ? 'VIDEO' : undefined;
}

/** The first of the named children whose text is a date. */
export function firstDate(node: XmlNode, names: readonly string[]): Date | undefined {
  for (const name of names) {
    const date = parseDate(firstText(node, name));
    if (date) return date;
  }
  return undefined;
}

function attributeDate(node: XmlNode): Date | undefined {
  return parseDate(attribute(node, 'lastmod'));
}

function idOf(node: XmlNode): string | undefined {
  return (
    firstText(node, 'guid', 'id', 'atom:id') ??
    attribute(node, 'about') ??
    firstText(node, 'dc:identifier')
  );
}

function firstHtml(node: XmlNode, names: readonly string[], isAtom: boolean): string | undefined {
  for (const name of names) {
    for (const found of children(node, name)) {
      const html = htmlOf(found, isAtom || found.space === 'atom');
      if (html !== undefined) return html;
    }
  }
  return undefined;
}

function contentOf(node: XmlNode, isAtom: boolean): string | undefined {
  return firstHtml(node, CONTENTS, isAtom) ?? contentItems(node);
}

/** RSS 1.0's first way of carrying content: `content:items` with an `rdf:value` each. */
function contentItems(node: XmlNode): string | undefined {
  return descendants(node, 'content:item')
    .map((item) => htmlOf(child(item, 'rdf:value')))
    .find((html) => html !== undefined);
}

function authorsOf(node: XmlNode, feed: SourceFeed, media: ItemMedia): SourceAuthor[] {
  const names = ['author', 'atom:author', 'dc:creator', 'dc:author', 'dcterms:creator'];
  const written = names.flatMap((name) => children(node, name).map((found) => personOf(found)));
  const own = uniqueAuthors([...written, ...media.credits]);
  const others = ['contributor', 'dc:contributor'].flatMap((name) =>
    children(node, name).map((found) => personOf(found, 'CONTRIBUTOR')),
  );
  if (own.some(({ role }) => role === 'AUTHOR')) return uniqueAuthors([...own, ...others]);
  return uniqueAuthors([...inheritedAuthors(node, feed), ...own, ...others]);
}

/** Atom's entries take the author of their source, or of the feed; a podcast's of the episode's own tag. */
function inheritedAuthors(node: XmlNode, feed: SourceFeed): (SourceAuthor | undefined)[] {
  const itunes = children(node, 'itunes:author').map((found) => personOf(found));
  if (itunes.length > 0) return itunes;
  if (feed.format !== 'atom') return [];
  const source = child(node, 'source');
  const quoted = source ? children(source, 'author').map((found) => personOf(found)) : [];
  return quoted.length > 0 ? quoted : feed.authors;
}

function itemCategories(node: XmlNode) {
  const media = descendants(node, 'media:category');
  return uniqueCategories([
    ...headCategories(node),
    ...categoriesOf(media.map((found) => attribute(found, 'label') ?? textOf(found))),
    ...categoriesOf(commaSeparated(firstText(node, 'media:keywords'))),
  ]);
}

function rightsOf(node: XmlNode, feed: SourceFeed): SourceRights | undefined {
  const notice =
    firstText(node, 'rights', 'copyright', 'dc:rights', 'dcterms:rights', 'media:copyright') ??
    feed.copyright;
  const licence =
    firstText(node, 'cc:license') ??
    attribute(child(node, 'cc:license'), 'resource') ??
    attribute(linksOf(node, 'license')[0], 'href');
  if (notice === undefined && licence === undefined) return undefined;
  return defined<SourceRights>({
    notice,
    licenceUrl: licence,
  });
}
