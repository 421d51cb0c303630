import { type DocumentNode, type FragmentDefinitionNode, Kind, visit } from 'graphql';

function spreadsIn(fragment: FragmentDefinitionNode): string[] {
  const names: string[] = [];
  visit(fragment, {
    FragmentSpread: (spread) => {
      names.push(spread.name.value);
    },
  });
  return names;
}

/**
 * A document's fragments, each after those it spreads, so that whatever is worked out for one can be used by the next. Without
 * recursion: ten thousand fragments in a chain are no deeper than one. In a circle, which validation refuses, one comes early.
 */
export function orderFragments(document: DocumentNode): FragmentDefinitionNode[] {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition);
    }
  }
  const ordered = new Set<FragmentDefinitionNode>();
  const entered = new Set<string>();
  const waiting = [...fragments.keys()];
  for (let name = waiting.at(-1); name !== undefined; name = waiting.at(-1)) {
    const fragment = fragments.get(name);
    if (fragment === undefined || entered.has(name)) {
      waiting.pop();
      if (fragment !== undefined) ordered.add(fragment);
      continue;
    }
    entered.add(name);
    for (const used of spreadsIn(fragment)) if (!entered.has(used)) waiting.push(used);
  }
  return [...ordered];
}
