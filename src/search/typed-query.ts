/** What somebody typed: clauses that all have to match, each a choice of alternatives, and what must not match. */
export interface TypedQuery {
  clauses: string[][];
  excluded: string[];
}

/** What is typed beyond these is left out of account. */
const MAX_LENGTH = 1_000;
const MAX_TERMS = 16;

const TERM = /(-?)(?:"([^"]*)(?:"|$)|([^\s"]+))/gu;
const HAS_WORD = /[\p{L}\p{N}]/u;

/** Reads the syntax of web searches: words, "phrases", -without, one OR other. Any text has a reading. */
export function readTyped(text: string): TypedQuery {
  const query: TypedQuery = { clauses: [], excluded: [] };
  let joins = false;
  let terms = 0;
  for (const [whole, minus, phrase, word = ''] of text.slice(0, MAX_LENGTH).matchAll(TERM)) {
    const isOr = whole === 'OR' || whole === '|';
    const term = phrase ?? word;
    if (!isOr && HAS_WORD.test(term) && terms < MAX_TERMS) {
      terms += 1;
      const last = query.clauses.at(-1);
      if (minus === '-') query.excluded.push(term);
      else if (joins && last) last.push(term);
      else query.clauses.push([term]);
    }
    joins = isOr;
  }
  return query;
}
