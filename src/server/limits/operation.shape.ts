import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';

/** What can be counted in an operation without its variables, on the expanded document. */
export interface OperationShape {
  depth: number;
  aliases: number;
  directives: number;
  rootFields: number;
  /** The longest list written in the document, and the deepest value. */
  listLength: number;
  inputDepth: number;
}

type SelectionShape = Pick<OperationShape, 'depth' | 'aliases' | 'directives'> & { fields: number };
type FragmentShapes = ReadonlyMap<string, SelectionShape>;

const EMPTY: SelectionShape = { depth: 0, aliases: 0, directives: 0, fields: 0 };

/** Introspection has a depth of its own that graphql-js bounds; only the parser's tokens limit it here. */
export function isIntrospection(field: FieldNode): boolean {
  return field.name.value === '__schema' || field.name.value === '__type';
}

function fieldShape(field: FieldNode, fragments: FragmentShapes): SelectionShape {
  const inner =
    field.selectionSet === undefined || isIntrospection(field)
      ? EMPTY
      : selectionSetShape(field.selectionSet, fragments);
  return {
    depth: 1 + inner.depth,
    aliases: inner.aliases + (field.alias === undefined ? 0 : 1),
    directives: inner.directives,
    fields: 1,
  };
}

function selectionShape(selection: SelectionNode, fragments: FragmentShapes): SelectionShape {
  switch (selection.kind) {
    case Kind.FIELD:
      return fieldShape(selection, fragments);
    case Kind.INLINE_FRAGMENT:
      return selectionSetShape(selection.selectionSet, fragments);
    case Kind.FRAGMENT_SPREAD:
      return fragments.get(selection.name.value) ?? EMPTY;
  }
}

function selectionSetShape(set: SelectionSetNode, fragments: FragmentShapes): SelectionShape {
  const shape = { ...EMPTY };
  for (const selection of set.selections) {
    const inner = selectionShape(selection, fragments);
    shape.depth = Math.max(shape.depth, inner.depth);
    shape.aliases += inner.aliases;
    shape.directives += inner.directives + (selection.directives?.length ?? 0);
    shape.fields += inner.fields;
  }
  return shape;
}

function valueShape(document: DocumentNode): Pick<OperationShape, 'listLength' | 'inputDepth'> {
  const shape = { listLength: 0, inputDepth: 0 };
  let depth = 0;
  const enter = () => {
    depth += 1;
    shape.inputDepth = Math.max(shape.inputDepth, depth);
  };
  const leave = () => {
    depth -= 1;
  };
  visit(document, {
    ListValue: {
      enter: (list) => {
        shape.listLength = Math.max(shape.listLength, list.values.length);
        enter();
      },
      leave,
    },
    ObjectValue: { enter, leave },
  });
  return shape;
}

function directivesAround(
  operation: OperationDefinitionNode,
  fragments: readonly FragmentDefinitionNode[],
): number {
  const definitions = [operation, ...(operation.variableDefinitions ?? []), ...fragments];
  return definitions.reduce((sum, node) => sum + (node.directives?.length ?? 0), 0);
}

/** Counts an operation's shape in time linear in the document's length; `fragments` as `orderFragments` gives them. */
export function operationShape(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  fragments: readonly FragmentDefinitionNode[],
): OperationShape {
  const shapes = new Map<string, SelectionShape>();
  for (const fragment of fragments) {
    shapes.set(fragment.name.value, selectionSetShape(fragment.selectionSet, shapes));
  }
  const { depth, aliases, directives, fields } = selectionSetShape(operation.selectionSet, shapes);
  return {
    depth,
    aliases,
    directives: directives + directivesAround(operation, fragments),
    rootFields: fields,
    ...valueShape(document),
  };
}
