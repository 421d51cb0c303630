import { hasChildren, isTag, isText, type ChildNode, type Element } from 'domhandler';
import { BLOCK_TAGS, emojiOf, isHidden, parseHtml } from './html.parse';
import { foldWhitespace } from './html.text';

function collect(nodes: ChildNode[], parts: string[], skip?: Element): void {
  for (const node of nodes) {
    if (isText(node)) parts.push(node.data.replace(/\s+/g, ' '));
    else if (isTag(node)) collectElement(node, parts, skip);
    else if (hasChildren(node)) collect(node.children, parts, skip);
  }
}

function collectElement(element: Element, parts: string[], skip?: Element): void {
  if (element === skip || isHidden(element)) return;
  const emoji = emojiOf(element);
  if (emoji !== null) parts.push(emoji);
  const isApart = element.name === 'br' || BLOCK_TAGS.has(element.name);
  if (isApart) parts.push('\n');
  collect(element.children, parts, skip);
  if (isApart) parts.push('\n');
}

/** The visible text of a piece of tree, a line for every block and `<br>`. */
export function linesOf(nodes: ChildNode[], skip?: Element): string {
  const parts: string[] = [];
  collect(nodes, parts, skip);
  return parts
    .join('')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** The visible text of a piece of tree in one line, without that of `skip`. */
export function textOf(nodes: ChildNode[], skip?: Element): string {
  return foldWhitespace(linesOf(nodes, skip));
}

/** The text of HTML, a line for every block and `<br>`; entities decoded once. */
export function htmlToLines(html: string): string {
  return linesOf(parseHtml(html).nodes);
}

/** One line of plain text for a title or a summary: no tags, entities decoded once, whitespace folded. */
export function stripHtml(html: string): string {
  return foldWhitespace(htmlToLines(html));
}
