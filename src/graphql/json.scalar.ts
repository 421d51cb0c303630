import { GraphQLScalarType } from 'graphql';
import { GraphQLJSON } from 'graphql-scalars';

export const JsonScalar = new GraphQLScalarType({
  ...GraphQLJSON.toConfig(),
  name: 'JSON',
  description: 'Any JSON value: an object, a list, a string, a number, true, false or null.',
});
