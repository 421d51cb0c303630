import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  getNullableType,
  getOperationAST,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { addPart, type CostPart, emptyPart, evaluate } from './cost.parts';
import { orderFragments } from './fragment.order';
import { DEFAULT_LIST_SIZE } from './limit.constants';
import { requestedSize, type Variables } from './list.size';
import { isIntrospection } from './operation.shape';

type ParentType = GraphQLNamedType | null | undefined;

/** A selection's cost: what it costs by itself, and what it costs for each item of the page its parent was asked for. */
interface SelectionCost {
  own: CostPart;
  perItem: CostPart;
}

function fieldDefinition(
  parent: ParentType,
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  if (!isObjectType(parent) && !isInterfaceType(parent)) return undefined;
  const fields = parent.getFields();
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

class CostCompiler {
  /** Every part that needs the variables, each after those it contains. */
  readonly parts: CostPart[] = [];
  private readonly fragments = new Map<string, SelectionCost>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly operation: OperationDefinitionNode,
  ) {}

  addFragment(fragment: FragmentDefinitionNode): void {
    const type = this.schema.getType(fragment.typeCondition.name.value);
    this.fragments.set(fragment.name.value, this.selectionCost(fragment.selectionSet, type));
  }

  /** One item of a list, or the operation itself: nothing above says how many of the lists in it there are. */
  itemCost(set: SelectionSetNode, type: ParentType): CostPart {
    const { own, perItem } = this.selectionCost(set, type);
    const item = emptyPart();
    addPart(item, 1, own);
    addPart(item, DEFAULT_LIST_SIZE, perItem);
    return this.seal(item);
  }

  private seal(part: CostPart): CostPart {
    if (part.terms.length > 0) this.parts.push(part);
    return part;
  }

  private selectionCost(set: SelectionSetNode, type: ParentType): SelectionCost {
    const cost = { own: emptyPart(), perItem: emptyPart() };
    this.addSelections(set, type, cost);
    this.seal(cost.own);
    this.seal(cost.perItem);
    return cost;
  }

  private addSelections(set: SelectionSetNode, type: ParentType, cost: SelectionCost): void {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        this.addField(selection, type, cost);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition;
        const inner = condition ? this.schema.getType(condition.name.value) : type;
        this.addSelections(selection.selectionSet, inner, cost);
      } else {
        const fragment = this.fragments.get(selection.name.value);
        if (fragment === undefined) continue;
        addPart(cost.own, 1, fragment.own);
        addPart(cost.perItem, 1, fragment.perItem);
      }
    }
  }

  private addField(field: FieldNode, parent: ParentType, cost: SelectionCost): void {
    cost.own.constant += 1;
    if (field.selectionSet === undefined || isIntrospection(field)) return;
    const definition = fieldDefinition(parent, field.name.value);
    const type = definition && getNamedType(definition.type);
    const size = definition && requestedSize(field, definition, this.operation);
    if (definition && isListType(getNullableType(definition.type))) {
      // A list without a size of its own is as long as its parent was asked for: `edges` under `articles(first: 50)`.
      const item = this.itemCost(field.selectionSet, type);
      addPart(size === undefined ? cost.perItem : cost.own, size ?? 1, item);
      return;
    }
    const inner = this.selectionCost(field.selectionSet, type);
    addPart(cost.own, 1, inner.own);
    addPart(cost.own, size ?? DEFAULT_LIST_SIZE, inner.perItem);
  }
}

/** Works out, in time linear in the document, what an operation costs as a function of its variables. */
export function compileCost(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: readonly FragmentDefinitionNode[],
): (variables: Variables) => number {
  const compiler = new CostCompiler(schema, operation);
  for (const fragment of fragments) compiler.addFragment(fragment);
  const root = compiler.itemCost(operation.selectionSet, schema.getRootType(operation.operation));
  if (root.terms.length === 0) return () => root.constant;
  return (variables) => evaluate(compiler.parts, variables);
}

/**
 * The static cost of an operation: how many fields its largest answer can have. Each field counts 1; what is under a list counts
 * once for each item its size argument allows (`first`, `last`, `limit`, the number of `ids`), or a usual number of times where
 * nothing says a size. Introspection counts 1. Zero for a name the document has no operation of.
 */
export function operationCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName?: string | null,
  variables: Variables = {},
): number {
  const operation = getOperationAST(document, operationName);
  if (!operation) return 0;
  return compileCost(schema, operation, orderFragments(document))(variables);
}
