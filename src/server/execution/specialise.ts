import {
  type ConstDirectiveNode,
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';

const CONDITIONS = new Set(['skip', 'include']);

/** What the variables of conditions are worth. */
export type Conditions = ReadonlyMap<string, boolean>;

const isCondition = ({ name }: DirectiveNode | ConstDirectiveNode) => CONDITIONS.has(name.value);

/** The names of the variables that `@skip` and `@include` of a document ask for, with their defaults. */
export function conditionVariables(
  document: DocumentNode,
  { variableDefinitions = [] }: OperationDefinitionNode,
): Map<string, boolean | undefined> {
  const names = new Set<string>();
  visit(document, {
    Directive: (directive) => {
      const value = directive.arguments?.[0]?.value;
      if (isCondition(directive) && value?.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  const asked = variableDefinitions.filter(({ variable }) => names.has(variable.name.value));
  return new Map(
    asked.map(({ variable, defaultValue }) => [
      variable.name.value,
      defaultValue?.kind === Kind.BOOLEAN ? defaultValue.value : undefined,
    ]),
  );
}

function isWanted({ directives = [] }: SelectionNode, conditions: Conditions): boolean {
  return directives.filter(isCondition).every((directive) => {
    const value = directive.arguments?.[0]?.value;
    const isTrue =
      value?.kind === Kind.VARIABLE
        ? conditions.get(value.name.value) === true
        : value?.kind === Kind.BOOLEAN && value.value;
    return directive.name.value === 'include' ? isTrue : !isTrue;
  });
}

/**
 * The operation alone in a document, as it is under these conditions: what is skipped is gone, and every spread is a copy of its
 * fragment. The compiler's own handling of conditions goes by node, and goes wrong where one fragment is spread twice.
 */
export function specialise(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  conditions: Conditions,
): DocumentNode {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition);
    }
  }
  const wantedIn = (set: SelectionSetNode): SelectionSetNode => ({
    ...set,
    selections: set.selections.filter((node) => isWanted(node, conditions)).flatMap(copy),
  });
  const copy = (node: SelectionNode): SelectionNode[] => {
    if (node.kind === Kind.FRAGMENT_SPREAD) {
      const fragment = fragments.get(node.name.value);
      if (!fragment) return [];
      const { typeCondition, selectionSet } = fragment;
      return [{ kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet: wantedIn(selectionSet) }];
    }
    const plain = { ...node, directives: [] };
    if (!plain.selectionSet) return [plain];
    return [{ ...plain, selectionSet: wantedIn(plain.selectionSet) }];
  };
  const selectionSet = wantedIn(operation.selectionSet);
  return { ...document, definitions: [{ ...operation, selectionSet }] };
}
