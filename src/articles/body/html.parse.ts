import { DomHandler, type ChildNode, type Element, type ParentNode } from 'domhandler';
import { Parser } from 'htmlparser2';
import { cleanText } from './html.text';

/**
 * No article nests this deep. Beyond it elements are dropped and their text kept, so that a document of
 * 100,000 open tags overflows no stack and the parser's own list of open elements stays short.
 */
const MAX_DEPTH = 200;

const VOID_TAGS = new Set(['br', 'hr', 'img', 'image', 'source', 'embed', 'wbr', 'param']);

/** Elements that begin and end a paragraph of their own. */
export const BLOCK_TAGS = new Set(
  (
    'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption ' +
    'figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol ' +
    'p plaintext pre search section summary table tbody td tfoot th thead tr ul xmp'
  ).split(' '),
);

/** Elements whose content is no text of the article. */
export const HIDDEN_TAGS = new Set(
  (
    'script style template noscript noembed noframes head title link meta base svg iframe object applet embed ' +
    'select option optgroup datalist textarea button input canvas area map param track source frameset'
  ).split(' '),
);

export interface ParsedHtml {
  nodes: ChildNode[];
  /** Tables with a table inside: they lay a page out and hold no figures. */
  layoutTables: Set<Element>;
}

class BoundedHandler extends DomHandler {
  readonly layoutTables = new Set<Element>();

  get depth(): number {
    return this.tagStack.length;
  }

  override onopentag(name: string, attribs: Record<string, string>): void {
    if (name === 'table') {
      const outer = this.tagStack.findLast(
        (open: ParentNode) => 'name' in open && open.name === 'table',
      );
      if (outer) this.layoutTables.add(outer as Element);
    }
    for (const [attribute, value] of Object.entries(attribs)) attribs[attribute] = cleanText(value);
    super.onopentag(name, attribs);
  }

  /** The source is clean, but its entities may name control characters; they come one by one. */
  override ontext(data: string): void {
    super.ontext(data.length <= 2 ? cleanText(data) : data);
  }

  /** Two breaks part paragraphs: what is left of a block element that lies too deep. */
  breakParagraph(): void {
    for (let i = 0; i < 2; i++) {
      super.onopentag('br', {});
      this.onclosetag();
    }
  }
}

class BoundedParser extends Parser {
  constructor(
    private readonly handler: BoundedHandler,
    private readonly html: string,
  ) {
    super(handler);
  }

  override onopentagname(start: number, endIndex: number): void {
    if (this.handler.depth < MAX_DEPTH) {
      super.onopentagname(start, endIndex);
      return;
    }
    const name = this.html.slice(start, endIndex).toLowerCase();
    if (VOID_TAGS.has(name)) super.onopentagname(start, endIndex);
    else if (BLOCK_TAGS.has(name)) this.handler.breakParagraph();
  }
}

/** The tree of any string: never throws, never deeper than MAX_DEPTH, free of control characters. */
export function parseHtml(source: string): ParsedHtml {
  const html = cleanText(source);
  const handler = new BoundedHandler();
  new BoundedParser(handler, html).end(html);
  return { nodes: handler.dom, layoutTables: handler.layoutTables };
}

/** True for an element that its page hides. */
export function isConcealed({ attribs }: Element): boolean {
  return attribs.hidden !== undefined || /display\s*:\s*none/i.test(attribs.style ?? '');
}

/** True for an element whose text no reader sees. */
export function isHidden(element: Element): boolean {
  return HIDDEN_TAGS.has(element.name) || isConcealed(element);
}

/** An emoji that a site shows as a picture, as the character it stands for. */
export function emojiOf(element: Element): string | null {
  const isEmoji =
    element.name === 'img' && /\b(?:emoji|wp-smiley)\b/.test(element.attribs.class ?? '');
  return isEmoji ? (element.attribs.alt ?? '') : null;
}

/** True if one of the element's classes is on the list, given as a pattern of whole class names. */
export function hasClass(element: Element, names: RegExp): boolean {
  return (element.attribs.class ?? '').split(/\s+/).some((name) => names.test(name));
}
