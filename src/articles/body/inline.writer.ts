import { escapeText } from './html.text';

interface OpenTag {
  name: string;
  start: string;
  written: boolean;
  isStructure: boolean;
}

/**
 * Writes one run of inline HTML after another. A tag is written only once text follows it, so nothing empty is
 * ever written; a tag still open at the end of a run is closed there and opened again in the next one, so a
 * `<b>` around three paragraphs makes three bold paragraphs. Whitespace is folded and trimmed on the way.
 */
export class InlineWriter {
  private parts: string[] = [];
  private readonly open: OpenTag[] = [];
  private pendingSpace = false;
  private pendingBreaks = 0;
  private hasText = false;

  /** `budget`: characters that reopened tags may cost in all; without it 5 MB of `<p>` in a long link make gigabytes. */
  constructor(private budget: number) {}

  get isEmpty(): boolean {
    return !this.hasText;
  }

  /** Two breaks wait for more text: here a paragraph ends. */
  get isParted(): boolean {
    return this.hasText && this.pendingBreaks > 1;
  }

  text(data: string): void {
    const folded = data.replace(/[ \t\r\n\f]+/g, ' ');
    const words =
      this.parts.length === 0 ? folded.replace(/^[\s\u200b\u2060]+/, '') : folded.replace(/^ /, '');
    if (words.length < folded.length && this.parts.length > 0) this.pendingSpace = true;
    if (words === '') return;
    this.writeText(words);
  }

  private writeText(words: string): void {
    // At the beginning of a list or an item there is nothing to keep apart.
    if (this.open.some((tag) => tag.isStructure && !tag.written)) this.dropSpace();
    if (this.pendingBreaks > 0) this.parts.push('<br>'.repeat(Math.min(this.pendingBreaks, 2)));
    else if (this.pendingSpace) this.parts.push(' ');
    this.pendingBreaks = 0;
    this.writeOpenTags();
    this.pendingSpace = words.endsWith(' ');
    this.parts.push(escapeText(this.pendingSpace ? words.slice(0, -1) : words));
    this.hasText = true;
  }

  private writeOpenTags(): void {
    for (const tag of this.open) {
      if (!tag.written) this.parts.push(tag.start);
      tag.written = true;
    }
  }

  /** Opens a tag; false if one of that name is open already, which then is not to be closed by the caller. */
  openTag(name: string, start: string): boolean {
    if (this.open.some((tag) => tag.name === name)) return false;
    this.open.push({ name, start, written: false, isStructure: false });
    return true;
  }

  closeTag(name: string): void {
    const at = this.open.findLastIndex((tag) => tag.name === name);
    if (at < 0) return;
    for (const tag of this.open.slice(at).reverse()) {
      if (tag.written) this.parts.push(`</${tag.name}>`);
      tag.written = false;
    }
    this.open.splice(at, 1);
  }

  /** Tags that hold blocks (nested lists): as `openTag`, but any number of them may be open. */
  openStructure(name: string): void {
    this.dropSpace();
    this.open.push({ name, start: `<${name}>`, written: false, isStructure: true });
  }

  closeStructure(name: string): void {
    this.dropSpace();
    this.closeTag(name);
  }

  private dropSpace(): void {
    this.pendingSpace = false;
    this.pendingBreaks = 0;
  }

  lineBreak(): void {
    if (this.parts.length > 0) this.pendingBreaks++;
  }

  /** A line break between blocks of text that share one run. */
  blockBreak(): void {
    if (this.parts.length > 0) this.pendingBreaks = 2;
  }

  /** Ends the run and returns its HTML, '' if it has no text. */
  take(): string {
    for (const tag of [...this.open].reverse()) if (tag.written) this.parts.push(`</${tag.name}>`);
    const html = this.hasText ? this.parts.join('').trimEnd() : '';
    this.reopen();
    this.parts = [];
    this.dropSpace();
    this.hasText = false;
    return html;
  }

  private reopen(): void {
    const cost = this.open.reduce((sum, tag) => sum + (tag.written ? tag.start.length : 0), 0);
    this.budget -= cost;
    if (this.budget < 0) this.open.length = 0;
    for (const tag of this.open) tag.written = false;
  }
}
