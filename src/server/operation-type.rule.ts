import { GraphQLError, type ValidationRule } from 'graphql';

/** A mutation or subscription of a schema that has none is invalid; graphql-js 16 finds out only when executing. */
export const operationTypeRule: ValidationRule = (context) => ({
  OperationDefinition: (node) => {
    if (context.getSchema().getRootType(node.operation)) return;
    context.reportError(
      new GraphQLError(`This API has no ${node.operation} operations.`, { nodes: node }),
    );
  },
});
