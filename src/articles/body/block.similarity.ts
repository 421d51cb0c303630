import { type Block, type BlockKind, type UnidentifiedBlock } from './block.types';

type AnyBlock = Block | UnidentifiedBlock;

/** Enough of an edited text to know it again. */
const MAX_WORDS = 32;

/** Texts of fewer words are compared by pairs of letters: one changed word is most of a heading. */
const SHORT = 6;

const MIN_SHARED = 0.4;

/** One string for a block's kind and content, the same whatever order a database returned its members in. */
export function contentKey(block: AnyBlock): string {
  const members = Object.entries(block)
    .filter(([name, value]) => name !== 'id' && value !== undefined && value !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(members);
}

const html = (block: { html?: string }): string => block.html ?? '';
const url = (block: { url: string }): string => block.url;

const TEXTS: { [K in BlockKind]: (block: Omit<Extract<Block, { kind: K }>, 'id'>) => string } = {
  paragraph: html,
  heading: (block) => block.text,
  list: (block) => block.items.join(' '),
  quote: html,
  image: (block) => block.imageId,
  video: url,
  embed: url,
  table: (block) => [block.header, ...block.rows].map((row) => row.join(' ')).join(' '),
  code: (block) => block.code,
  articleLink: (block) => block.articleId,
  divider: () => '',
};

function textOf(block: AnyBlock): string {
  return (TEXTS[block.kind] as (block: AnyBlock) => string)(block);
}

/** Kinds that are what they point to: similar addresses mean nothing. */
function isReference({ kind }: AnyBlock): boolean {
  return kind === 'image' || kind === 'video' || kind === 'embed' || kind === 'articleLink';
}

function letterPairs(text: string): Set<string> {
  const letters = text.toLowerCase().slice(0, 200);
  const pairs = new Set<string>();
  for (let i = 0; i + 1 < letters.length; i++) pairs.add(letters.slice(i, i + 2));
  return pairs;
}

function wordSet(text: string): Set<string> {
  const words = text.slice(0, MAX_WORDS * 10).split(/[\s<>]+/, MAX_WORDS);
  return new Set(words.filter((word) => word !== ''));
}

function sharedPart(a: Set<string>, b: Set<string>): number {
  let shared = 0;
  for (const part of a) if (b.has(part)) shared++;
  return (2 * shared) / (a.size + b.size || 1);
}

function remember(
  known: Map<AnyBlock, Set<string>>,
  block: AnyBlock,
  cut: (text: string) => Set<string>,
): Set<string> {
  const parts = known.get(block) ?? cut(textOf(block));
  known.set(block, parts);
  return parts;
}

/** Compares blocks of one kind; cuts each into its parts once. */
export class Similarity {
  private readonly words = new Map<AnyBlock, Set<string>>();
  private readonly pairs = new Map<AnyBlock, Set<string>>();

  /** True if `block` reads like an edited version of `old`, a block of the same kind. */
  isEdited(old: Block, block: UnidentifiedBlock): boolean {
    if (isReference(block)) return textOf(old) === textOf(block);
    const a = remember(this.words, old, wordSet);
    const b = remember(this.words, block, wordSet);
    if (a.size >= SHORT && b.size >= SHORT) return sharedPart(a, b) >= MIN_SHARED;
    return (
      sharedPart(
        remember(this.pairs, old, letterPairs),
        remember(this.pairs, block, letterPairs),
      ) >= MIN_SHARED
    );
  }
}
