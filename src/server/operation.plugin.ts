import {
  type ApolloServerPlugin,
  type GraphQLRequestContext,
  type GraphQLRequestContextDidEncounterErrors,
  type GraphQLRequestContextWillSendResponse,
} from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import { type Logger } from 'pino';
import { isRequestError, statusOf } from './error.codes';
import { isUnexpected, rememberRequest, rootCause } from './error.format';
import { JSON_TYPE } from './http.refusal';
import { loggedName, type OperationRecord, recordOf } from './operation.record';
import { type ProblemHolder } from './problems.plugin';
import { type IsOutage, type StatementCounter } from './server.types';

function logUnexpected(
  logger: Logger,
  record: OperationRecord,
  errors: GraphQLRequestContextDidEncounterErrors<StatementCounter>['errors'],
): void {
  const logged = new Set<unknown>();
  for (const error of errors.filter(isUnexpected)) {
    rememberRequest(error, record.requestId);
    const cause = rootCause(error);
    // One failed batch fails every field that waited for it.
    if (logged.has(cause)) continue;
    logged.add(cause);
    logger.error(
      {
        err: cause,
        requestId: record.requestId,
        operation: record.operationName,
        path: error.path?.join('.'),
      },
      'unexpected error',
    );
  }
}

/** The status of a response without data, by its first error and the media type. */
function refusalStatus(code: unknown, proposed: number, mediaType: string): number {
  if (mediaType === JSON_TYPE && isRequestError(code)) return 200;
  // Apollo says 500 where an error names no status of its own.
  return proposed === 500 || proposed === 200 ? statusOf(code) : proposed;
}

/** The status GraphQL over HTTP wants for a response: an answer with data is a success, whatever errors came with it. */
function responseStatus(
  { response }: GraphQLRequestContextWillSendResponse<StatementCounter>,
  mediaType: string,
): number {
  const proposed = response.http.status ?? 200;
  if (response.body.kind !== 'single') return proposed;
  const { data, errors = [] } = response.body.singleResult;
  if (data === undefined) return refusalStatus(errors[0]?.extensions?.code, proposed, mediaType);
  return proposed < 300 ? proposed : 200;
}

/** Notes what keeps an answer from being everyone's, those of its problems too that took no field with them. */
function noteFailures(
  { response, contextValue }: GraphQLRequestContextWillSendResponse<ProblemHolder>,
  record: OperationRecord,
  isOutage: IsOutage,
): void {
  const { body } = response;
  const problems = contextValue.problems ?? [];
  record.hasErrors =
    problems.length > 0 || body.kind !== 'single' || (body.singleResult.errors?.length ?? 0) > 0;
  record.hasData = body.kind !== 'single' || Boolean(body.singleResult.data);
  record.isDatabaseGone ||= problems.some(({ cause }) => isOutage(rootCause(cause)));
}

function recordIn(context: GraphQLRequestContext<StatementCounter>): OperationRecord | undefined {
  return context.request.http && recordOf.get(context.request.http);
}

/** Keeps each request's record, logs what nobody expected, and sets the response's status. */
export function operationPlugin(
  logger: Logger,
  isOutage: IsOutage,
): ApolloServerPlugin<StatementCounter> {
  return {
    requestDidStart: (started) => {
      const record = recordIn(started);
      if (!record) return Promise.resolve();
      record.counters.push(started.contextValue);
      return Promise.resolve({
        didResolveOperation: ({ operationName, operation }) => {
          record.isQuery = operation?.operation === OperationTypeNode.QUERY;
          record.operationName = loggedName(operationName);
          return Promise.resolve();
        },
        didEncounterErrors: ({ errors }) => {
          logUnexpected(logger, record, errors);
          record.isDatabaseGone ||= errors.some((error) => isOutage(rootCause(error)));
          return Promise.resolve();
        },
        willSendResponse: (context) => {
          context.response.http.status = responseStatus(context, record.mediaType);
          noteFailures(context, record, isOutage);
          return Promise.resolve();
        },
      });
    },
    unexpectedErrorProcessingRequest: ({ requestContext, error }) => {
      const requestId = recordIn(requestContext)?.requestId;
      logger.error({ err: error, requestId }, 'unexpected error');
      return Promise.resolve();
    },
  };
}
