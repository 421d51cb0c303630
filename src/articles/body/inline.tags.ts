import { type Element } from 'domhandler';
import { escapeAttribute, foldWhitespace } from './html.text';
import { safeHref } from './html.url';

const MAX_TITLE = 300;

type Attributes = (element: Element, base?: string) => Record<string, string> | null;

interface InlineTag {
  name: string;
  /** Its attributes, or null if the element is worth nothing without them. */
  attributes?: Attributes;
}

function titled(element: Element): Record<string, string> {
  const title = foldWhitespace(element.attribs.title ?? '');
  return title && title.length <= MAX_TITLE ? { title } : {};
}

function linkAttributes(element: Element, base?: string): Record<string, string> | null {
  const href = safeHref(element.attribs.href, base);
  if (!href) return null;
  // No "nofollow": what the newsroom links to, it stands by. "noopener" for readers who open it in a new window.
  return { href, ...titled(element), rel: 'noopener' };
}

function timeAttributes(element: Element): Record<string, string> {
  const datetime = element.attribs.datetime?.trim() ?? '';
  return /^[\w:+. -]{1,40}$/.test(datetime) ? { datetime } : {};
}

function directionAttributes(element: Element): Record<string, string> {
  const dir = element.attribs.dir?.trim().toLowerCase() ?? '';
  return /^(?:ltr|rtl|auto)$/.test(dir) ? { dir } : {};
}

const PLAIN = 's u sub sup code mark q cite small ruby rt rp kbd'.split(' ');

const INLINE_TAGS = new Map<string, InlineTag>([
  ...PLAIN.map((name): [string, InlineTag] => [name, { name }]),
  ['strong', { name: 'strong' }],
  ['b', { name: 'strong' }],
  ['em', { name: 'em' }],
  ['i', { name: 'em' }],
  ['strike', { name: 's' }],
  ['del', { name: 's' }],
  ['ins', { name: 'u' }],
  ['tt', { name: 'code' }],
  ['samp', { name: 'code' }],
  ['acronym', { name: 'abbr', attributes: titled }],
  ['abbr', { name: 'abbr', attributes: titled }],
  ['a', { name: 'a', attributes: linkAttributes }],
  ['time', { name: 'time', attributes: timeAttributes }],
  ['bdi', { name: 'bdi', attributes: directionAttributes }],
  ['bdo', { name: 'bdo', attributes: directionAttributes }],
]);

/** What an element becomes inside a line of text, or null if only its text counts. */
export function inlineTag(element: Element, base?: string): { name: string; start: string } | null {
  const tag = INLINE_TAGS.get(element.name);
  if (!tag) return null;
  const attributes = tag.attributes ? tag.attributes(element, base) : {};
  if (!attributes) return null;
  const pairs = Object.entries(attributes).map(
    ([name, value]) => ` ${name}="${escapeAttribute(value)}"`,
  );
  return { name: tag.name, start: `<${tag.name}${pairs.join('')}>` };
}
