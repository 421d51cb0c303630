import { decodeHTMLStrict } from 'entities';
import { withoutControls } from './text.tools';

const DECLARATION = /<!ENTITY\s+([\w.:-]{1,60})\s+(?:"([^"]*)"|'([^']*)')\s*>/g;
const REFERENCE = /&(#?[\w.:-]{1,60});/g;
const MAX_DECLARED = 500;
const MAX_VALUE = 2_000;

/** How much text the entities a file declares may add to it altogether. */
const EXPANSION_BUDGET = 1_000_000;

/**
 * The entities one file may use: HTML's, and what its own DTD declares as plain text. A declared value is
 * put in as it stands, so entities made of entities cannot grow; external ones are not read at all. A
 * reference that nobody knows stays as it was written, as does a bare ampersand.
 */
export class XmlEntities {
  private readonly declared = new Map<string, string>();
  private budget = EXPANSION_BUDGET;

  /** Takes what a `<!DOCTYPE … [ … ]>` declares. */
  declare(doctype: string): void {
    for (const [, name, double, single] of doctype.matchAll(DECLARATION)) {
      const value = double ?? single ?? '';
      if (this.declared.size >= MAX_DECLARED || value.length > MAX_VALUE) continue;
      if (name !== undefined && !this.declared.has(name)) {
        this.declared.set(name, decodeHTMLStrict(value));
      }
    }
  }

  decode(text: string): string {
    if (!text.includes('&')) return withoutControls(text);
    if (this.declared.size === 0) return withoutControls(decodeHTMLStrict(text));
    return withoutControls(
      text.replace(REFERENCE, (written, name: string) => this.expand(written, name)),
    );
  }

  private expand(written: string, name: string): string {
    const value = this.declared.get(name);
    if (value === undefined) return decodeHTMLStrict(written);
    this.budget -= value.length;
    return this.budget < 0 ? written : value;
  }
}
