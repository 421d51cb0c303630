/** What the tokenizer finds, in the order of the file. */
export interface XmlEvents {
  open(name: string, attributes: string, line: number): void;
  close(name: string): void;
  /** `literal` text comes from CDATA: no entity in it is to be decoded. */
  text(text: string, literal: boolean): void;
  declaration(text: string): void;
}

type Mode = 'markup' | 'cdata' | 'comment';

/** Returned by a step that cannot go on before more of the file has come. */
const WAIT = -1;
const MAX_TAG = 1_000_000;
const MAX_DECLARATION = 200_000;
const MAX_ENTITY = 60;
const NAME_START = /[A-Za-z_:\u0080-\uFFFF]/;
const NAME = /[^\s/<>]+/y;
const CLOSE_TAG = /<\/\s*([^\s/<>]*)[^<>]*>?/y;
const QUOTES = `"'`;
const SUBSET_END = /\]\s*>/g;

/**
 * Splits XML, well formed or not, into tags and text, chunk by chunk and in linear time.
 *
 * htmlparser2 reads broken XML well, but three of its ways do not serve here: its list of open elements
 * costs quadratic time in a deeply nested file and cannot be corrected from outside where a feed forgets
 * end tags, it ends a DOCTYPE at the first `>` of its internal subset, and in XML mode it takes `a <3 b`
 * and `<name@example.org>` for tags and loses the text.
 */
export class XmlTokenizer {
  private rest = '';
  private mode: Mode = 'markup';
  private line = 1;
  /** Where the next line of the input in hand begins, so that no character is looked at twice. */
  private lineBreak = -1;
  private instructionEnd = 0;

  constructor(private readonly events: XmlEvents) {}

  write(chunk: string): void {
    this.consume(this.rest + chunk, false);
  }

  end(): void {
    this.consume(this.rest, true);
  }

  private consume(input: string, last: boolean): void {
    let at = 0;
    this.lineBreak = input.indexOf('\n');
    this.instructionEnd = 0;
    while (at < input.length) {
      const next = this.step(input, at, last);
      if (next === WAIT) break;
      this.countLines(input, next);
      at = next;
    }
    this.rest = input.slice(at);
  }

  private countLines(input: string, to: number): void {
    while (this.lineBreak >= 0 && this.lineBreak < to) {
      this.line++;
      this.lineBreak = input.indexOf('\n', this.lineBreak + 1);
    }
  }

  private step(input: string, at: number, last: boolean): number {
    if (this.mode === 'cdata') return this.until(']]>', input, at, last);
    if (this.mode === 'comment') return this.until('-->', input, at, last);
    if (input[at] !== '<') return this.textRun(input, at, last);
    const next = input[at + 1];
    if (next === undefined) return last ? this.bracket(at) : WAIT;
    if (next === '!') return this.bang(input, at, last);
    if (next === '?') return this.instruction(input, at, last);
    if (next === '/') return this.closeTag(input, at, last);
    return NAME_START.test(next) ? this.openTag(input, at, last) : this.bracket(at);
  }

  /** The `<` at this place begins nothing: it is text. */
  private bracket(at: number): number {
    this.events.text('<', true);
    return at + 1;
  }

  private until(mark: string, input: string, at: number, last: boolean): number {
    const found = input.indexOf(mark, at);
    // The mark itself may be cut by the end of the chunk.
    const end = found >= 0 ? found : last ? input.length : input.length - mark.length + 1;
    if (end < at || (end === at && found < 0)) return WAIT;
    if (this.mode === 'cdata') this.events.text(input.slice(at, end), true);
    if (found < 0) return end;
    this.mode = 'markup';
    return found + mark.length;
  }

  private textRun(input: string, at: number, last: boolean): number {
    const tag = input.indexOf('<', at);
    let end = tag < 0 ? input.length : tag;
    if (tag < 0 && !last) {
      const entity = input.lastIndexOf('&');
      if (entity >= at && end - entity < MAX_ENTITY && !input.includes(';', entity)) end = entity;
      if (end === at) return WAIT;
    }
    this.events.text(input.slice(at, end), false);
    return end;
  }

  private bang(input: string, at: number, last: boolean): number {
    if (!last && input.length - at < '<![CDATA['.length) return WAIT;
    if (input.startsWith('<![CDATA[', at)) {
      this.mode = 'cdata';
      return at + '<![CDATA['.length;
    }
    if (input.startsWith('<!--', at)) {
      this.mode = 'comment';
      return at + '<!--'.length;
    }
    const end = declarationEnd(input, at);
    if (end >= 0) this.events.declaration(input.slice(at, end));
    return end >= 0 ? end : this.unfinished(input, at, last, MAX_DECLARATION);
  }

  private instruction(input: string, at: number, last: boolean): number {
    const end = this.endOfInstruction(input, at);
    return end >= 0 ? end : this.unfinished(input, at, last, MAX_DECLARATION);
  }

  private endOfInstruction(input: string, at: number): number {
    // `<?xml … >` without its question mark must not swallow the file up to the next instruction.
    if (input.startsWith('<?xml', at)) return input.indexOf('>', at) + 1 || WAIT;
    // Where none is left in this input, it is not looked for again.
    if (this.instructionEnd >= 0) this.instructionEnd = input.indexOf('?>', at);
    return this.instructionEnd >= 0 ? this.instructionEnd + '?>'.length : WAIT;
  }

  private closeTag(input: string, at: number, last: boolean): number {
    CLOSE_TAG.lastIndex = at;
    const tag = CLOSE_TAG.exec(input);
    if (!tag) return this.bracket(at);
    const end = at + tag[0].length;
    if (end === input.length && !tag[0].endsWith('>') && !last && tag[0].length < MAX_TAG) {
      return WAIT;
    }
    if (tag[1] === undefined || tag[1] === '') return this.bracket(at);
    this.events.close(tag[1]);
    return end;
  }

  private openTag(input: string, at: number, last: boolean): number {
    NAME.lastIndex = at + 1;
    const name = NAME.exec(input)?.[0] ?? '';
    if (name.includes('@') || name.endsWith(':')) return this.bracket(at);
    const end = tagEnd(input, at + 1 + name.length);
    if (end === 'text') return this.bracket(at);
    if (end === 'unfinished') return this.unfinishedTag(input, at, name, last);
    this.emitTag(input, at, name, end);
    return end + 1;
  }

  private emitTag(input: string, at: number, name: string, end: number): void {
    this.events.open(name, input.slice(at + 1 + name.length, end), this.line);
    if (input[end - 1] === '/') this.events.close(name);
  }

  /** A tag whose end has not come: the rest of a truncated file, or a quotation mark left open. */
  private unfinishedTag(input: string, at: number, name: string, last: boolean): number {
    if (!last && input.length - at < MAX_TAG) return WAIT;
    const end = input.indexOf('>', at);
    if (end < 0) return input.length;
    this.emitTag(input, at, name, end);
    return end + 1;
  }

  private unfinished(input: string, at: number, last: boolean, limit: number): number {
    if (!last && input.length - at < limit) return WAIT;
    const end = input.indexOf('>', at);
    return end < 0 ? input.length : end + 1;
  }
}

function declarationEnd(input: string, at: number): number {
  const plain = input.indexOf('>', at);
  if (plain < 0) return WAIT;
  if (!input.slice(at, plain).includes('[')) return plain + 1;
  SUBSET_END.lastIndex = at;
  return SUBSET_END.test(input) ? SUBSET_END.lastIndex : WAIT;
}

function tagEnd(input: string, from: number): number | 'text' | 'unfinished' {
  let afterEquals = false;
  for (let at = from; at < input.length; at++) {
    const char = input[at] ?? '';
    if (char === '>') return at;
    if (char === '<') return 'text';
    if (afterEquals && QUOTES.includes(char)) {
      at = input.indexOf(char, at + 1);
      if (at < 0) return 'unfinished';
    }
    afterEquals = char === '=' || (afterEquals && char.trim() === '');
  }
  return 'unfinished';
}
