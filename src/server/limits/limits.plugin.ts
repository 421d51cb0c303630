import { type ApolloServerPlugin } from '@apollo/server';
import { type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { orderFragments } from './fragment.order';
import { holdLimit } from './limit.errors';
import { type Variables } from './list.size';
import { compileCost } from './operation.cost';
import { operationShape } from './operation.shape';
import { checkVariables, listLimitsOf } from './variable.limits';

/** Checks what depends on the variables. */
type Check = (variables: Variables) => void;

const SHAPE_LIMITS = [
  'rootFields',
  'aliases',
  'directives',
  'listLength',
  'inputDepth',
  'depth',
] as const;

function compile(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Check {
  const fragments = orderFragments(document);
  const shape = operationShape(document, operation, fragments);
  for (const limit of SHAPE_LIMITS) holdLimit(limit, shape[limit]);
  const costOf = compileCost(schema, operation, fragments);
  const listLimits = listLimitsOf(schema, operation);
  return (variables) => {
    checkVariables(variables, listLimits);
    holdLimit('cost', costOf(variables));
  };
}

/**
 * Throws where an operation with these variables is over one of the limits. A document is counted when it is first seen: parsed
 * documents are kept, and a later request only puts its variables in.
 */
export type HoldLimits = (
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
) => void;

export function createLimits(schema: GraphQLSchema): HoldLimits {
  const compiled = new WeakMap<OperationDefinitionNode, Check>();
  return (document, operation, variables) => {
    const check = compiled.get(operation) ?? compile(schema, document, operation);
    compiled.set(operation, check);
    check(variables);
  };
}

/** Refuses an operation over one of the limits before anything of it runs. */
export function limitsPlugin(holdLimits: HoldLimits): ApolloServerPlugin {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ document, operation, request }) => {
          // An operation name the document does not have: execution says so.
          if (operation) holdLimits(document, operation, request.variables ?? {});
          return Promise.resolve();
        },
      }),
  };
}
