import { diffArrays, diffWordsWithSpace } from 'diff';
import { type Block } from '../articles/body/block.types';
import { blockText } from '../articles/body/body.text';
import { type ArticleState } from '../articles/revision.state';
import {
  type BlockDiff,
  ChangeKind,
  type DiffSegment,
  type FieldDiff,
  type RevisionDiff,
} from './revision-diff.type';

/** Longer texts that differ are shown as one gone and one new: comparing takes time with the square of the changes. */
const MAX_COMPARED = 20_000;
const MAX_EDITS = 2_000;

const NOT_COMPARED = new Set([
  'blocks',
  'updatedAt',
  'contentHash',
  'hasVideo',
  'wordCount',
  'readingMinutes',
]);

const TIMES = new Set<keyof ArticleState>(['publishedAt', 'embargoUntil']);

const { SAME, ADDED, REMOVED, CHANGED } = ChangeKind;

function segmentsOf(before: string, after: string): DiffSegment[] {
  const isLong = before.length + after.length > MAX_COMPARED;
  const parts = isLong
    ? undefined
    : diffWordsWithSpace(before, after, { maxEditLength: MAX_EDITS });
  if (parts) {
    return parts.map(({ added, removed, value: text }) => {
      return { change: added ? ADDED : removed ? REMOVED : SAME, text };
    });
  }
  if (before === after) return [{ change: SAME, text: before }];
  return [
    { change: REMOVED, text: before },
    { change: ADDED, text: after },
  ].filter(({ text }) => text !== '');
}

const asText = (value: unknown): string | null =>
  value === null || typeof value === 'string' ? value : JSON.stringify(value);

/** A field as it is shown; of two ways to write the same time there is one. */
function shown(state: ArticleState, field: keyof ArticleState): string | null {
  const text = asText(state[field]);
  return text !== null && TIMES.has(field) ? new Date(text).toISOString() : text;
}

function fieldDiffs(before: ArticleState, after: ArticleState): FieldDiff[] {
  const keys = (Object.keys(after) as (keyof ArticleState)[]).filter(
    (key) => !NOT_COMPARED.has(key),
  );
  return keys.flatMap((field) => {
    const [old, now] = [shown(before, field), shown(after, field)];
    if (old === now) return [];
    return [{ field, before: old, after: now, segments: segmentsOf(old ?? '', now ?? '') }];
  });
}

function textOf(block: Block): string {
  const text = blockText(block);
  if (text !== '') return text;
  const { id: _id, kind: _kind, ...rest } = block;
  return Object.values(rest).map(String).join(' ');
}

const content = ({ id: _id, ...block }: Block) => JSON.stringify(block, Object.keys(block).sort());

function blockDiff(old: Block | undefined, now: Block | undefined, moved: boolean): BlockDiff[] {
  const block = now ?? old;
  if (!block) return [];
  const isSame = old && now && content(old) === content(now);
  const change = isSame ? SAME : !old ? ADDED : !now ? REMOVED : CHANGED;
  const segments = segmentsOf(old ? textOf(old) : '', now ? textOf(now) : '');
  return [{ id: block.id, kind: block.kind, change, moved, segments }];
}

/** The blocks of both, matched by id; one that moved stands where it is now. */
function blockDiffs(before: Block[], after: Block[]): BlockDiff[] {
  const oldById = new Map(before.map((block) => [block.id, block]));
  const newById = new Map(after.map((block) => [block.id, block]));
  const ids = (blocks: Block[]) => blocks.map(({ id }) => id);
  return diffArrays(ids(before), ids(after)).flatMap(({ added, removed, value }) =>
    value.flatMap((id) => {
      const [old, now] = [oldById.get(id), newById.get(id)];
      if (removed && now) return [];
      return blockDiff(old, now, added && old !== undefined);
    }),
  );
}

/** What changed from one state of an article to another. */
export function compareStates(before: ArticleState, after: ArticleState): RevisionDiff {
  return {
    fields: fieldDiffs(before, after),
    blocks: blockDiffs(before.blocks, after.blocks),
  };
}
