import { type ApolloServerOptionsWithGateway } from '@apollo/server';
import { type GraphQLSchema } from 'graphql';
import { type Executor } from './query.executor';

type Gateway = NonNullable<ApolloServerOptionsWithGateway<never>['gateway']>;

/**
 * Gives Apollo Server an executor of ours. The option is made for federation gateways and is the one seam that replaces execution
 * and leaves errors, their formatting and the plugins as they are.
 */
export function gatewayOf(schema: GraphQLSchema, executor: Executor): Gateway {
  return {
    onSchemaLoadOrUpdate: (callback) => {
      callback({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    load: () =>
      Promise.resolve({
        executor: ({ document, operation, request: { operationName, variables }, context }) =>
          executor({ document, operation, operationName, variables, context }),
      }),
    stop: () => Promise.resolve(),
  };
}
