import { GraphQLError } from 'graphql';

/** The codes a client may meet in `extensions.code` for what it asked; limits and HTTP have their own. */
export type ErrorCode =
  | 'BAD_USER_INPUT'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'RATE_LIMITED'
  | 'UNAVAILABLE';

/** An error meant for the client, passed on as it stands. Every other error is masked. */
export function clientError(
  code: ErrorCode,
  message: string,
  extensions: Record<string, unknown> = {},
): GraphQLError {
  return new GraphQLError(message, { extensions: { ...extensions, code } });
}

/** An argument or input field is wrong: `field` is its name as the client wrote it. */
export function badUserInput(field: string, message: string): GraphQLError {
  return clientError('BAD_USER_INPUT', message, { field });
}
