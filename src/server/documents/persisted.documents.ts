import { HttpRefusal } from '../http.refusal';
import { documentHash } from './document.manifest';

/** What a request may say about its document; the rest of it is Apollo's to check. */
interface OperationRequest {
  query?: unknown;
  documentId?: unknown;
  extensions?: unknown;
}

const PREFIX = 'sha256:';

function hashOf(documentId: unknown): string {
  if (typeof documentId === 'string' && documentId.startsWith(PREFIX)) {
    return documentId.slice(PREFIX.length).toLowerCase();
  }
  throw new HttpRefusal('BAD_REQUEST', `A documentId is "${PREFIX}" and 64 hexadecimal digits.`);
}

/** The hash that Apollo's clients name a document by. */
function persistedHash({ extensions }: OperationRequest): string | undefined {
  const { persistedQuery } = (extensions ?? {}) as { persistedQuery?: { sha256Hash?: unknown } };
  const hash = persistedQuery?.sha256Hash;
  return typeof hash === 'string' ? hash : undefined;
}

/** The persisted documents that are known, and whether others are taken. */
export class PersistedDocuments {
  constructor(
    private readonly documents: ReadonlyMap<string, string>,
    private readonly onlyPersisted: boolean,
  ) {}

  /**
   * A request with its document in full: one named by its id or hash is looked up. Throws PERSISTED_QUERY_NOT_FOUND for an
   * unknown `documentId`, and where only persisted documents are taken, PERSISTED_DOCUMENT_REQUIRED for every other of a client
   * that is not known.
   */
  resolve<T extends OperationRequest>(request: T, isAnonymous: boolean): T {
    if (request.documentId !== undefined) return this.lookUp(request);
    const query = request.query ?? this.documents.get(persistedHash(request) ?? '');
    if (this.onlyPersisted && isAnonymous && !this.isPersisted(query)) {
      throw new HttpRefusal(
        'PERSISTED_DOCUMENT_REQUIRED',
        'Only persisted documents are taken from clients without a token or a key. Send its documentId.',
      );
    }
    return query === undefined ? request : { ...request, query };
  }

  private lookUp<T extends OperationRequest>(request: T): T {
    const { documentId, ...rest } = request;
    if (request.query !== undefined) {
      throw new HttpRefusal('BAD_REQUEST', 'Send either a documentId or a query.');
    }
    const query = this.documents.get(hashOf(documentId));
    if (query !== undefined) return { ...rest, query } as T;
    throw new HttpRefusal(
      'PERSISTED_QUERY_NOT_FOUND',
      'No document with this documentId is known.',
    );
  }

  private isPersisted(query: unknown): boolean {
    return typeof query === 'string' && this.documents.has(documentHash(query));
  }
}
