import { type ApolloServer, HeaderMap, type HTTPGraphQLResponse } from '@apollo/server';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { admission } from './admission.hook';
import { type AnswerFront } from './answers/answer.front';
import { type AnswerCache, type SharedAnswer } from './answers/answer.cache';
import { compression } from './answers/compression.hook';
import { answerShared, databaseGone } from './answers/shared.answer';
import { type PersistedDocuments } from './documents/persisted.documents';
import { type Deadline, DeadlineError, withDeadline } from './deadline';
import { type KnownQueries } from './execution/known-query.executor';
import { maskedError } from './error.format';
import { HttpRefusal, sendErrors } from './http.refusal';
import { acceptJsonOnly } from './json.body';
import { LIMITS } from './limits/limit.constants';
import { acceptedType } from './media.types';
import {
  closeCounters,
  isPrivate,
  loggedName,
  logOperation,
  type OperationRecord,
  openRecord,
  serverTiming,
  statementsOf,
} from './operation.record';
import { isGet, type OperationRequest, readOperation, toApolloRequest } from './operation.request';
import { hasProblems } from './problems.plugin';
import { type Made, type ServerParts, type StatementCounter } from './server.types';
import { type Turns } from './turns';

type RouteParts = Pick<
  ServerParts<StatementCounter>,
  'admit' | 'config' | 'createContext' | 'logger'
> & {
  apollo: ApolloServer<StatementCounter>;
  known: KnownQueries | null;
  turns: Turns;
  documents: PersistedDocuments;
  /** `null`: every operation is executed. */
  answers: AnswerCache | null;
  /** Is told how answers that everyone may have were given. */
  front: AnswerFront | null;
};

/** The record is opened before the body is read, so that a refused body is answered and logged like everything else. */
function openOperation(request: FastifyRequest): OperationRecord {
  const mediaType = acceptedType(request.headers.accept);
  if (mediaType !== undefined) return openRecord(request, mediaType);
  throw new HttpRefusal(
    'NOT_ACCEPTABLE',
    'Answers are application/graphql-response+json or application/json; the accept header takes neither.',
  );
}

/** Whether a request came without a token and without a key. */
const isUnknown = (caller: FastifyRequest['caller']): boolean => !caller?.viewer && !caller?.client;

/** What Apollo answered, and what of it everyone may have. */
interface Executed {
  readonly response: HTTPGraphQLResponse;
  readonly shared: SharedAnswer | null;
}

function timedOut(milliseconds: number): HttpRefusal {
  return new HttpRefusal(
    'TIMEOUT',
    `This operation took longer than ${milliseconds} ms and was given up. A mutation may have taken effect all the same.`,
  );
}

/** An answer to a query that has no errors and touched nobody's own. */
function sharedOf(
  { status = 200, body }: HTTPGraphQLResponse,
  { isQuery, hasErrors, operationName }: OperationRecord,
  made: Made | null | undefined,
): SharedAnswer | null {
  if (!isQuery || hasErrors || status !== 200 || body.kind !== 'complete' || !made) return null;
  return { operationName, body: body.string, ...made };
}

/** The answer of a query that is known and went well; `null`: Apollo is to answer. */
async function answerKnown(
  request: FastifyRequest,
  operation: OperationRequest | null,
  record: OperationRecord,
  { known, context }: { known: KnownQueries | null; context: StatementCounter },
): Promise<HTTPGraphQLResponse | null> {
  const answer = operation && (await known?.execute(operation, isGet(request), context));
  if (!answer) return null;
  const { result, operationName } = answer;
  if (result.errors || hasProblems(context)) {
    record.executed = result;
    return null;
  }
  record.isQuery = true;
  record.operationName = loggedName(operationName);
  const headers = new HeaderMap([['content-type', record.mediaType]]);
  const string = `${JSON.stringify({ data: result.data })}\n`;
  return { status: 200, headers, body: { kind: 'complete', string } };
}

/** Makes the context and answers, in the time there is. */
async function execute(
  request: FastifyRequest,
  operation: OperationRequest | null,
  record: OperationRecord,
  { apollo, known, turns, config, createContext }: RouteParts,
): Promise<Executed> {
  const { id, headers, ip, caller } = request;
  const run = async (deadline: Deadline): Promise<Executed> => {
    if (deadline.isOver) throw new DeadlineError('Its turn came too late.');
    // Made outside of Apollo, which answers 500 to whatever is thrown here.
    const context = await createContext({ id, headers, ip, caller });
    record.counters.push(context);
    const response =
      (await answerKnown(request, operation, record, { known, context })) ??
      (await apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: toApolloRequest(request, operation, record),
        context: () => Promise.resolve(context),
      }));
    await context.settle?.();
    return { response, shared: sharedOf(response, record, context.made) };
  };
  try {
    const executed = await withDeadline(config.executionTimeoutMs, (deadline) =>
      turns.run(() => run(deadline)),
    );
    // What a mutation has done meanwhile it says, if it can say anything.
    if (record.isDatabaseGone && (record.isQuery || !record.hasData)) throw databaseGone(record);
    return executed;
  } catch (error) {
    throw error instanceof DeadlineError ? timedOut(config.executionTimeoutMs) : error;
  } finally {
    closeCounters(record);
  }
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
const VARY = 'Accept, Accept-Encoding, Authorization, X-Api-Key';

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
        void reply.header('server-timing', serverTiming(statementsOf(record), milliseconds));
      }
    }
    done();
  });
}

/** When all other hooks have added their headers. */
function rememberReplies(app: FastifyInstance, front: AnswerFront | null): void {
  if (!front) return;
  app.addHook('onSend', (request, reply, _payload, done) => {
    if (request.kept) front.remember(request, reply, request.kept.key, request.kept.answer);
    done();
  });
}

async function answer(request: FastifyRequest, reply: FastifyReply, parts: RouteParts) {
  const { caller } = request;
  const { answers, documents } = parts;
  const operation = readOperation(request, documents, isUnknown(caller));
  if (!answers || !operation || caller?.viewer) {
    const record = request.operation ?? openOperation(request);
    return send(reply, (await execute(request, operation, record, parts)).response);
  }
  return answerShared(reply, operation, {
    answers,
    isPublic: isUnknown(caller),
    cdnSeconds: parts.config.cdnSeconds,
    execute: (record) => execute(request, operation, record, parts),
    send: (response) => send(reply, response),
  });
}

/** `POST /graphql`, and `GET` for queries: our integration of Apollo Server into Fastify. */
export function graphqlRoute(app: FastifyInstance, parts: RouteParts): void {
  acceptJsonOnly(app);
  addHooks(app, parts);
  compression(app);
  rememberReplies(app, parts.front);
  admission(app, parts.admit);
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    bodyLimit: LIMITS.bodyBytes,
    handler: (request, reply) => answer(request, reply, parts),
  });
}
