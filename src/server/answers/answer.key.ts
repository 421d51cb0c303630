import { stringify } from 'safe-stable-stringify';
import { documentHash } from '../documents/document.manifest';
import { jsonOf, type OperationRequest, persistedQueryOf } from '../operation.request';

/** What names an answer: `document` the text and the operation in it, `key` also the variables. */
export interface AnswerKey {
  readonly document: string;
  readonly key: string;
}

/** Longer ones are not worth keeping; what is asked for with such variables is hardly asked for twice. */
const LONGEST_VARIABLES = 4_000;

/** The hash that stands for the document; `null` where it is another one's, or not of the version that is known. */
function hashOf(query: unknown, extensions: unknown): string | null {
  const persistedQuery = persistedQueryOf(extensions);
  const computed = typeof query === 'string' ? documentHash(query) : null;
  if (persistedQuery === undefined) return computed;
  const { version, sha256Hash } = persistedQuery;
  if (version !== 1 || typeof sha256Hash !== 'string') return null;
  return computed === null || computed === sha256Hash ? sha256Hash : null;
}

/** The same for all requests that mean the same, in whatever order they name their variables; `null`: it is kept for nobody. */
export function answerKeyOf(request: OperationRequest): AnswerKey | null {
  const { query, operationName = null, extensions } = request;
  const hash = hashOf(query, extensions);
  const variables = jsonOf(request.variables) ?? null;
  if (hash === null || typeof variables !== 'object') return null;
  if (operationName !== null && typeof operationName !== 'string') return null;
  const text = stringify(variables);
  if (text.length > LONGEST_VARIABLES) return null;
  const document = `${hash} ${operationName ?? ''}`;
  return { document, key: `${document} ${text}` };
}
