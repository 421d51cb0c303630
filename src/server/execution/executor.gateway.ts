import { type ApolloServerOptionsWithGateway } from '@apollo/server';
import { type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { createAskedFields } from '../../graphql/asked.fields';
import { recordOf } from '../operation.record';
import { type StatementCounter } from '../server.types';
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
  const fieldsOf = createAskedFields(schema);
  // Apollo says that there always is an operation; where the document has none of the name, there is none.
  const askedFields = (document: DocumentNode, operation: OperationDefinitionNode | undefined) =>
    operation && fieldsOf(document, operation);
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
          const asked = askedFields(document, operation);
          const query = { document, operation, asked, hash: queryHash };
          known?.learn(source, operationName ?? null, query);
          if (asked) (context as StatementCounter).asksFor?.(asked);
          return executor({ document, operation, operationName, variables, context });
        },
      }),
    stop: () => Promise.resolve(),
  };
}
