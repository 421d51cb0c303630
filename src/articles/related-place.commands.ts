import { type EntityManager } from 'typeorm';
import { type Compared, compareArticles } from './related-compare.queries';
import { type List, type Newcomer, saveLists, saveNewcomers } from './related-lists.commands';
import { isCopy } from './related.copies';
import { type RelatedMemory } from './related.memory';
import { toList } from './related.rank';
import { mapInTurns } from './related.turns';

/** An article's own list, and the lists that it is to enter. */
function place({ own, others }: Compared): { list: List; newcomers: Newcomer[] } {
  const copies = new Set(others.filter((other) => isCopy(own.vector, other.vector)));
  const rest = others.filter((other) => !copies.has(other));
  const copyIds = new Set([...copies].map(({ id }) => id));
  const entries = toList(rest, (one, other) => isCopy(one.vector, other.vector));
  const newcomers = rest.flatMap(({ id: ownerId, doc: ownerDoc, score, ...other }) => {
    // It is going to be placed itself, or was when this one was in the index: then it has it, or does not want it.
    if (other.weighedIn > other.placedIn || other.placedIn > own.weighedIn) return [];
    if (score <= other.floor) return [];
    return [{ ownerId, ownerDoc, id: own.id, score, publishedAt: own.publishedAt, copyIds }];
  });
  return { list: { ownerId: own.id, ownerDoc: own.doc, entries }, newcomers };
}

/**
 * Computes the lists of these articles and, unless they only have to be filled up, enters them into the lists of
 * those that they resemble more than what stands there. What waits to be placed itself is left to its own turn.
 */
export async function placeArticles(
  manager: EntityManager,
  uids: string[],
  { isRefill, memory }: { isRefill: boolean; memory: RelatedMemory },
): Promise<void> {
  const placed = await mapInTurns(await compareArticles(manager, uids, memory), place);
  await saveLists(
    manager,
    placed.map(({ list }) => list),
    memory,
  );
  const newcomers = isRefill ? [] : placed.flatMap((one) => one.newcomers);
  if (newcomers.length > 0) await saveNewcomers(manager, newcomers, memory);
}
