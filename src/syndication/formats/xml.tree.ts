import { filled, oneLine } from './text.tools';

/** An element of a feed: names in lower case, vocabulary by its short name ('' is the feed's own). */
export interface XmlNode {
  name: string;
  space: string;
  attributes: ReadonlyMap<string, string>;
  children: (XmlNode | string)[];
  line: number;
  /** The language and base address in force, inherited from the elements around. */
  language?: string;
  base?: string;
}

export function elements(node: XmlNode): XmlNode[] {
  return node.children.filter((child): child is XmlNode => typeof child !== 'string');
}

/** More of one kind in one place are no feed's, and would make what compares them slow. */
const MAX_ALIKE = 300;

/** The children called `name`, e.g. `title` of the feed's own vocabulary or `dc:title` of another. */
export function children(node: XmlNode, qualified: string): XmlNode[] {
  const found: XmlNode[] = [];
  const [space, name] = split(qualified);
  for (const part of node.children) {
    if (typeof part === 'string' || part.name !== name || part.space !== space) continue;
    if (found.push(part) >= MAX_ALIKE) break;
  }
  return found;
}

export function child(node: XmlNode, qualified: string): XmlNode | undefined {
  return children(node, qualified)[0];
}

/** All elements below with that name, in the order of the file. */
export function descendants(node: XmlNode, qualified: string): XmlNode[] {
  const found: XmlNode[] = [];
  collect(node, split(qualified), found);
  return found;
}

function collect(node: XmlNode, wanted: QualifiedName, found: XmlNode[]): void {
  for (const part of node.children) {
    if (typeof part === 'string' || found.length >= MAX_ALIKE) continue;
    if (part.name === wanted[1] && part.space === wanted[0]) found.push(part);
    collect(part, wanted, found);
  }
}

/** The element's text with the text of what is in it, as it stands. */
export function rawText(node: XmlNode): string {
  return node.children.map((part) => (typeof part === 'string' ? part : rawText(part))).join('');
}

/** The text on one line, or undefined where there is none. */
export function textOf(node: XmlNode | undefined): string | undefined {
  return node && filled(oneLine(rawText(node)));
}

/** The first of the named children that has any text. */
export function firstText(node: XmlNode, ...names: string[]): string | undefined {
  for (const name of names) {
    for (const found of children(node, name)) {
      const text = textOf(found);
      if (text !== undefined) return text;
    }
  }
  return undefined;
}

export function attribute(node: XmlNode | undefined, name: string): string | undefined {
  return filled(node?.attributes.get(name));
}

export function numberAttribute(node: XmlNode | undefined, name: string): number | undefined {
  const value = Number.parseFloat(attribute(node, name) ?? '');
  return Number.isFinite(value) && value > 0 ? value : undefined;
}

/** An address as the file means it: made absolute by the base in force, as written where there is none. */
export function resolved(address: string | undefined, base: string | undefined) {
  if (address === undefined || base === undefined) return address;
  try {
    return new URL(address, base).href === `${address}/` ? address : new URL(address, base).href;
  } catch {
    return address;
  }
}

type QualifiedName = readonly [space: string, name: string];

/** Names come from this code, so there are few of them. */
const splitNames = new Map<string, QualifiedName>();

function split(qualified: string): QualifiedName {
  const known = splitNames.get(qualified);
  if (known) return known;
  const colon = qualified.indexOf(':');
  const name = [qualified.slice(0, Math.max(colon, 0)), qualified.slice(colon + 1)] as const;
  splitNames.set(qualified, name);
  return name;
}
