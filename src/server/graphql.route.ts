import {
  type ApolloServer,
  HeaderMap,
  type HTTPGraphQLRequest,
  type HTTPGraphQLResponse,
} from '@apollo/server';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { admission } from './admission.hook';
import { type PersistedDocuments } from './documents/persisted.documents';
import { DeadlineError, withDeadline } from './deadline';
import { maskedError } from './error.format';
import { HttpRefusal, sendErrors } from './http.refusal';
import { acceptJsonOnly } from './json.body';
import { LIMITS } from './limits/limit.constants';
import { acceptedType } from './media.types';
import {
  isPrivate,
  logOperation,
  type OperationRecord,
  openRecord,
  recordOf,
  serverTiming,
} from './operation.record';
import { type ServerParts, type StatementCounter } from './server.types';

type RouteParts = Pick<
  ServerParts<StatementCounter>,
  'admit' | 'config' | 'createContext' | 'logger'
> & { documents: PersistedDocuments };

/** The record is opened before the body is read, so that a refused body is answered and logged like everything else. */
function openOperation(request: FastifyRequest): OperationRecord {
  const mediaType = acceptedType(request.headers.accept);
  if (mediaType !== undefined) return openRecord(request, mediaType);
  throw new HttpRefusal(
    'NOT_ACCEPTABLE',
    'Answers are application/graphql-response+json or application/json; the accept header takes neither.',
  );
}

/** The parameters of a GET request, its document in full. */
function resolvedSearch(search: string, documents: PersistedDocuments, isAnonymous: boolean) {
  const parameters = new URLSearchParams(search);
  const named = Object.fromEntries(parameters);
  const extensions = jsonOf(named.extensions);
  const { query } = documents.resolve({ ...named, extensions }, isAnonymous) as { query?: string };
  if (query === undefined || query === named.query) return search;
  parameters.delete('documentId');
  parameters.set('query', query);
  return `?${parameters.toString()}`;
}

/** What is no JSON is Apollo's to refuse. */
function jsonOf(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What is no object is Apollo's to refuse. */
function resolvedBody(body: unknown, documents: PersistedDocuments, isAnonymous: boolean): unknown {
  const isObject = typeof body === 'object' && body !== null;
  return isObject ? documents.resolve(body, isAnonymous) : body;
}

function toApolloRequest(
  request: FastifyRequest,
  record: OperationRecord,
  documents: PersistedDocuments,
  isAnonymous: boolean,
): HTTPGraphQLRequest {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  // What was negotiated: Apollo would negotiate after executing.
  headers.set('accept', record.mediaType);
  const [, search = ''] = /(\?.*)$/s.exec(request.url) ?? [];
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const http =
    method === 'GET'
      ? { method, headers, search: resolvedSearch(search, documents, isAnonymous), body: undefined }
      : { method, headers, search, body: resolvedBody(request.body, documents, isAnonymous) };
  recordOf.set(http, record);
  return http;
}

/** Whether a request came without a token and without a key. */
const isUnknown = (caller: FastifyRequest['caller']): boolean => !caller?.viewer && !caller?.client;

/** Makes the context and lets Apollo answer; `signal` is aborted when nobody waits for it any more. */
async function execute(
  request: FastifyRequest,
  signal: AbortSignal,
  apollo: ApolloServer<StatementCounter>,
  { createContext, documents }: RouteParts,
): Promise<HTTPGraphQLResponse> {
  const record = request.operation ?? openOperation(request);
  const { id, headers, ip, caller } = request;
  // Made outside of Apollo, which answers 500 to whatever is thrown here.
  const context = await createContext({ id, headers, ip, caller, signal });
  record.counters.push(context);
  const response = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: toApolloRequest(request, record, documents, isUnknown(caller)),
    context: () => Promise.resolve(context),
  });
  await context.settle?.();
  return response;
}

function timedOut(milliseconds: number): HttpRefusal {
  return new HttpRefusal(
    'TIMEOUT',
    `This operation took longer than ${milliseconds} ms and was given up. A mutation may have taken effect all the same.`,
  );
}

function send(
  reply: FastifyReply,
  { status = 200, headers, body }: HTTPGraphQLResponse,
): FastifyReply {
  // Apollo failed itself; its own sentence names no request.
  if (status === 500) return sendErrors(reply, status, maskedError(reply.request.id));
  void reply.code(status).headers(Object.fromEntries(headers));
  // Apollo lets a missed hash be stored as long as it is looked up again; there is nothing to gain by it.
  if (headers.has('cache-control')) void reply.header('cache-control', 'no-store');
  return reply.send(body.kind === 'complete' ? body.string : Readable.from(body.asyncIterator));
}

/** Who asks can change any answer: as a refusal at the least. */
const VARY = 'Accept, Authorization';

function setCaching(reply: FastifyReply): void {
  const vary = reply.getHeader('vary');
  // No cache on the way may keep an answer it cannot know to be for everyone.
  void reply.header('cache-control', 'no-store');
  void reply.header('vary', typeof vary === 'string' ? `${vary}, ${VARY}` : VARY);
}

function addHooks(app: FastifyInstance, { config, logger }: RouteParts): void {
  app.addHook('onRequest', (request, reply, done) => {
    setCaching(reply);
    request.operation = openOperation(request);
    done();
  });
  app.addHook('onSend', (request, reply, _payload, done) => {
    const record = request.operation;
    if (record) {
      const milliseconds = reply.elapsedTime;
      if (isPrivate(record)) void reply.header('cache-control', 'private, no-store');
      logOperation(logger, record, { status: reply.statusCode, milliseconds });
      if (!config.isProduction) {
        void reply.header('server-timing', serverTiming(record, milliseconds));
      }
    }
    done();
  });
}

/** `POST /graphql`, and `GET` for queries: our integration of Apollo Server into Fastify. */
export function graphqlRoute(
  app: FastifyInstance,
  apollo: ApolloServer<StatementCounter>,
  parts: RouteParts,
): void {
  const limit = parts.config.executionTimeoutMs;
  acceptJsonOnly(app);
  addHooks(app, parts);
  admission(app, parts.admit);
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    bodyLimit: LIMITS.bodyBytes,
    handler: async (request, reply) => {
      try {
        const response = await withDeadline(limit, (signal) =>
          execute(request, signal, apollo, parts),
        );
        return await send(reply, response);
      } catch (error) {
        throw error instanceof DeadlineError ? timedOut(limit) : error;
      }
    },
  });
}
