import { escapeAttribute, escapeText } from './text.tools';
import { type XmlNode } from './xml.tree';

const VOID = new Set([
  'area',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'source',
  'track',
  'wbr',
]);

/** What stands inside an element, as HTML. Vocabulary prefixes are dropped: HTML has none. */
export function innerHtml(node: XmlNode): string {
  return node.children
    .map((part) => (typeof part === 'string' ? escapeText(part) : outerHtml(part)))
    .join('');
}

function outerHtml(node: XmlNode): string {
  const attributes = [...node.attributes]
    .filter(([name]) => !name.startsWith('xmlns') && !name.includes(':'))
    .map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`)
    .join('');
  if (VOID.has(node.name)) return `<${node.name}${attributes}>`;
  return `<${node.name}${attributes}>${innerHtml(node)}</${node.name}>`;
}
