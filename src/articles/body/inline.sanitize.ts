import { isTag, isText, hasChildren, type ChildNode, type Element } from 'domhandler';
import sanitizeHtml from 'sanitize-html';
import { BLOCK_TAGS, emojiOf, isHidden, parseHtml } from './html.parse';
import { inlineTag } from './inline.tags';
import { InlineWriter } from './inline.writer';

const INLINE_NAMES =
  'a strong em s u sub sup code mark abbr q cite small br time bdi bdo ruby rt rp kbd'.split(' ');

const INLINE_POLICY: sanitizeHtml.IOptions = {
  allowedTags: INLINE_NAMES,
  allowedAttributes: {
    a: ['href', 'title', 'rel'],
    abbr: ['title'],
    time: ['datetime'],
    bdi: ['dir'],
    bdo: ['dir'],
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesAppliedToAttributes: ['href'],
  allowProtocolRelative: false,
};

const ITEM_NAMES = [...INLINE_NAMES, 'ul', 'ol', 'li'];

const ITEM_POLICY: sanitizeHtml.IOptions = { ...INLINE_POLICY, allowedTags: ITEM_NAMES };

const LIST_TAGS = new Set(['ul', 'ol', 'li']);

export interface InlineOptions {
  base?: string | undefined;
  /** Nested lists keep their `<ul>`, `<ol>` and `<li>`. */
  lists?: boolean;
  /** Called for each element; true if it was taken and nothing of it is to be written. */
  take?: (element: Element) => boolean;
}

/** A "<" that does not begin an allowed tag without attributes. */
const DOUBTFUL = {
  inline: new RegExp(`<(?!/?(?:${INLINE_NAMES.join('|')})>)`),
  item: new RegExp(`<(?!/?(?:${ITEM_NAMES.join('|')})>)`),
};

/**
 * A second, independent look at what InlineWriter wrote, by a library whose policy others attack all day. HTML
 * whose every "<" begins an allowed bare tag needs no parser to be judged, and that is most of it.
 */
export function applyPolicy(html: string, policy: 'inline' | 'item'): string {
  if (!DOUBTFUL[policy].test(html)) return html;
  const options = policy === 'item' ? ITEM_POLICY : INLINE_POLICY;
  return sanitizeHtml(html, options).replaceAll('<br />', '<br>');
}

function writeElement(element: Element, writer: InlineWriter, options: InlineOptions): void {
  if (element.name === 'br') writer.lineBreak();
  else if (options.lists && LIST_TAGS.has(element.name)) {
    writer.openStructure(element.name);
    writeNodes(element.children, writer, options);
    writer.closeStructure(element.name);
  } else if (BLOCK_TAGS.has(element.name)) {
    writer.blockBreak();
    writeNodes(element.children, writer, options);
    writer.blockBreak();
  } else {
    const tag = inlineTag(element, options.base);
    const isOpened = tag ? writer.openTag(tag.name, tag.start) : false;
    writeNodes(element.children, writer, options);
    if (tag && isOpened) writer.closeTag(tag.name);
  }
}

function writeNodes(nodes: ChildNode[], writer: InlineWriter, options: InlineOptions): void {
  for (const node of nodes) {
    if (isText(node)) writer.text(node.data);
    else if (isTag(node)) {
      const emoji = emojiOf(node);
      if (emoji !== null) writer.text(emoji);
      else if (!options.take?.(node) && !isHidden(node)) writeElement(node, writer, options);
    } else if (hasChildren(node)) writeNodes(node.children, writer, options);
  }
}

/** A piece of tree as sanitised inline HTML; blocks in it become lines. */
export function inlineOf(nodes: ChildNode[], options: InlineOptions = {}): string {
  // One run reopens nothing, so it needs no budget.
  const writer = new InlineWriter(0);
  writeNodes(nodes, writer, options);
  return applyPolicy(writer.take(), options.lists ? 'item' : 'inline');
}

/**
 * Any string as inline HTML that is safe in a page: text, the allowed inline tags, http(s), mailto, tel and
 * site-relative links, nothing else. Block elements become line breaks. Doing it twice changes nothing.
 */
export function sanitizeInline(html: string): string {
  return inlineOf(parseHtml(html).nodes);
}

const MAX_ROUNDS = 5;

/** As `sanitizeInline`, for an item of a list: lists nested in it stay. */
export function sanitizeListItem(html: string): string {
  let clean = inlineOf(parseHtml(html).nodes, { lists: true });
  // Items out of place are put right by the parser, which may put others out of place.
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const again = inlineOf(parseHtml(clean).nodes, { lists: true });
    if (again === clean) break;
    clean = again;
  }
  return clean;
}
