import { escapeText } from '../articles/body/html.text';

/** A word of a text and where it stands there. */
interface Word {
  text: string;
  start: number;
  end: number;
}

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;

// Letters that do not come apart into a base and an accent.
const LETTERS: Record<string, string> = {
  ...{ æ: 'ae', œ: 'oe', ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' },
};

export function wordsOf(text: string): Word[] {
  return [...text.matchAll(WORD)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** What words that may have the same stem have in common: two letters, without case and accents. */
export function wordStart(word: string): string {
  const folded = word.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
  const letters = Array.from(folded.replace(/[æœßøłđðþı]/g, (letter) => LETTERS[letter] ?? letter));
  // ae, oe and ue may stand for a, o and u.
  return letters
    .slice(0, 2)
    .join('')
    .replace(/^([aou])e/, '$1');
}

/** Whether a word may have one of the stems; worth asking the database about. */
export function mayMatch(word: string, starts: ReadonlySet<string>): boolean {
  const start = wordStart(word);
  return starts.has(start) || starts.has(start.charAt(0));
}

/** A text as HTML, escaped, with `<mark>` round the words that `isMatch` names. Neighbours share one. */
export function markHtml(text: string, isMatch: (word: string) => boolean): string {
  const parts: string[] = [];
  let at = 0;
  for (const { text: word, start, end } of wordsOf(text)) {
    if (!isMatch(word)) continue;
    parts.push(escapeText(text.slice(at, start)), '<mark>', escapeText(word), '</mark>');
    at = end;
  }
  return parts.join('') + escapeText(text.slice(at));
}

/** Characters of a snippet, at most. */
const SNIPPET_LENGTH = 240;
/** How much of it stands before the first match. */
const LEAD_IN = 60;

interface Window {
  start: number;
  end: number;
  /** How many different words are found in it. */
  found: number;
}

/** The stretch of a text with most of what was looked for. */
function bestWindow(text: string, stemOf: (word: string) => string | null): Window {
  const words = wordsOf(text);
  const hits = words.flatMap((word) => {
    const stem = stemOf(word.text);
    return stem === null ? [] : [{ ...word, stem }];
  });
  let best: Window = { start: 0, end: Math.min(text.length, SNIPPET_LENGTH), found: 0 };
  hits.forEach((first, place) => {
    const stems = new Set<string>();
    const start = Math.max(0, first.start - LEAD_IN);
    for (const hit of hits.slice(place, place + 30)) {
      if (hit.end <= start + SNIPPET_LENGTH) stems.add(hit.stem);
    }
    if (stems.size > best.found) best = { start, end: start + SNIPPET_LENGTH, found: stems.size };
  });
  return best;
}

function cut(text: string, { start, end }: Window): string {
  const isWhole = end >= text.length;
  const from = start === 0 ? 0 : text.slice(start).search(/\s/) + start + 1;
  const last = text.slice(from, end).search(/\s\S*$/);
  const to = isWhole || last <= 0 ? Math.min(end, text.length) : from + last;
  const shown = text.slice(from, to).replace(/\s+/g, ' ').trim();
  return `${from > 0 ? '… ' : ''}${shown}${isWhole ? '' : ' …'}`;
}

/** The stretch of the texts that shows best why they were found; the start of the first where nothing does. */
export function snippetOf(texts: string[], stemOf: (word: string) => string | null): string {
  const windows = texts
    .filter((text) => text.trim() !== '')
    .map((text) => ({ text, window: bestWindow(text, stemOf) }));
  const [best] = [...windows].sort((a, b) => b.window.found - a.window.found);
  return best ? cut(best.text, best.window) : '';
}
