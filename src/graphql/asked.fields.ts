import {
  type DocumentNode,
  type FragmentDefinitionNode,
  getNamedType,
  getNullableType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/**
 * The fields that an operation asks for anywhere, as `Type.field`, whatever its conditions say. What is asked of the object that a
 * field of Query answers by itself stands under that field's name: `article.headline` is of the one article, `Article.headline` of
 * those in lists.
 */
export type AskedFields = ReadonlySet<string>;

class Walk {
  readonly found = new Set<string>();
  private readonly spread = new Set<string>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  ) {}

  /** `name`: what fields of `type` itself stand under. */
  into(set: SelectionSetNode, type: GraphQLNamedType, name: string): void {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        this.field(selection.name.value, selection.selectionSet, type, name);
        continue;
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) this.fragment(selection.name.value, type, name);
      else {
        const condition = selection.typeCondition?.name.value;
        this.narrowed(selection.selectionSet, condition, type, name);
      }
    }
  }

  private fragment(fragmentName: string, type: GraphQLNamedType, name: string): void {
    const place = `${fragmentName} ${type.name} ${name}`;
    const fragment = this.fragments.get(fragmentName);
    if (!fragment || this.spread.has(place)) return;
    this.spread.add(place);
    this.narrowed(fragment.selectionSet, fragment.typeCondition.name.value, type, name);
  }

  private narrowed(
    set: SelectionSetNode,
    condition: string | undefined,
    type: GraphQLNamedType,
    name: string,
  ): void {
    const narrower = condition === undefined ? type : (this.schema.getType(condition) ?? type);
    this.into(set, narrower, name === type.name ? narrower.name : name);
  }

  private field(
    fieldName: string,
    set: SelectionSetNode | undefined,
    type: GraphQLNamedType,
    name: string,
  ): void {
    this.found.add(`${name}.${fieldName}`);
    // A field of an interface is a field of all that implement it.
    if (isAbstractType(type)) {
      for (const { name: member } of this.schema.getPossibleTypes(type)) {
        this.found.add(`${member}.${fieldName}`);
      }
    }
    if (!set || (!isObjectType(type) && !isInterfaceType(type))) return;
    const field = type.getFields()[fieldName];
    if (!field) return;
    const next = getNamedType(field.type);
    if (!isCompositeType(next)) return;
    const isOne = isObjectType(getNullableType(field.type));
    this.into(set, next, isOne && type === this.schema.getQueryType() ? fieldName : next.name);
  }
}

/** What operations ask for, worked out once for each. */
export function createAskedFields(
  schema: GraphQLSchema,
): (document: DocumentNode, operation: OperationDefinitionNode) => AskedFields {
  const known = new WeakMap<OperationDefinitionNode, AskedFields>();
  return (document, operation) => {
    const found = known.get(operation);
    if (found) return found;
    const fragments = new Map(
      document.definitions
        .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
        .map((fragment) => [fragment.name.value, fragment]),
    );
    const walk = new Walk(schema, fragments);
    const root = schema.getRootType(operation.operation);
    if (root) walk.into(operation.selectionSet, root, root.name);
    known.set(operation, walk.found);
    return walk.found;
  };
}
