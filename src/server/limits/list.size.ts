import {
  type ArgumentNode,
  type FieldNode,
  type GraphQLArgument,
  type GraphQLField,
  Kind,
  type OperationDefinitionNode,
  type ValueNode,
} from 'graphql';
import { DEFAULT_PAGE_SIZE } from './limit.constants';

export type Variables = Readonly<Record<string, unknown>>;

/** How many items a list may have: known from the document, or read from the variables. */
export type ListSize = number | ((variables: Variables) => number);

const PAGE_ARGUMENTS = new Set(['first', 'last', 'limit']);
const KEY_ARGUMENTS = new Set(['ids', 'slugs']);

type SizeReader = (value: unknown) => number | undefined;

const pageSize: SizeReader = (value) =>
  typeof value === 'number' ? Math.max(0, value) : undefined;

const keyCount: SizeReader = (value) => {
  if (Array.isArray(value)) return value.length;
  return value === undefined || value === null ? undefined : 1;
};

function literal(node: ValueNode | undefined): unknown {
  switch (node?.kind) {
    case Kind.INT:
      return Number(node.value);
    case Kind.LIST:
      return node.values;
    case Kind.NULL:
      return null;
    default:
      return node;
  }
}

function variableDefault(name: string, operation: OperationDefinitionNode): unknown {
  const definition = operation.variableDefinitions?.find(
    (variable) => variable.variable.name.value === name,
  );
  return literal(definition?.defaultValue);
}

type ArgumentSize = number | undefined | ((variables: Variables) => number | undefined);

function argumentSize(
  argument: GraphQLArgument,
  given: ArgumentNode | undefined,
  operation: OperationDefinitionNode,
): ArgumentSize {
  const read = PAGE_ARGUMENTS.has(argument.name) ? pageSize : keyCount;
  if (given?.value.kind !== Kind.VARIABLE) {
    return read(given === undefined ? argument.defaultValue : literal(given.value));
  }
  const name = given.value.name.value;
  const otherwise = read(variableDefault(name, operation)) ?? read(argument.defaultValue);
  return (variables) => read(variables[name]) ?? otherwise;
}

function largest(sizes: readonly (number | undefined)[]): number {
  const known = sizes.filter((size) => size !== undefined);
  return known.length === 0 ? DEFAULT_PAGE_SIZE : Math.max(...known);
}

/**
 * The size a field's arguments ask for: the largest of `first`, `last`, `limit` and of the number of `ids` or `slugs`;
 * `undefined` for a field that has no such argument.
 */
export function requestedSize(
  field: FieldNode,
  definition: GraphQLField<unknown, unknown>,
  operation: OperationDefinitionNode,
): ListSize | undefined {
  const sizing = definition.args.filter(
    (argument) => PAGE_ARGUMENTS.has(argument.name) || KEY_ARGUMENTS.has(argument.name),
  );
  if (sizing.length === 0) return undefined;
  const given = new Map(field.arguments?.map((argument) => [argument.name.value, argument]));
  const sizes = sizing.map((argument) =>
    argumentSize(argument, given.get(argument.name), operation),
  );
  if (sizes.every((size) => typeof size !== 'function')) return largest(sizes);
  return (variables) =>
    largest(sizes.map((size) => (typeof size === 'function' ? size(variables) : size)));
}
