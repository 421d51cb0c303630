import { uniqueAuthors } from './author.parse';
import { categoriesOf, commaSeparated, uniqueCategories } from './category.tools';
import { parseDate } from './date.parse';
import { linkOf, linksOf } from './feed.links';
import { defined } from './text.tools';
import { attribute, child, children, firstText, resolved, textOf, type XmlNode } from './xml.tree';
import { firstTitle, htmlOf, personOf } from './xml.values';
import { type SourceCategory, type SourceFeed, type SourceFormat } from './source-item.types';

/** What an XML feed says about itself, as far as it has been read. */
export function feedHead(
  root: XmlNode,
  format: SourceFormat,
  baseUrl: string | undefined,
): SourceFeed {
  const head = child(root, 'channel') ?? root;
  const isAtom = format === 'atom';
  const base = head.base ?? baseUrl ?? (isAtom ? ownAddress(head) : undefined);
  return defined<SourceFeed>({
    format,
    title: firstTitle(head, ['title', 'atom:title', 'dc:title', 'itunes:title', 'media:title']),
    link: linkOf(head, base),
    language: firstText(head, 'language', 'dc:language', 'dcterms:language') ?? head.language,
    description: descriptionOf(head, isAtom),
    copyright: firstText(
      head,
      'copyright',
      'rights',
      'dc:rights',
      'dcterms:rights',
      'media:copyright',
    ),
    imageUrl: resolved(imageUrl(head, root), base),
    authors: uniqueAuthors(feedAuthors(head).map((node) => personOf(node))),
    categories: headCategories(head),
    published: parseDate(firstText(head, 'pubdate', 'published', 'issued')),
    updated: parseDate(
      firstText(
        head,
        'updated',
        'lastbuilddate',
        'modified',
        'atom:updated',
        'dc:date',
        'dcterms:modified',
      ),
    ),
    baseUrl: base,
  });
}

/** The names of categories, in the order: the format's own, keywords, iTunes, Dublin Core, Atom's in RSS. */
export function headCategories(node: XmlNode): SourceCategory[] {
  const named = (name: string): (string | undefined)[] => children(node, name).map(categoryName);
  return uniqueCategories(
    categoriesOf([
      ...named('category'),
      ...commaSeparated(firstText(node, 'itunes:keywords')),
      ...itunesCategories(node),
      ...named('dc:subject'),
      ...named('dcterms:subject'),
      ...named('atom:category'),
    ]),
  );
}

export function categoryName(node: XmlNode): string | undefined {
  return (
    attribute(node, 'label') ?? attribute(node, 'term') ?? textOf(node) ?? attribute(node, 'text')
  );
}

function itunesCategories(node: XmlNode): (string | undefined)[] {
  return children(node, 'itunes:category').flatMap((category) => [
    categoryName(category),
    ...itunesCategories(category),
  ]);
}

function descriptionOf(head: XmlNode, isAtom: boolean): string | undefined {
  const names = [
    'description',
    'subtitle',
    'tagline',
    'abstract',
    'dc:description',
    'itunes:summary',
    'itunes:subtitle',
  ];
  return names.map((name) => htmlOf(child(head, name), isAtom)).find((text) => text !== undefined);
}

function feedAuthors(head: XmlNode): XmlNode[] {
  const names = [
    'author',
    'atom:author',
    'managingeditor',
    'webmaster',
    'dc:creator',
    'dc:author',
    'itunes:author',
  ];
  return names.map((name) => children(head, name)).find((nodes) => nodes.length > 0) ?? [];
}

function imageUrl(head: XmlNode, root: XmlNode): string | undefined {
  const image = child(head, 'image') ?? child(root, 'image');
  const media = children(head, 'media:content').find(
    (node) => attribute(node, 'url') !== undefined,
  );
  return (
    (image &&
      (firstText(image, 'url') ?? attribute(image, 'resource') ?? attribute(image, 'href'))) ??
    firstText(head, 'logo', 'icon') ??
    attribute(child(head, 'itunes:image'), 'href') ??
    attribute(child(head, 'media:thumbnail') ?? media, 'url')
  );
}

/** A feed that says where it lives says what its relative addresses are relative to. */
function ownAddress(head: XmlNode): string | undefined {
  const links = [...linksOf(head, 'self'), ...linksOf(head, 'alternate')];
  return links
    .map((link) => attribute(link, 'href'))
    .find((href) => /^https?:\/\//i.test(href ?? ''));
}
