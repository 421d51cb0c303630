import { attribute, children, firstText, resolved, textOf, type XmlNode } from './xml.tree';

const PAGE_TYPE = /^(text\/html|application\/xhtml|text\/plain|$)/i;

/**
 * The address of a feed or an item: RSS's text, else Atom's alternate
 * link (a page before anything else), else a guid that is an address.
 */
export function linkOf(node: XmlNode, base: string | undefined): string | undefined {
  const links = children(node, 'link');
  const texts = links.flatMap((link) => textOf(link) ?? []);
  const written =
    texts[0] ?? alternateLink(node) ?? firstText(node, 'dc:source') ?? permalink(node);
  return resolved(written, links[0]?.base ?? node.base ?? base);
}

/** Every link of one relation, e.g. `self`, `enclosure`. */
export function linksOf(node: XmlNode, relation: string): XmlNode[] {
  return allLinks(node).filter((link) => relationOf(link) === relation);
}

function alternateLink(node: XmlNode): string | undefined {
  const alternates = linksOf(node, 'alternate').filter(
    (link) => attribute(link, 'href') !== undefined,
  );
  const page = alternates.find((link) => PAGE_TYPE.test(attribute(link, 'type') ?? ''));
  return attribute(page ?? alternates[0], 'href');
}

function permalink(node: XmlNode): string | undefined {
  const guid = children(node, 'guid')[0];
  const address = attribute(node, 'href') ?? textOf(guid);
  const isPermalink = attribute(guid, 'ispermalink')?.toLowerCase() !== 'false';
  return isPermalink && /^https?:\/\//i.test(address ?? '') ? address : undefined;
}

function allLinks(node: XmlNode): XmlNode[] {
  return [...children(node, 'link'), ...children(node, 'atom:link')];
}

function relationOf(link: XmlNode): string {
  return (attribute(link, 'rel') ?? 'alternate').toLowerCase();
}
