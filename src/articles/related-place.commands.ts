import { type Statements } from './related.lanes';
import { type Compared, compareArticles } from './related-compare.queries';
import { type List, type Newcomer, saveLists } from './related-lists.commands';
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
async function placeAll(
  manager: Statements,
  compared: Compared[],
  memory: RelatedMemory,
): Promise<Placed[]> {
  const copies = new Copies(memory);
  const placed: Placed[] = [];
  for (let open = compared; open.length > 0;) {
    const again: Compared[] = [];
    await mapInTurns(open, (one) => {
      const { guesses } = copies;
      const result = place(one, copies);
      if (copies.guesses === guesses) placed.push(result);
      else again.push(one);
    });
    if (again.length > 0) await copies.readWanted(manager);
    open = again;
  }
  return placed;
}

/**
 * Computes and saves the lists of these articles. Answers into whose lists they are to be entered, as they resemble those
 * more than what stands there. What waits to be placed itself is left to its own turn.
 */
export async function placeArticles(
  manager: Statements,
  uids: string[],
  memory: RelatedMemory,
): Promise<Newcomer[]> {
  const placed = await placeAll(manager, await compareArticles(manager, uids, memory), memory);
  await saveLists(
    manager,
    placed.map(({ list }) => list),
    memory,
  );
  return placed.flatMap(({ newcomers }) => newcomers);
}
