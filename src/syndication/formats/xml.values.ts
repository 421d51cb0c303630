import { authorOf, parseAuthor } from './author.parse';
import { escapeText, filled, looksLikeHtml, oneLine, plainText } from './text.tools';
import { innerHtml } from './xml.markup';
import {
  attribute,
  child,
  elements,
  firstText,
  rawText,
  resolved,
  textOf,
  type XmlNode,
} from './xml.tree';
import { type AuthorRole, type SourceAuthor } from './source-item.types';

/**
 * The HTML an element holds: markup inside it as it stands, else its text, which Atom calls plain, HTML or
 * base64 by `type` and `mode`. Text that is called plain, or called nothing, and is plainly HTML counts as
 * HTML, as every reader takes it.
 */
export function htmlOf(node: XmlNode | undefined, isAtom = false): string | undefined {
  if (!node) return undefined;
  const type = (attribute(node, 'type') ?? '').toLowerCase();
  if (isBase64(node, type)) return filled(decodeBase64(node));
  if (elements(node).length > 0) return filled(innerHtml(unwrapped(node, type)));
  const text = filled(rawText(node));
  if (text === undefined || !isAtom || type.includes('html')) return text;
  return looksLikeHtml(text) ? text : escapeText(text);
}

/** A title or a name, as plain text. Atom's `type="text"` is believed; anything else may be HTML. */
export function titleOf(node: XmlNode | undefined): string | undefined {
  if (!node) return undefined;
  const type = (attribute(node, 'type') ?? '').toLowerCase();
  if (isBase64(node, type)) return filled(plainText(decodeBase64(node)));
  return type === 'text' ? textOf(node) : filled(plainText(oneLine(rawText(node))));
}

/** The first of the named children that has a title's text. */
export function firstTitle(node: XmlNode, names: readonly string[]): string | undefined {
  for (const name of names) {
    const title = titleOf(child(node, name));
    if (title !== undefined) return title;
  }
  return undefined;
}

/** Atom's person, or RSS's line of text. */
export function personOf(node: XmlNode, role: AuthorRole = 'AUTHOR'): SourceAuthor | undefined {
  const part = (name: string): string | undefined =>
    firstText(node, `${node.space}:${name}`, name, `atom:${name}`, `itunes:${name}`);
  if (elements(node).length === 0) return parseAuthor(rawText(node), role);
  const url = resolved(part('uri') ?? part('url') ?? part('homepage'), node.base);
  return authorOf(part('name'), { role, email: part('email'), url });
}

function isBase64(node: XmlNode, type: string): boolean {
  if (attribute(node, 'mode')?.toLowerCase() === 'base64') return true;
  if (elements(node).length > 0) return false;
  return /^(application|image|audio|video)\/(?!.*(xml|html))/.test(type);
}

function decodeBase64(node: XmlNode): string {
  const type = (attribute(node, 'type') ?? 'text').toLowerCase();
  if (/^(image|audio|video|application)\//.test(type) && !/xml|html|json/.test(type)) return '';
  return Buffer.from(rawText(node), 'base64').toString('utf8');
}

/** Atom's XHTML stands in one `div` that is not part of the text. */
function unwrapped(node: XmlNode, type: string): XmlNode {
  const inside = elements(node);
  const [only] = inside;
  const alone =
    inside.length === 1 && !node.children.some((part) => typeof part === 'string' && part.trim());
  return type.includes('xhtml') && alone && only?.name === 'div' ? only : node;
}
