import { XmlEntities } from './xml.entities';
import { declareSpaces, resolveSpace, type SpaceTable } from './xml.namespaces';
import { type XmlEvents } from './xml.tokenizer';
import { resolved, type XmlNode } from './xml.tree';

/** Deeper than any feed: what stands deeper keeps its text and loses its tags. */
const MAX_DEPTH = 200;
const ATTRIBUTE = /([^\s=/"'<>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;

/** Elements that hold nothing but text, so that one left open ends where the next of these begins. */
const LEAVES = new Set(
  'title link guid pubdate id updated published modified issued created name email uri url language copyright lastbuilddate generator docs ttl comments rights'.split(
    ' ',
  ),
);
const SIBLINGS = new Set([
  ...LEAVES,
  ...'description item entry author category summary content enclosure source image'.split(' '),
]);

interface OpenElement {
  node: XmlNode;
  written: string;
  spaces: SpaceTable;
}

export interface FoundItem {
  node: XmlNode;
  /** Counted from one. */
  index: number;
  /** Set where the item is larger than is read. */
  tooLarge: boolean;
}

/**
 * Builds a small tree for each item, and one for everything around the items. An item leaves the tree as
 * soon as it ends, so memory stays flat however long the file is.
 */
export class XmlBuilder implements XmlEvents {
  root: XmlNode | undefined;
  /** Finished items, for the reader to take away. */
  found: FoundItem[] = [];

  private readonly open_: OpenElement[] = [];
  private readonly openNames = new Map<string, number>();
  private readonly ignored = new Map<string, number>();
  private readonly entities = new XmlEntities();
  private core = '';
  private item: (FoundItem & { size: number }) | undefined;
  private count = 0;

  constructor(private readonly maxItemSize: number) {}

  declaration(text: string): void {
    this.entities.declare(text);
  }

  open(written: string, attributeText: string, line: number): void {
    const attributes = this.readAttributes(attributeText);
    const lower = written.toLowerCase();
    const spaces = declareSpaces(
      this.open_.at(-1)?.spaces ?? new Map<string, string>(),
      attributes,
    );
    const [space, name] = this.qualify(lower, spaces);
    if (space === '' && SIBLINGS.has(name)) this.closeForgotten(name);
    if (this.open_.length >= MAX_DEPTH) {
      this.ignored.set(lower, (this.ignored.get(lower) ?? 0) + 1);
      return;
    }
    this.push({ name, space, attributes, children: [], line }, lower, spaces);
  }

  close(written: string): void {
    const name = written.toLowerCase();
    const ignored = this.ignored.get(name) ?? 0;
    if (ignored > 0) this.ignored.set(name, ignored - 1);
    else if (this.openNames.get(name)) this.popThrough((open) => open.written === name);
    else if (this.open_.at(-1)?.node.name === name.slice(name.indexOf(':') + 1)) this.pop();
  }

  text(text: string, literal: boolean): void {
    const parent = this.open_.at(-1)?.node;
    if (!parent || !this.takes(text.length)) return;
    const decoded = literal ? text : this.entities.decode(text);
    const last = parent.children.length - 1;
    const before = parent.children[last];
    if (typeof before === 'string') parent.children[last] = before + decoded;
    else parent.children.push(decoded);
  }

  /** The file has ended: whatever is still open ends with it. */
  end(): void {
    while (this.open_.length > 0) this.pop();
  }

  private takes(size: number): boolean {
    if (!this.item) return true;
    this.item.size += size;
    if (this.item.size > this.maxItemSize && !this.item.tooLarge) {
      this.item.tooLarge = true;
      this.item.node.children = [];
    }
    return !this.item.tooLarge;
  }

  private qualify(lower: string, spaces: SpaceTable): [space: string, name: string] {
    const colon = lower.indexOf(':');
    const prefix = lower.slice(0, Math.max(colon, 0));
    const name = lower.slice(colon + 1);
    const space = resolveSpace(prefix, spaces);
    if (!this.root) this.core = space === 'rdf' ? 'rss' : space;
    return [space === this.core || space === 'rss' ? '' : space, name];
  }

  /** Ends a text element, or an item, whose end tag the feed has forgotten. */
  private closeForgotten(name: string): void {
    const top = this.open_.at(-1);
    if (top?.node.space === '' && LEAVES.has(top.node.name)) this.pop();
    const open = this.item?.node;
    if (open?.name === name) this.popThrough((element) => element.node === open);
  }

  private push(node: XmlNode, written: string, spaces: SpaceTable): void {
    const parent = this.open_.at(-1)?.node;
    inherit(node, parent);
    this.root ??= node;
    if (isItem(node) && !this.item) {
      this.item = { node, index: ++this.count, tooLarge: false, size: 0 };
    } else if (this.takes(16)) {
      parent?.children.push(node);
    }
    this.open_.push({ node, written, spaces });
    this.openNames.set(written, (this.openNames.get(written) ?? 0) + 1);
  }

  private popThrough(wanted: (open: OpenElement) => boolean): void {
    for (let open = this.pop(); open && !wanted(open);) open = this.pop();
  }

  private pop(): OpenElement | undefined {
    const open = this.open_.pop();
    if (!open) return undefined;
    this.openNames.set(open.written, (this.openNames.get(open.written) ?? 1) - 1);
    if (open.node === this.item?.node) {
      this.found.push(this.item);
      this.item = undefined;
    }
    return open;
  }

  private readAttributes(text: string): Map<string, string> {
    const attributes = new Map<string, string>();
    if (text === '' || text === '/') return attributes;
    for (const [, written = '', double, single, bare = ''] of text.matchAll(ATTRIBUTE)) {
      setAttribute(
        attributes,
        written.toLowerCase(),
        this.entities.decode(double ?? single ?? bare),
      );
    }
    return attributes;
  }
}

/** `atom:href` and `rdf:about` mean what the plain name means; `xml:lang` and `xmlns:dc` do not. */
function setAttribute(attributes: Map<string, string>, name: string, value: string): void {
  if (!attributes.has(name)) attributes.set(name, value);
  const local = name.slice(name.indexOf(':') + 1);
  if (!name.startsWith('xml') && !attributes.has(local)) attributes.set(local, value);
}

function isItem(node: XmlNode): boolean {
  return node.space === '' && (node.name === 'item' || node.name === 'entry');
}

function inherit(node: XmlNode, parent: XmlNode | undefined): void {
  const language = node.attributes.get('xml:lang') ?? parent?.language;
  if (language !== undefined) node.language = language;
  const own = node.attributes.get('xml:base');
  const base = own === undefined ? parent?.base : resolved(own, parent?.base);
  if (base !== undefined) node.base = base;
}
