import { type HTTPGraphQLResponse } from '@apollo/server';
import { type FastifyReply } from 'fastify';
import { type Kept } from '../../cache/tag.cache';
import { DeadlineError, withDeadline } from '../deadline';
import { HttpRefusal } from '../http.refusal';
import { type OperationRecord, openRecord } from '../operation.record';
import { isGet, type OperationRequest } from '../operation.request';
import { type AnswerCache, type SharedAnswer } from './answer.cache';
import { type AnswerKey, answerKeyOf } from './answer.key';
import { replyKept, type ReplyOptions } from './answer.reply';
import { type KeptAnswer } from './answer.types';

const RETRY_AFTER_SECONDS = 5;
/** How long whoever can have the last answer waits for the next one while nothing is heard of changes. */
const PATIENCE_MS = 250;

/** What a query is told whose answer nobody has kept, and a mutation. */
export function databaseGone({ isQuery }: Pick<OperationRecord, 'isQuery'>): HttpRefusal {
  const caution = isQuery ? '' : ' What was sent last may have taken effect all the same.';
  return new HttpRefusal(
    'UNAVAILABLE',
    `The database cannot be reached at the moment. Try again in a few seconds.${caution}`,
    { headers: { 'retry-after': String(RETRY_AFTER_SECONDS) } },
  );
}

export interface SharedParts {
  answers: AnswerCache;
  cdnSeconds: number;
  isPublic: boolean;
  execute: (
    record: OperationRecord,
  ) => Promise<{ response: HTTPGraphQLResponse; shared: SharedAnswer | null }>;
  send: (response: HTTPGraphQLResponse) => FastifyReply;
}

/** Answers an operation of nobody in particular: with what is kept, or what is made now and kept for the next. */
export async function answerShared(
  reply: FastifyReply,
  operation: OperationRequest,
  parts: SharedParts,
): Promise<FastifyReply> {
  const { request } = reply;
  const record = request.operation ?? openRecord(request, 'application/json; charset=utf-8');
  const key = answerKeyOf(operation);
  if (!key) return parts.send((await parts.execute(record)).response);
  const found = parts.answers.find(key);
  if (found) {
    if (found.freshUntil <= Date.now()) refresh(reply, key, parts);
    return giveKept(reply, found, key, parts);
  }
  const last = () => parts.answers.lastKnown(key);
  const giveLast = (kept: Kept<KeptAnswer>) =>
    giveKept(reply, kept, key, { ...parts, isUnverified: true });
  const known = parts.answers.isPaused ? last() : undefined;
  if (known && parts.answers.isMute) return giveLast(known);
  try {
    return await make(reply, record, key, { ...parts, isInHurry: known !== undefined });
  } catch (error) {
    const instead = isOutage(error) ? last() : undefined;
    if (!instead) throw error;
    parts.answers.isMute = true;
    return giveLast(instead);
  }
}

/** Whether the database is why there is no answer: it says so, or says nothing. */
function isOutage(error: unknown): boolean {
  if (error instanceof DeadlineError) return true;
  return error instanceof HttpRefusal && [503, 504].includes(error.statusCode);
}

async function make(
  reply: FastifyReply,
  record: OperationRecord,
  key: AnswerKey,
  parts: SharedParts & { isInHurry: boolean },
): Promise<FastifyReply> {
  const { answers, execute, send, isInHurry } = parts;
  let own: HTTPGraphQLResponse | undefined;
  const making = answers.make(key, isGet(reply.request), async () => {
    const { response, shared } = await execute(record);
    own = response;
    return shared;
  });
  if (isInHurry) await beforeLong(making, () => answers.lastKnown(key) !== undefined);
  const kept = await making;
  if (kept) return giveKept(reply, kept, key, parts);
  return send(own ?? (await execute(record)).response);
}

/** Throws a {@link DeadlineError} where it takes long and there still is something else to give. */
async function beforeLong(making: Promise<unknown>, isInstead: () => boolean): Promise<void> {
  try {
    await withDeadline(PATIENCE_MS, () => making);
  } catch (error) {
    if (!(error instanceof DeadlineError) || isInstead()) throw error;
  }
}

function giveKept(
  reply: FastifyReply,
  kept: Kept<KeptAnswer>,
  { key }: AnswerKey,
  { answers, cdnSeconds, isPublic, isUnverified = false }: SharedParts & { isUnverified?: boolean },
): Promise<FastifyReply> {
  const record = reply.request.operation;
  if (record) record.operationName = kept.value.operationName;
  const options: ReplyOptions = { cdnSeconds, isPublic, isUnverified };
  return replyKept(reply, kept, { ...options, answers, key });
}

/** Makes the next answer while the last one, whose time is just over, goes out once more. */
function refresh(reply: FastifyReply, key: AnswerKey, { answers, execute }: SharedParts): void {
  const { request, log } = reply;
  const record = openRecord(request, request.operation?.mediaType ?? '');
  answers
    .make(key, isGet(request), async () => (await execute(record)).shared)
    .catch((error: unknown) => {
      log.warn({ err: error, requestId: request.id }, 'An answer could not be made anew');
    });
}
