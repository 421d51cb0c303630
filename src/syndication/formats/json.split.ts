/** One value cut out of a JSON file, not yet parsed. */
export interface JsonPart {
  text: string;
  line: number;
  /** Whether it is an element of the list of items, or a whole document. */
  inList: boolean;
  /** Whether the file ended before the value did. */
  cut: boolean;
}

const OPENING = '{[';
const CLOSING = '}]';

/**
 * Cuts a JSON file into its items as it streams: the elements of a top-level array, those of the `items`
 * of an object (what remains of that object is in `head`), or, for any other object, the object itself,
 * of which there may be several. A broken item does not hide its neighbours, as long as its brackets and
 * quotation marks are in pairs.
 */
export class JsonSplitter {
  found: JsonPart[] = [];
  /** The text of the object around the items, with an empty list in their place. */
  head = '';

  private depth = 0;
  private inString = false;
  private escaped = false;
  /** The depth at which the elements of the list stand; none while there is no list. */
  private listDepth = Infinity;
  private key = '';
  private keyStart = 0;
  private current: string[] = [];
  private headParts: string[] = [];
  private started = false;
  private line = 1;
  private startLine = 1;
  private isItems = false;

  get headSoFar(): string {
    return this.headParts.join('');
  }

  write(chunk: string): void {
    let from = 0;
    for (let at = 0; at < chunk.length; at++) {
      const char = chunk.charCodeAt(at);
      if (char === 10) this.line++;
      if (this.inString) {
        this.stringChar(chunk, char, at);
      } else if (char === 34) {
        this.begin();
        this.inString = true;
        this.keyStart = at + 1;
        this.key = '';
      } else {
        from = this.structural(chunk, from, at);
      }
    }
    this.keep(chunk.slice(from));
    if (this.inString) this.key += chunk.slice(this.keyStart, this.keyStart + 20);
    this.keyStart = 0;
  }

  end(): void {
    this.head = this.headParts.join('');
    const text = this.current.join('');
    if (text.trim() !== '') this.emit(text, true);
    this.current = [];
  }

  private stringChar(chunk: string, char: number, at: number): void {
    if (this.escaped) this.escaped = false;
    else if (char === 92) this.escaped = true;
    else if (char === 34) {
      this.inString = false;
      this.key += chunk.slice(this.keyStart, Math.min(at, this.keyStart + 20));
    }
  }

  /** Returns where the text not yet kept begins. */
  private structural(chunk: string, from: number, at: number): number {
    const char = chunk[at] ?? '';
    if (OPENING.includes(char)) return this.opening(chunk, from, at, char);
    if (CLOSING.includes(char)) return this.closing(chunk, from, at);
    if (char === ',' && this.depth === this.listDepth) return this.endOfElement(chunk, from, at);
    if (char.trim() !== '') this.begin();
    return from;
  }

  private begin(): void {
    if (this.started) return;
    this.started = true;
    this.startLine = this.line;
  }

  private opening(chunk: string, from: number, at: number, char: string): number {
    this.begin();
    this.depth++;
    const isTop = this.depth === 1 && char === '[';
    const isItems = this.depth === 2 && char === '[' && this.key === 'items' && !this.isItems;
    if (this.listDepth !== Infinity || (!isTop && !isItems)) return from;
    this.listDepth = this.depth;
    this.isItems = isItems;
    this.keep(chunk.slice(from, at));
    this.headParts.push(...this.current.splice(0), '[');
    this.started = false;
    return at + 1;
  }

  private closing(chunk: string, from: number, at: number): number {
    const inList = this.depth === this.listDepth;
    this.depth = Math.max(0, this.depth - 1);
    if (inList) {
      this.endOfElement(chunk, from, at);
      this.listDepth = this.isItems ? Infinity : this.listDepth;
      return at;
    }
    if (this.depth > 0 || this.listDepth !== Infinity) return from;
    this.keep(chunk.slice(from, at + 1));
    const text = this.current.splice(0).join('');
    if (this.isItems) this.headParts.push(text);
    else this.emit(text, false);
    this.started = false;
    this.isItems = false;
    return at + 1;
  }

  private endOfElement(chunk: string, from: number, at: number): number {
    this.keep(chunk.slice(from, at));
    const text = this.current.splice(0).join('');
    if (text.trim() !== '') this.emit(text, false);
    this.started = false;
    return at + 1;
  }

  private emit(text: string, cut: boolean): void {
    const inList = this.listDepth !== Infinity;
    // What is left of a cut object around its items is no item.
    if (cut && this.isItems && !inList) this.head += text;
    else this.found.push({ text, line: this.startLine, inList, cut });
  }

  private keep(text: string): void {
    if (text !== '') this.current.push(text);
  }
}
