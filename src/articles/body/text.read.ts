import { hasChildren, isTag, isText, type ChildNode, type Element } from 'domhandler';
import { hasClass, isHidden } from './html.parse';
import { textOf } from './html.strip';
import { escapeText } from './html.text';
import { inlineOf } from './inline.sanitize';
import { isMedia, mediaIn, readSocialPost } from './media.read';
import { type ElementReader, type Reader } from './reader.types';

const SECTIONING = new Set('h1 h2 h3 h4 h5 h6 article section table hr header'.split(' '));
const NAMED_LANGUAGE = /(?:^|\s)(?:lang(?:uage)?-|highlight-source-|brush:\s?)([\w+#.-]{1,30})/i;

export const readHeading: ElementReader = (element, reader) => {
  const media = mediaIn(element.children, reader);
  const text = textOf(element.children);
  const level = Math.min(Math.max(Number(element.name.slice(1)), 2), 6);
  reader.flush();
  if (text) reader.emit({ kind: 'heading', level, text });
  reader.walk(media);
};

function isList(node: ChildNode): node is Element {
  return isTag(node) && (node.name === 'ul' || node.name === 'ol');
}

function itemsOf(list: Element, reader: Reader, media: Element[]): string[] {
  const take = (element: Element): boolean => isMedia(element, reader) && media.push(element) > 0;
  const items: string[] = [];
  for (const child of list.children) {
    const isItem = isTag(child) && child.name === 'li';
    const html = inlineOf(isItem ? child.children : [child], {
      base: reader.base,
      lists: true,
      take,
    });
    if (html === '') continue;
    // A list that stands beside its item instead of in it belongs to the item before.
    if (isList(child))
      items.push(
        ...(items.length > 0 ? [`${items.pop() ?? ''}${html}`] : itemsOf(child, reader, [])),
      );
    else items.push(html);
  }
  return items;
}

function laysOut(list: Element): boolean {
  return list.children.some(
    (item) =>
      isTag(item) && item.children.some((child) => isTag(child) && SECTIONING.has(child.name)),
  );
}

/** A list; one whose items are whole sections (a live blog, a grid of teasers) is read as these sections. */
export const readList: ElementReader = (element, reader) => {
  reader.flush();
  if (laysOut(element)) {
    reader.walk(element.children);
    return;
  }
  const media: Element[] = [];
  const items = itemsOf(element, reader, media);
  if (items.length > 0) reader.emit({ kind: 'list', ordered: element.name === 'ol', items });
  reader.walk(media);
};

function lastElement(element: Element): Element | undefined {
  const last = element.children.findLast(
    (child) => isTag(child) || (isText(child) && child.data.trim() !== ''),
  );
  return last && isTag(last) ? last : undefined;
}

/** The `<cite>` or `<footer>` a quotation ends with; a `<cite>` within its text is text. */
function attributionOf(quote: Element): Element | undefined {
  const last = lastElement(quote);
  if (last?.name === 'p' || last?.name === 'div') {
    const inner = lastElement(last);
    return inner?.name === 'cite' ? inner : undefined;
  }
  return last && ['cite', 'footer', 'figcaption'].includes(last.name) ? last : undefined;
}

export const readQuote: ElementReader = (element, reader) => {
  const post = readSocialPost(element, reader.base);
  if (post) {
    reader.emitMedia(post);
    return;
  }
  const source = attributionOf(element);
  const attribution = source ? textOf(source.children).replace(/^[\s\u2012-\u2015~-]+/, '') : '';
  const media: Element[] = [];
  const take = (child: Element): boolean =>
    child === source || (isMedia(child, reader) && media.push(child) > 0);
  const html = inlineOf(element.children, { base: reader.base, take });
  reader.flush();
  if (html) reader.emit({ kind: 'quote', html, ...(attribution ? { attribution } : {}) });
  else if (attribution) reader.emit({ kind: 'quote', html: escapeText(attribution) });
  reader.walk(media);
};

function rawText(nodes: ChildNode[], parts: string[]): string[] {
  for (const node of nodes) {
    if (isText(node)) parts.push(node.data);
    else if (isTag(node) && node.name === 'br') parts.push('\n');
    else if (hasChildren(node) && !(isTag(node) && isHidden(node))) rawText(node.children, parts);
  }
  return parts;
}

function languageOf(element: Element): string | undefined {
  for (const { attribs } of [element, ...element.children.filter(isTag)]) {
    const named = NAMED_LANGUAGE.exec(attribs.class ?? '')?.[1] ?? attribs['data-language'];
    if (named && /^[\w+#.-]{1,30}$/.test(named)) return named.toLowerCase();
  }
  return undefined;
}

export const readCode: ElementReader = (element, reader) => {
  const code = rawText(element.children, [])
    .join('')
    .replace(/\r\n?/g, '\n')
    .replace(/^\n/, '')
    .trimEnd();
  const language = languageOf(element);
  const media = mediaIn(element.children, reader);
  reader.flush();
  if (code.trim()) reader.emit({ kind: 'code', code, ...(language ? { language } : {}) });
  reader.walk(media);
};

/** WordPress writes a poem as `<pre class="wp-block-verse">`. */
export function isVerse(element: Element): boolean {
  return hasClass(element, /^wp-block-verse$/);
}
