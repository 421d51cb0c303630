import { LIMIT_EXCEEDED } from './limits/limit.errors';

/**
 * The error codes that reach the client as they are, each with the HTTP status of a request refused for it. An error with any other
 * code, or none, is an accident: the client gets one sentence, the log has it whole.
 */
const STATUS_BY_CODE: ReadonlyMap<unknown, number> = new Map([
  ['BAD_REQUEST', 400],
  ['BAD_USER_INPUT', 400],
  ['BATCHING_NOT_SUPPORTED', 400],
  ['GRAPHQL_PARSE_FAILED', 400],
  ['GRAPHQL_VALIDATION_FAILED', 400],
  ['OPERATION_RESOLUTION_FAILURE', 400],
  ['PERSISTED_QUERY_NOT_FOUND', 400],
  ['PERSISTED_QUERY_NOT_SUPPORTED', 400],
  [LIMIT_EXCEEDED, 400],
  ['UNAUTHENTICATED', 401],
  ['FORBIDDEN', 403],
  ['PERSISTED_DOCUMENT_REQUIRED', 403],
  ['NOT_FOUND', 404],
  ['METHOD_NOT_ALLOWED', 405],
  ['NOT_ACCEPTABLE', 406],
  ['CONFLICT', 409],
  ['UNSUPPORTED_MEDIA_TYPE', 415],
  ['RATE_LIMITED', 429],
  ['UNAVAILABLE', 503],
  ['TIMEOUT', 504],
]);

/** Refusals of a well-formed request by GraphQL itself: as `application/json` the specification wants them with status 200. */
const REQUEST_ERRORS: ReadonlySet<unknown> = new Set([
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

export const isPublicCode = (code: unknown): boolean => STATUS_BY_CODE.has(code);

export const isRequestError = (code: unknown): boolean => REQUEST_ERRORS.has(code);

/** The HTTP status of a request that is refused with this code. */
export const statusOf = (code: unknown): number => STATUS_BY_CODE.get(code) ?? 500;
