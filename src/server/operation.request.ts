import { HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import { type FastifyRequest } from 'fastify';
import { type PersistedDocuments } from './documents/persisted.documents';
import { HttpRefusal } from './http.refusal';
import { type OperationRecord, recordOf } from './operation.record';

/** What a request says is to be executed, as it came but with the document in full; every part is still to be checked. */
export interface OperationRequest {
  readonly query?: unknown;
  readonly operationName?: unknown;
  /** Of a GET request, JSON as text. */
  readonly variables?: unknown;
  readonly extensions?: unknown;
}

/** What is no JSON is Apollo's to refuse. */
export function jsonOf(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : text;
  } catch {
    return undefined;
  }
}

/** What Apollo's clients say of a document that they name by its hash, unchecked. */
export function persistedQueryOf(
  extensions: unknown,
): { version?: unknown; sha256Hash?: unknown } | undefined {
  const { persistedQuery } = (jsonOf(extensions) ?? {}) as { persistedQuery?: object | null };
  return persistedQuery ?? undefined;
}

const searchOf = (url: string): string => /(\?.*)$/s.exec(url)?.[1] ?? '';

export const isGet = ({ method }: FastifyRequest): boolean => method === 'GET' || method === 'HEAD';

const PARAMETERS = ['query', 'documentId', 'operationName', 'variables', 'extensions'];

function parametersOf(url: string): Record<string, string> {
  const parameters = new URLSearchParams(searchOf(url));
  const twice = PARAMETERS.find((name) => parameters.getAll(name).length > 1);
  if (twice === undefined) return Object.fromEntries(parameters);
  throw new HttpRefusal('BAD_REQUEST', `The parameter ${twice} is there more than once.`);
}

/**
 * Reads what a request asks for; `null` where it is no object. Throws {@link HttpRefusal}, also where {@link PersistedDocuments} refuses.
 */
export function readOperation(
  request: FastifyRequest,
  documents: PersistedDocuments,
  isAnonymous: boolean,
): OperationRequest | null {
  if (!isGet(request)) {
    const { body } = request;
    const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
    return isObject ? documents.resolve(body, isAnonymous) : null;
  }
  const named = parametersOf(request.url);
  const extensions = jsonOf(named.extensions);
  const resolved = documents.resolve({ ...named, extensions }, isAnonymous);
  return { ...resolved, extensions: named.extensions };
}

/** The same for Apollo. */
export function toApolloRequest(
  request: FastifyRequest,
  operation: OperationRequest | null,
  record: OperationRecord,
): HTTPGraphQLRequest {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  // What was negotiated: Apollo would negotiate after executing.
  headers.set('accept', record.mediaType);
  const search = searchOf(request.url);
  const http = isGet(request)
    ? { method: 'GET', headers, search: withDocument(search, operation?.query), body: undefined }
    : { method: 'POST', headers, search, body: operation ?? request.body };
  recordOf.set(http, record);
  return http;
}

function withDocument(search: string, query: unknown): string {
  const parameters = new URLSearchParams(search);
  if (typeof query !== 'string' || parameters.get('query') === query) return search;
  parameters.delete('documentId');
  parameters.set('query', query);
  return `?${parameters.toString()}`;
}
