import { hasChildren, isTag, isText, type ChildNode } from 'domhandler';
import { BLOCK_TAGS, isHidden, parseHtml } from './html.parse';
import { foldWhitespace } from './html.text';

function collect(nodes: ChildNode[], parts: string[]): void {
  for (const node of nodes) {
    if (isText(node)) parts.push(node.data.replace(/\s+/g, ' '));
    else if (isTag(node)) collectElement(node.name, node.children, isHidden(node) ? null : parts);
    else if (hasChildren(node)) collect(node.children, parts);
  }
}

function collectElement(name: string, children: ChildNode[], parts: string[] | null): void {
  if (!parts) return;
  const apart = name === 'br' || BLOCK_TAGS.has(name) ? '\n' : '';
  if (apart) parts.push(apart);
  collect(children, parts);
  if (apart) parts.push(apart);
}

/** The visible text of a piece of tree, a line for every block and `<br>`. */
export function linesOf(nodes: ChildNode[]): string {
  const parts: string[] = [];
  collect(nodes, parts);
  return parts
    .join('')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** The visible text of a piece of tree in one line. */
export function textOf(nodes: ChildNode[]): string {
  return foldWhitespace(linesOf(nodes));
}

/** The text of HTML, a line for every block and `<br>`; entities decoded once. */
export function htmlToLines(html: string): string {
  return linesOf(parseHtml(html).nodes);
}

/** One line of plain text for a title or a summary: no tags, entities decoded once, whitespace folded. */
export function stripHtml(html: string): string {
  return foldWhitespace(htmlToLines(html));
}
