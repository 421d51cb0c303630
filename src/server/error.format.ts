import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { isPublicCode } from './error.codes';
import { limitExceeded } from './limits/limit.errors';

/** A message can quote the client's own input, which may be long. */
const LONGEST_MESSAGE = 1_000;

const requestIds = new WeakMap<Error, string>();

/** Notes which request an error belongs to: Apollo formats errors without saying. */
export function rememberRequest(error: unknown, requestId: string): void {
  if (error instanceof Error) requestIds.set(error, requestId);
}

/** The error somebody threw, without the wrappers that say where in the operation it came up. */
export function rootCause(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}

/** What an unexpected error looks like from outside. */
export function maskedError(requestId: string | undefined): GraphQLFormattedError {
  const reference =
    requestId === undefined ? '' : ` If it stays, report it with the request id ${requestId}.`;
  return {
    message: `Something went wrong on our side.${reference}`,
    extensions: {
      code: 'INTERNAL_SERVER_ERROR',
      ...(requestId === undefined ? {} : { requestId }),
    },
  };
}

/** The refusals of graphql-js that are limits, in the shape the other limits have. */
function libraryLimit(error: GraphQLError): GraphQLError | undefined {
  if (error.message === 'Validation aborted.') return limitExceeded('fieldComparisons');
  if (error.extensions.code !== 'GRAPHQL_PARSE_FAILED') return undefined;
  if (/contains more tha[nt] \d+ tokens/.test(error.message)) return limitExceeded('tokens');
  // The parser is recursive: thousands of opening brackets can use up the stack before they use up the tokens.
  return rootCause(error) instanceof RangeError ? limitExceeded('depth') : undefined;
}

/** The code an error has by what it is: graphql-js gives a bad argument value none. */
function publicCode(error: GraphQLError): unknown {
  const { code } = error.extensions;
  const cause = rootCause(error);
  const isArgumentError =
    code === undefined && cause instanceof GraphQLError && cause.message.startsWith('Argument "');
  return isArgumentError ? 'BAD_USER_INPUT' : code;
}

/** Whether nobody meant this error for the client, so that it belongs into the log. */
export function isUnexpected(error: unknown): boolean {
  return !(error instanceof GraphQLError) || !isPublicCode(publicCode(error));
}

/** The extensions that are for the client: a status and a stack trace are not. */
export function withoutInternals(
  extensions: Readonly<Record<string, unknown>> | undefined,
): Record<string, unknown> {
  const internal = new Set(['http', 'stacktrace']);
  return Object.fromEntries(Object.entries(extensions ?? {}).filter(([key]) => !internal.has(key)));
}

const shortened = (message: string): string =>
  message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE)}…` : message;

/** Where the error came up, for the client to find it in its operation. */
function place({ locations, path }: GraphQLFormattedError): Partial<GraphQLFormattedError> {
  return { ...(locations && { locations }), ...(path && { path }) };
}

/** Apollo's `formatError`: errors with a known code pass, without stack traces; anything else becomes one sentence. */
export function formatError(
  formatted: GraphQLFormattedError,
  error: unknown,
): GraphQLFormattedError {
  if (!(error instanceof GraphQLError) || isUnexpected(error)) {
    const requestId = error instanceof Error ? requestIds.get(error) : undefined;
    return { ...maskedError(requestId), ...place(formatted) };
  }
  const limit = libraryLimit(error);
  if (limit) return { message: limit.message, extensions: withoutInternals(limit.extensions) };
  return {
    message: shortened(formatted.message),
    ...place(formatted),
    extensions: { ...withoutInternals(formatted.extensions), code: publicCode(error) },
  };
}
