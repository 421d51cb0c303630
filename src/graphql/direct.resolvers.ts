import { type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import { type ClassType, getMetadataStorage } from 'type-graphql';

type Resolver = GraphQLFieldResolver<unknown, unknown>;
type Metadata = ReturnType<typeof getMetadataStorage>;
type FieldMetadata = Metadata['fieldResolvers'][number] | Metadata['queries'][number];
type Param = NonNullable<FieldMetadata['params']>[number];

/** Takes a parameter's value of what a resolver is given. */
type Take = (root: unknown, args: Record<string, unknown>, context: unknown) => unknown;

/** What a parameter asks for; `null` where it has to be converted, which is left to type-graphql. */
function takeOf(param: Param, storage: Metadata): Take | null {
  if (param.kind === 'context' && !param.propertyName) return (_root, _args, context) => context;
  if (param.kind === 'root' && !param.propertyName) return (root) => root;
  if (param.kind !== 'arg') return null;
  const type = param.getType();
  if (storage.inputTypes.some(({ target }) => target === type)) return null;
  const { name } = param;
  return (_root, args) => args[name];
}

/** The class that a resolver wants its object to be of. */
function rootClassOf(params: readonly Param[]): ClassType | null {
  const root = params.find((param) => param.kind === 'root');
  const type = root?.kind === 'root' ? root.getType?.() : undefined;
  return typeof type === 'function' ? (type as ClassType) : null;
}

function directResolver(field: FieldMetadata, otherwise: Resolver): Resolver | null {
  const { target, methodName, params = [], middlewares = [], roles } = field;
  if (middlewares.length > 0 || roles) return null;
  const storage = getMetadataStorage();
  const sorted = params.toSorted((one, other) => one.index - other.index);
  const takes = sorted.map((param) => takeOf(param, storage));
  // Parameters that nobody fills in are left out by counting.
  if (!takes.every((take) => take !== null) || sorted.some(({ index }, n) => index !== n))
    return null;
  const instance = new (target as ClassType<Record<string, (...values: unknown[]) => unknown>>)();
  const method = instance[methodName];
  const rootClass = rootClassOf(sorted);
  if (!method) return null;
  return (root, args: Record<string, unknown>, context, info) => {
    if (rootClass && !(root instanceof rootClass)) return otherwise(root, args, context, info);
    const values = takes.map((take) => take(root, args, context));
    try {
      return method.apply(instance, values);
    } catch (error) {
      // graphql-js leaves a list at what is thrown at once, and what then still fails in its other items would be nobody's.
      return new Promise(() => {
        throw error;
      });
    }
  };
}

function replace(schema: GraphQLSchema, typeName: string | undefined, field: FieldMetadata): void {
  const type = typeName === undefined ? undefined : schema.getType(typeName);
  const found = isObjectType(type) ? type.getFields()[field.schemaName] : undefined;
  const direct = found?.resolve && directResolver(field, found.resolve);
  if (found && direct) found.resolve = direct;
}

/**
 * Calls resolvers of queries and fields themselves. type-graphql looks each parameter up anew at every call and waits for the
 * validation of each argument, which is off: with it no field with an argument could be answered at once. Where a value has to be
 * made an instance first (input types, classes of arguments, a plain object for a class), it goes by type-graphql as before.
 */
export function callResolversDirectly(schema: GraphQLSchema): void {
  const { queries, fieldResolvers, objectTypes } = getMetadataStorage();
  const queryName = schema.getQueryType()?.name;
  for (const query of queries) replace(schema, queryName, query);
  for (const field of fieldResolvers.filter(({ kind }) => kind === 'external')) {
    const owner = field.getObjectType?.();
    replace(schema, objectTypes.find(({ target }) => target === owner)?.name, field);
  }
}
