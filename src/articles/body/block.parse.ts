import { hasChildren, isTag, isText, type ChildNode, type Element } from 'domhandler';
import { type BlockDraft, type ImageDraft } from './block.types';
import { knownEmbed } from './embed.providers';
import { isCredit, noteCredit, readCaption, readFigure } from './figure.read';
import {
  BLOCK_TAGS,
  emojiOf,
  hasClass,
  isConcealed,
  isHidden,
  parseHtml,
  type ParsedHtml,
} from './html.parse';
import { usableBase } from './html.url';
import { applyPolicy } from './inline.sanitize';
import { inlineTag } from './inline.tags';
import { InlineWriter } from './inline.writer';
import { MEDIA_READERS, mediaIn, readSocialPost } from './media.read';
import { type ElementReader, type FigureNotes, type Reader } from './reader.types';
import { expandShortcodes } from './shortcode.expand';
import { readTable } from './table.read';
import { isVerse, readCode, readHeading, readList, readQuote } from './text.read';

export interface HtmlToBlocksOptions {
  /** Where the source was published: resolves relative addresses. */
  baseUrl?: string;
  /** In text outside of any element, a single line end is a `<br>`: what WordPress does to posts of its classic editor. */
  lineBreaks?: boolean;
  /** The picture a WordPress gallery names by number. */
  attachment?: (id: string) => ImageDraft | null;
}

const readStrong: ElementReader = (element, reader) => {
  reader.flush();
  reader.walkStrong(element.children);
  reader.flush();
};

const ignore: ElementReader = () => undefined;

const TEXT_READERS: [string, ElementReader][] = [
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((name): [string, ElementReader] => [
    name,
    readHeading,
  ]),
  ['ul', readList],
  ['ol', readList],
  ['blockquote', readQuote],
  ['figure', readFigure],
  ['figcaption', readCaption],
  ['table', readTable],
  ...['pre', 'xmp', 'listing', 'plaintext'].map((name): [string, ElementReader] => [
    name,
    readCode,
  ]),
  [
    'hr',
    (_, reader) => {
      reader.emit({ kind: 'divider' });
    },
  ],
  ['dt', readStrong],
  ['summary', readStrong],
];

const READERS = new Map<string, ElementReader>([...MEDIA_READERS, ...TEXT_READERS]);

/** Old WordPress themes write figures as `div` and `dl`. */
function readerFor(element: Element): ElementReader | undefined {
  if (element.attribs.class) {
    if (hasClass(element, /^(?:wp-caption|gallery-item)$/)) return readFigure;
    if (hasClass(element, /^wp-caption-(?:text|dd)$/)) return readCaption;
    // The button beside a file's name says "Download" once more.
    if (hasClass(element, /^wp-block-file__button$/)) return ignore;
  }
  return element.name === 'pre' && isVerse(element) ? undefined : READERS.get(element.name);
}

const BARE_ADDRESS = /^(?:<a [^<>]*>)?(https?:\/\/[^\s<>]{4,1500})(?:<\/a>)?$/;

class BlockReader implements Reader {
  readonly blocks: BlockDraft[] = [];
  readonly figures: FigureNotes[] = [];
  readonly base: string | undefined;
  readonly layoutTables: Set<Element>;
  private readonly writer: InlineWriter;
  private deferred: BlockDraft[] = [];
  private paragraphDepth = 0;
  private blockDepth = 0;
  private verseDepth = 0;
  private noscriptDepth = 0;
  private lastImage: { url: string; isInNoscript: boolean } | null = null;

  constructor(
    source: string,
    parsed: ParsedHtml,
    private readonly options: HtmlToBlocksOptions,
    private readonly hasParagraphs = /<p[\s>]/i.test(source),
  ) {
    this.base = usableBase(options.baseUrl);
    this.layoutTables = parsed.layoutTables;
    this.writer = new InlineWriter(source.length + 10_000);
  }

  attachment(id: string): ImageDraft | null {
    return this.options.attachment?.(id) ?? null;
  }

  walk(nodes: ChildNode[]): void {
    for (const node of nodes) {
      if (isText(node)) this.text(node.data);
      else if (isTag(node)) this.element(node);
      else if (hasChildren(node)) this.walk(node.children);
    }
  }

  private element(element: Element): void {
    const emoji = emojiOf(element);
    if (emoji !== null) {
      this.text(emoji);
      return;
    }
    if (isConcealed(element)) return;
    if (element.name === 'noscript') {
      this.noscript(element);
      return;
    }
    const read = readerFor(element);
    const notes = this.figures.at(-1);
    if (read) read(element, this);
    else if (notes && isCredit(element)) noteCredit(element, notes, this.base);
    else if (isHidden(element)) return;
    else if (BLOCK_TAGS.has(element.name)) this.block(element);
    else this.inline(element);
  }

  /** Pictures that a script would have loaded; the text beside them asks readers to turn scripts on. */
  private noscript(element: Element): void {
    this.noscriptDepth++;
    this.walk(mediaIn(element.children, this));
    this.noscriptDepth--;
  }

  private block(element: Element): void {
    const post = readSocialPost(element, this.base);
    if (post) {
      this.emitMedia(post);
      return;
    }
    const isParagraph = element.name === 'p';
    const isPoem = isVerse(element);
    this.flush();
    this.blockDepth++;
    if (isParagraph) this.paragraphDepth++;
    if (isPoem) this.verseDepth++;
    this.walk(element.children);
    this.flush();
    this.blockDepth--;
    if (isParagraph) this.paragraphDepth--;
    if (isPoem) this.verseDepth--;
  }

  private inline(element: Element): void {
    if (element.name === 'br') {
      this.writer.lineBreak();
      return;
    }
    const tag = inlineTag(element, this.base);
    const isOpened = tag ? this.writer.openTag(tag.name, tag.start) : false;
    this.walk(element.children);
    if (tag && isOpened) this.writer.closeTag(tag.name);
  }

  walkStrong(nodes: ChildNode[]): void {
    const isOpened = this.writer.openTag('strong', '<strong>');
    this.walk(nodes);
    if (isOpened) this.writer.closeTag('strong');
  }

  private text(data: string): void {
    if (!this.isLoose) {
      this.lines(data, this.verseDepth > 0);
      return;
    }
    for (const [index, paragraph] of data.split(/\n\s*\n/).entries()) {
      if (index > 0) this.flush();
      this.lines(paragraph, this.options.lineBreaks === true);
    }
  }

  /** Text that no element claims: blank lines part it into paragraphs, as in plain text and the classic editor. */
  private get isLoose(): boolean {
    return (
      this.verseDepth === 0 &&
      this.paragraphDepth === 0 &&
      (this.blockDepth === 0 || !this.hasParagraphs)
    );
  }

  private lines(text: string, keepsBreaks: boolean): void {
    for (const [index, line] of (keepsBreaks ? text.split('\n') : [text]).entries()) {
      if (index > 0) this.writer.lineBreak();
      if (this.writer.isParted && line.trim() !== '') this.flush();
      this.writer.text(line);
    }
  }

  flush(): void {
    const html = applyPolicy(this.writer.take(), 'inline');
    if (html !== '') this.blocks.push(this.paragraph(html));
    const { deferred } = this;
    this.deferred = [];
    this.blocks.push(...deferred);
  }

  /** An address alone in a paragraph is how WordPress and people write an embed. */
  private paragraph(html: string): BlockDraft {
    const address = html.length < 4_000 ? BARE_ADDRESS.exec(html)?.[1] : undefined;
    const embed = address ? knownEmbed(address.replaceAll('&amp;', '&')) : null;
    return embed ? { kind: 'embed', ...embed } : { kind: 'paragraph', html };
  }

  emit(block: BlockDraft): void {
    this.flush();
    this.blocks.push(block);
  }

  emitMedia(block: BlockDraft): void {
    if (block.kind === 'image' && this.isRepeated(block.image.url)) return;
    if (this.writer.isEmpty || this.writer.isParted) this.flush();
    if (this.writer.isEmpty) this.blocks.push(block);
    else this.deferred.push(block);
  }

  /** A lazy-loading page has each picture twice: for its script, and in `<noscript>` before or after. */
  private isRepeated(url: string): boolean {
    const isInNoscript = this.noscriptDepth > 0;
    const before = this.lastImage;
    this.lastImage = { url, isInNoscript };
    return before?.url === url && before.isInNoscript !== isInNoscript;
  }
}

/**
 * Turns the HTML of a feed, a WordPress export or a news agency into blocks, or plain text into paragraphs. Never
 * throws; what it does not understand keeps its text; nothing executable survives. Takes time linear in the source.
 */
export function htmlToBlocks(html: string, options: HtmlToBlocksOptions = {}): BlockDraft[] {
  // Feeds that wrap their HTML twice leave a CDATA section in it, which HTML would take for a comment.
  const unwrapped = html.replace(/\r\n?/g, '\n').replace(/<!\[CDATA\[|\]\]>/g, '');
  const source = expandShortcodes(unwrapped);
  const parsed = parseHtml(source);
  const reader = new BlockReader(source, parsed, options);
  reader.walk(parsed.nodes);
  reader.flush();
  return reader.blocks;
}
