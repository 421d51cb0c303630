import { type Block, type BlockKind } from './block.types';
import { htmlToLines } from './html.strip';

function lines(...parts: (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n');
}

const none = (): string => '';
const title = (block: { title?: string }): string => block.title ?? '';

const TEXTS: { [K in BlockKind]: (block: Extract<Block, { kind: K }>) => string } = {
  paragraph: (block) => htmlToLines(block.html),
  heading: (block) => block.text,
  list: (block) => lines(...block.items.map(htmlToLines)),
  quote: (block) => lines(htmlToLines(block.html), block.attribution),
  image: (block) => block.caption ?? '',
  video: title,
  embed: title,
  table: (block) =>
    lines(block.caption, ...[block.header, ...block.rows].map((row) => row.join('\t'))),
  code: (block) => block.code,
  articleLink: none,
  divider: none,
};

/** The words of one block as a reader sees them, '' if it has none. */
export function blockText(block: Block): string {
  return (TEXTS[block.kind] as (block: Block) => string)(block);
}

/** The body as plain text: paragraphs apart by blank lines. */
export function blocksToText(blocks: Block[]): string {
  return blocks
    .map((block) => blockText(block).trim())
    .filter((text) => text !== '')
    .join('\n\n');
}

// Scripts written without spaces between words.
const UNSPACED =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const LETTER = '[\\p{L}\\p{M}\\p{N}]';
const WORD = new RegExp(
  `(?:[${UNSPACED}ー]\\p{M}*)+|(?:(?![${UNSPACED}])${LETTER})+(?:['’.,·‐‑-](?:(?![${UNSPACED}])${LETTER})+)*`,
  'gu',
);
const UNSPACED_START = new RegExp(`^[${UNSPACED}ー]`, 'u');

/** A segmenter looks words up in a dictionary, in time that grows faster than the text: it gets pieces. */
const SEGMENT_LENGTH = 500;

const segmenters = new Map<string, Intl.Segmenter>();

function segmenterFor(language: string): Intl.Segmenter {
  const known = segmenters.get(language);
  if (known) return known;
  let segmenter: Intl.Segmenter;
  try {
    segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  } catch {
    // Not a language tag: the segmenter still knows the scripts.
    return segmenterFor('und');
  }
  segmenters.set(language, segmenter);
  return segmenter;
}

function countSegments(run: string, language: string): number {
  let count = 0;
  for (let at = 0; at < run.length; at += SEGMENT_LENGTH) {
    for (const segment of segmenterFor(language).segment(run.slice(at, at + SEGMENT_LENGTH))) {
      if (segment.isWordLike) count++;
    }
  }
  return count;
}

/** How many words a reader reads: "don't", "well-known" and "1,000.5" are one each. */
export function countWords(text: string, language: string): number {
  let count = 0;
  for (const [word] of text.matchAll(WORD)) {
    count += UNSPACED_START.test(word) ? countSegments(word, language) : 1;
  }
  return count;
}

/**
 * Silent reading of English non-fiction runs at 238 words a minute (M. Brysbaert, "How many words do we read per
 * minute?", Journal of Memory and Language 109, 2019, a review of 190 studies); a little less here, for readers of
 * a second language and for pictures.
 */
const WORDS_PER_MINUTE = 230;

/** Whole minutes, at least one. */
export function readingMinutes(words: number): number {
  return Math.max(1, Math.round(words / WORDS_PER_MINUTE));
}
