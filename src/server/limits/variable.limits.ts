import {
  type GraphQLSchema,
  isInputObjectType,
  Kind,
  type OperationDefinitionNode,
  type TypeNode,
} from 'graphql';
import { LIMITS } from './limit.constants';
import { limitExceeded } from './limit.errors';
import { type Variables } from './list.size';

/** How long the list in a variable may be, by the variable's name; those that are not here have the usual limit. */
export type ListLimits = ReadonlyMap<string, number>;

function typeName(node: TypeNode): string {
  return node.kind === Kind.NAMED_TYPE ? node.name.value : typeName(node.type);
}

/** An input type may say, as its extension `maxListLength`, that a variable can be a longer list of it than of others. */
export function listLimitsOf(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
): ListLimits {
  const limits = new Map<string, number>();
  for (const { variable, type } of operation.variableDefinitions ?? []) {
    const named = schema.getType(typeName(type));
    const length = isInputObjectType(named) ? named.extensions.maxListLength : undefined;
    if (typeof length === 'number') limits.set(variable.name.value, length);
  }
  return limits;
}

function checkValue(value: unknown, depth: number, listLength: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > LIMITS.inputDepth) throw limitExceeded('inputDepth');
  if (Array.isArray(value) && value.length > listLength) {
    throw limitExceeded('listLength', value.length, listLength);
  }
  for (const inner of Object.values(value)) checkValue(inner, depth + 1, LIMITS.listLength);
}

/** Refuses variables with a list that is too long or a value that nests too deep, at the first such place. */
export function checkVariables(variables: Variables, limits: ListLimits): void {
  for (const [name, value] of Object.entries(variables)) {
    checkValue(value, 1, limits.get(name) ?? LIMITS.listLength);
  }
}
