import {
  type DocumentNode,
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isInputObjectType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
  type TypeNode,
} from 'graphql';

/** Fields after all fragments are spread. Compiling takes some 50 microseconds for each, and all other requests wait meanwhile. */
const MOST_FIELDS = 1_000;

function fieldsIn({ selections }: SelectionSetNode, countOf: (fragment: string) => number): number {
  let count = 0;
  for (const selection of selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) count += countOf(selection.name.value);
    else {
      if (selection.kind === Kind.FIELD) count += 1;
      if (selection.selectionSet) count += fieldsIn(selection.selectionSet, countOf);
    }
  }
  return count;
}

function expandedFields(document: DocumentNode, operation: OperationDefinitionNode): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition);
    }
  }
  const counts = new Map<string, number>();
  const countOf = (name: string): number => {
    const fragment = fragments.get(name);
    const known = counts.get(name);
    if (known !== undefined || !fragment) return known ?? 0;
    const count = fieldsIn(fragment.selectionSet, countOf);
    counts.set(name, count);
    return count;
  };
  return fieldsIn(operation.selectionSet, countOf);
}

function isRecursive(type: GraphQLNamedType | undefined, above: ReadonlySet<string>): boolean {
  if (!isInputObjectType(type)) return false;
  if (above.has(type.name)) return true;
  const inside = new Set([...above, type.name]);
  return Object.values(type.getFields()).some((field) =>
    isRecursive(getNamedType(field.type), inside),
  );
}

function inputTypeOf(schema: GraphQLSchema, node: TypeNode): GraphQLNamedType | undefined {
  return 'type' in node ? inputTypeOf(schema, node.type) : schema.getType(node.name.value);
}

/**
 * Whether an operation should be compiled: a query of a usual size. The compiler writes the check of each variable out in full, and does not
 * come to an end where an input type holds itself.
 */
export function isCompilable(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): boolean {
  if (operation.operation !== OperationTypeNode.QUERY) return false;
  const variables = operation.variableDefinitions ?? [];
  if (variables.some(({ type }) => isRecursive(inputTypeOf(schema, type), new Set()))) return false;
  return expandedFields(document, operation) <= MOST_FIELDS;
}
