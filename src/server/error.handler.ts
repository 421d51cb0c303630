import { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify';
import { GraphQLError } from 'graphql';
import { type Logger } from 'pino';
import { isPublicCode } from './error.codes';
import { maskedError, withoutInternals } from './error.format';
import { HttpRefusal, sendErrors } from './http.refusal';
import { LIMITS } from './limits/limit.constants';
import { LIMIT_EXCEEDED } from './limits/limit.errors';

const FRAMEWORK_REFUSALS: Record<string, () => HttpRefusal> = {
  FST_ERR_CTP_BODY_TOO_LARGE: () =>
    new HttpRefusal(
      LIMIT_EXCEEDED,
      `The request's body is larger than is allowed (bodyBytes: at most ${LIMITS.bodyBytes}).`,
      { status: 413, extensions: { limit: 'bodyBytes', maximum: LIMITS.bodyBytes } },
    ),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () =>
    new HttpRefusal(
      'UNSUPPORTED_MEDIA_TYPE',
      'Send the operation as JSON, with the header "content-type: application/json".',
    ),
};

type AnyError = Error | FastifyError | HttpRefusal;

/** What RFC 9110 and RFC 6750 want beside a refusal's status. */
function headersOf(code: string, message: string, rest: Record<string, unknown>) {
  const headers: Record<string, string> = {};
  if (typeof rest.retryAfter === 'number') headers['retry-after'] = String(rest.retryAfter);
  if (code === 'UNAUTHENTICATED') {
    const description = message.replaceAll(/["\\]/g, "'");
    headers['www-authenticate'] =
      `Bearer error="invalid_token", error_description="${description}"`;
  }
  return headers;
}

/** What a context's maker refuses on purpose, such as a token that has expired. */
function fromGraphQL({ message, extensions }: GraphQLError): HttpRefusal | undefined {
  const { code, ...rest } = withoutInternals(extensions);
  return typeof code === 'string' && isPublicCode(code)
    ? new HttpRefusal(code, message, { headers: headersOf(code, message, rest), extensions: rest })
    : undefined;
}

/** The status that an error names, as those of the framework and of its plugins do; 500 for any other. */
function statusIn(error: AnyError): number {
  const { statusCode, status } = error as { statusCode?: unknown; status?: unknown };
  const named = statusCode ?? status;
  return typeof named === 'number' ? named : 500;
}

function asRefusal(error: AnyError): HttpRefusal | undefined {
  if (error instanceof HttpRefusal) return error;
  if (error instanceof GraphQLError) return fromGraphQL(error);
  const known = 'code' in error ? FRAMEWORK_REFUSALS[error.code] : undefined;
  if (known) return known();
  const status = statusIn(error);
  return status >= 400 && status < 500
    ? new HttpRefusal('BAD_REQUEST', error.message, { status })
    : undefined;
}

function answerError(error: AnyError, reply: FastifyReply, logger: Logger): FastifyReply {
  const refusal = asRefusal(error);
  if (refusal) {
    return sendErrors(reply.headers(refusal.headers), refusal.statusCode, refusal.toJSON());
  }
  const requestId = reply.request.id;
  logger.error({ err: error, requestId, url: reply.request.url }, 'unexpected error');
  return sendErrors(reply, 500, maskedError(requestId));
}

/** Every refusal and every accident outside of GraphQL is answered as a GraphQL error, whatever the route. */
export function handleErrors(app: FastifyInstance, logger: Logger): void {
  app.setErrorHandler((error: AnyError, _request, reply) => answerError(error, reply, logger));
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0];
    const refusal =
      path === '/graphql'
        ? new HttpRefusal(
            'METHOD_NOT_ALLOWED',
            `${request.method} is not a way to send an operation: use POST, or GET for queries.`,
            { headers: { allow: 'GET, HEAD, POST' } },
          )
        : new HttpRefusal('NOT_FOUND', 'There is nothing here. The API is at /graphql.');
    return answerError(refusal, reply, logger);
  });
}
