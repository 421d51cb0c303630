import { type FastifyReply } from 'fastify';
import { type GraphQLFormattedError } from 'graphql';
import { statusOf } from './error.codes';

export const JSON_TYPE = 'application/json; charset=utf-8';

interface RefusalDetails {
  status?: number;
  headers?: Record<string, string>;
  extensions?: Record<string, unknown>;
}

/** A request refused before GraphQL sees it. It is answered as a GraphQL error with `code` and the status that belongs to it. */
export class HttpRefusal extends Error {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  private readonly extensions: Record<string, unknown>;

  constructor(code: string, message: string, details: RefusalDetails = {}) {
    super(message);
    this.statusCode = details.status ?? statusOf(code);
    this.headers = details.headers ?? {};
    this.extensions = { code, ...details.extensions };
  }

  toJSON(): GraphQLFormattedError {
    return { message: this.message, extensions: this.extensions };
  }
}

/** Answers with one GraphQL error in the body. */
export function sendErrors(
  reply: FastifyReply,
  status: number,
  error: GraphQLFormattedError,
): FastifyReply {
  const accepted = reply.request.operation?.mediaType;
  return reply
    .code(status)
    .type(accepted ?? JSON_TYPE)
    .send(JSON.stringify({ errors: [error] }));
}
