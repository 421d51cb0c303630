// The same characters as in the migration that makes the SQL function spelling_text.
const INVISIBLE = /[\u00ad\u200b\u2060\ufeff]/g;
const BLANKS = /[ \t\v\f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+/g;
const BREAKS = / ?[\n\r\u0085\u2028\u2029][\n\r\u0085\u2028\u2029 ]*/g;

/** How much of the text around a place tells it from others like it. */
const CONTEXT_LENGTH = 30;

/** A text as places in it are compared: one blank for several, one line break for several, nothing that is not seen. */
export function spellingText(text: string): string {
  return text.normalize('NFC').replace(INVISIBLE, '').replace(BLANKS, ' ').replace(BREAKS, '\n');
}

/** A selection as a reader sent it. */
export interface Selection {
  selected: string;
  before: string;
  after: string;
  /** The text of the block it was made in, where that is known. */
  block: string;
}

/** A place as the article's text has it, with what stands around it in its line, the line's ends included. */
export interface SpellingPlace {
  selected: string;
  before: string;
  after: string;
}

/** What browsers make of the lines of a selection differs: its line breaks are as good as blanks. */
const flat = (text: string) => text.replaceAll('\n', ' ');

function commonStart(one: string, other: string): number {
  const end = Math.min(one.length, other.length);
  let length = 0;
  while (length < end && one[length] === other[length]) length += 1;
  return length;
}

function commonEnd(one: string, other: string): number {
  const end = Math.min(one.length, other.length);
  let length = 0;
  while (length < end && one.at(-1 - length) === other.at(-1 - length)) length += 1;
  return length;
}

const startOf = (text: string) => text.trimStart().slice(0, CONTEXT_LENGTH);
const endOf = (text: string) => text.trimEnd().slice(-CONTEXT_LENGTH);

function placeAt(text: string, at: number, length: number): SpellingPlace {
  const end = at + length;
  const lineStart = text.lastIndexOf('\n', at - 1);
  const lineEnd = text.indexOf('\n', end) + 1;
  const before = text.slice(Math.max(lineStart, at - CONTEXT_LENGTH), at);
  const after = text.slice(end, Math.min(lineEnd, end + CONTEXT_LENGTH));
  return {
    selected: text.slice(at, end),
    // Without the halves of characters that were cut in two.
    before: before.replace(/^[\udc00-\udfff]/, ''),
    after: after.replace(/[\ud800-\udbff]$/, ''),
  };
}

/**
 * Where in a text, as `spellingText` makes it with a line break at both ends, a selection was made: of the places with
 * its words, in its block if they are there, the one around which most is as the reader saw it. `null`: nowhere.
 */
export function findPlace(text: string, selection: Selection): SpellingPlace | null {
  const selected = flat(spellingText(selection.selected)).trim();
  if (selected === '') return null;
  const [before, after] = [
    endOf(flat(spellingText(selection.before))),
    startOf(flat(spellingText(selection.after))),
  ];
  const haystack = flat(text);
  const block = spellingText(selection.block).trim();
  const start = block === '' ? -1 : text.indexOf(`\n${block}\n`);
  const end = start + 1 + block.length;
  let best = { at: -1, score: -1 };
  for (let at = haystack.indexOf(selected); at !== -1; at = haystack.indexOf(selected, at + 1)) {
    const isInBlock = start !== -1 && at > start && at + selected.length <= end;
    const around = {
      before: endOf(haystack.slice(Math.max(0, at - CONTEXT_LENGTH - 1), at)),
      after: startOf(
        haystack.slice(at + selected.length, at + selected.length + CONTEXT_LENGTH + 1),
      ),
    };
    const score =
      (isInBlock ? 2 * CONTEXT_LENGTH + 1 : 0) +
      commonEnd(before, around.before) +
      commonStart(after, around.after);
    if (score > best.score) best = { at, score };
  }
  return best.at === -1 ? null : placeAt(text, best.at, selected.length);
}
