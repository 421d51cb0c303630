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
 * Refuses an operation over one of the limits before anything of it runs. A document is counted when it is first seen;
 * Apollo keeps parsed documents, and a later request only puts its variables in.
 */
export function limitsPlugin(): ApolloServerPlugin {
  const compiled = new WeakMap<OperationDefinitionNode, Check>();
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ schema, document, operation, request }) => {
          // An operation name the document does not have: execution says so.
          if (!operation) return Promise.resolve();
          const variables = request.variables ?? {};
          const check = compiled.get(operation) ?? compile(schema, document, operation);
          compiled.set(operation, check);
          check(variables);
          return Promise.resolve();
        },
      }),
  };
}
