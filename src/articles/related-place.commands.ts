import { type EntityManager } from 'typeorm';
import { type Compared, compareArticles } from './related-compare.queries';
import { type List, type Newcomer, saveLists, saveNewcomers } from './related-lists.commands';
import { Copies } from './related-copies.queries';
import { type RelatedMemory } from './related.memory';
import { toList } from './related.rank';
import { mapInTurns } from './related.turns';

/** An article's own list, and the lists that it is to enter. */
interface Placed {
  list: List;
  newcomers: Newcomer[];
}

function place({ own, others }: Compared, copies: Copies): Placed {
  const copyIds = new Set(
    others.filter((other) => copies.areCopies(own, other)).map(({ id }) => id),
  );
  const rest = others.filter(({ id }) => !copyIds.has(id));
  const entries = toList(rest, (one, other) => copies.areCopies(one, other));
  const newcomers = rest.flatMap(({ id: ownerId, doc: ownerDoc, score, ...other }) => {
    // It is going to be placed itself, or was when this one was in the index: then it has it, or does not want it.
    if (other.weighedIn > other.placedIn || other.placedIn > own.weighedIn) return [];
    if (score <= other.floor) return [];
    return [{ ownerId, ownerDoc, id: own.id, score, publishedAt: own.publishedAt, copyIds }];
  });
  return { list: { ownerId: own.id, ownerDoc: own.doc, entries }, newcomers };
}

/** Places articles; those for which words of copies had to be read, again with them. */
async function placeAll(manager: EntityManager, compared: Compared[]): Promise<Placed[]> {
  const copies = new Copies();
  const placed: Placed[] = [];
  for (let open = compared; open.length > 0;) {
    const again: Compared[] = [];
    await mapInTurns(open, (one) => {
      const { guesses } = copies;
      const result = place(one, copies);
      if (copies.guesses === guesses) placed.push(result);
      else again.push(one);
    });
    if (again.length > 0) await copies.read(manager);
    open = again;
  }
  return placed;
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
  const placed = await placeAll(manager, await compareArticles(manager, uids, memory));
  await saveLists(
    manager,
    placed.map(({ list }) => list),
    memory,
  );
  const newcomers = isRefill ? [] : placed.flatMap((one) => one.newcomers);
  if (newcomers.length > 0) await saveNewcomers(manager, newcomers, memory);
}
