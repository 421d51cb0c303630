import { type GraphQLError } from 'graphql';

/** Something that went wrong without taking the answer with it: what the client is told, and why it was. */
export interface Problem {
  error: GraphQLError;
  cause: unknown;
}
