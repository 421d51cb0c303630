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
      const outer = this.tagStack.findLast((open: ParentNode) => 'name' in open && open.name === 'table');
      if (outer) this.layoutTables.add(outer as Element);
    }
    super.onopentag(name, attribs);
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

/** True for what a browser would not show. */
export function isHidden(element: Element): boolean {
  const { attribs } = element;
  return (
    HIDDEN_TAGS.has(element.name) ||
    attribs['hidden'] !== undefined ||
    /display\s*:\s*none/i.test(attribs['style'] ?? '')
  );
}
