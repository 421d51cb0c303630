import { type FastifyRequest } from 'fastify';
import { type ExecutionResult } from 'graphql';
import { type Logger } from 'pino';
import { type StatementCounter } from './server.types';

/** What becomes known of one request on its way, for its log line, its errors and its `Server-Timing`. */
export interface OperationRecord {
  readonly requestId: string;
  readonly mediaType: string;
  readonly client: { readonly name?: string; readonly version?: string };
  /** The API client whose key came with it; `client` is what it says of itself. */
  apiClient: string | null;
  operationName: string | null;
  /** Whether it is known to be a query. */
  isQuery: boolean;
  hasErrors: boolean;
  /** Whether it says anything besides its errors. */
  hasData: boolean;
  /** Whether it failed, in part at least, because the database could not be reached. */
  isDatabaseGone: boolean;
  /** What it was executed to already, with errors for Apollo to tell of. */
  executed: ExecutionResult | null;
  /** The context as made and as Apollo copied it: a counter may have been kept in either, and never in both. */
  readonly counters: StatementCounter[];
}

declare module 'fastify' {
  interface FastifyRequest {
    operation: OperationRecord | null;
  }
}

const LONGEST_NAME = 100;
/** A name can be as long as a request; the log wants to know which, not all of it. */
const LOGGED_NAME_LENGTH = 200;

/** An operation's name as the log has it. */
export const loggedName = (name: string | null): string | null =>
  name?.slice(0, LOGGED_NAME_LENGTH) ?? null;

type Asked = Pick<FastifyRequest, 'id' | 'headers'>;

function headerText(request: Asked, ...names: string[]): string | undefined {
  const value = names.map((name) => request.headers[name]).find((text) => typeof text === 'string');
  return value?.slice(0, LONGEST_NAME);
}

/** Opens the record of a request that is to be answered in `mediaType`. */
export function openRecord(request: Asked, mediaType: string): OperationRecord {
  const name = headerText(request, 'apollographql-client-name', 'x-client-name');
  const version = headerText(request, 'apollographql-client-version', 'x-client-version');
  return {
    requestId: request.id,
    mediaType,
    client: { ...(name !== undefined && { name }), ...(version !== undefined && { version }) },
    apiClient: null,
    operationName: null,
    isQuery: false,
    hasErrors: false,
    hasData: true,
    isDatabaseGone: false,
    executed: null,
    counters: [],
  };
}

export function statementsOf(record: OperationRecord): number {
  return Math.max(0, ...record.counters.map((counter) => counter.statements));
}

/** Whether the answer is for its caller alone. */
export const isPrivate = (record: OperationRecord): boolean =>
  record.counters.some((counter) => counter.isPrivate === true);

/**
 * Keeps what was counted, and lets go of the contexts with all that they have read: a connection holds on to its last request until the
 * next one comes, which is long enough to outlive the collector's young generation.
 */
export function closeCounters(record: OperationRecord): void {
  const counted = { statements: statementsOf(record), isPrivate: isPrivate(record) };
  record.counters.splice(0, record.counters.length, counted);
}

/** The `Server-Timing` of an operation, from which development tools and tests read the number of statements. */
export function serverTiming(statements: number, milliseconds: number): string {
  return `total;dur=${milliseconds.toFixed(1)}, sql;desc="${statements}"`;
}

/** The one log line of an operation. */
export function logOperation(
  logger: Logger,
  record: OperationRecord,
  answer: { status: number; milliseconds: number },
): void {
  // What nobody reads is not put together.
  if (!logger.isLevelEnabled('info')) return;
  logger.info(
    {
      requestId: record.requestId,
      operation: record.operationName,
      client: record.client,
      ...(record.apiClient !== null && { apiClient: record.apiClient }),
      statements: statementsOf(record),
      ms: Math.round(answer.milliseconds * 10) / 10,
      status: answer.status,
    },
    'operation',
  );
}

/** Finds the record again from inside Apollo, by the HTTP request as it was given and by Apollo's copy of the context. */
export const recordOf = new WeakMap<object, OperationRecord>();
