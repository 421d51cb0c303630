import { type ApolloServerOptionsWithGateway } from '@apollo/server';
import { type GraphQLSchema } from 'graphql';
import { recordOf } from '../operation.record';
import { type KnownQueries } from './known-query.executor';
import { type Executor } from './query.executor';

type Gateway = NonNullable<ApolloServerOptionsWithGateway<never>['gateway']>;

/**
 * Gives Apollo Server an executor of ours. The option is made for federation gateways and is the one seam that replaces execution
 * and leaves errors, their formatting and the plugins as they are. What was executed already, and only needs Apollo's words for its
 * errors, is not executed again.
 */
export function gatewayOf(
  schema: GraphQLSchema,
  executor: Executor,
  known: KnownQueries | null,
): Gateway {
  return {
    onSchemaLoadOrUpdate: (callback) => {
      callback({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    load: () =>
      Promise.resolve({
        executor: ({ document, operation, request, source, queryHash, context }) => {
          const executed = recordOf.get(context)?.executed;
          if (executed) return Promise.resolve(executed);
          const { operationName, variables } = request;
          known?.learn(source, operationName ?? null, { document, operation, hash: queryHash });
          return executor({ document, operation, operationName, variables, context });
        },
      }),
    stop: () => Promise.resolve(),
  };
}
