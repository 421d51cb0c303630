import {
  type DocumentNode,
  type ExecutionResult,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { type AskedFields } from '../../graphql/asked.fields';
import { type HoldLimits } from '../limits/limits.plugin';
import { jsonOf, type OperationRequest, persistedQueryOf } from '../operation.request';
import { type StatementCounter } from '../server.types';
import { type QueryCompiler } from './query.executor';

/** A query that was parsed, found valid and executed before. */
export interface KnownQuery {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly asked: AskedFields;
  /** Of its text. */
  readonly hash: string;
}

/** What is known of a document that Apollo executes; without an operation, there is none of the name. */
type Learned = Pick<KnownQuery, 'document' | 'hash'> & {
  operation: OperationDefinitionNode | undefined;
  asked: AskedFields | undefined;
};

/** What a known query answered. */
export interface KnownAnswer {
  readonly operationName: string | null;
  readonly result: ExecutionResult;
}

/** Bytes of the texts that are remembered, each with all operations in it. */
const REMEMBERED_BYTES = 8_000_000;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Queries that Apollo Server has let through before, by their texts: they are executed without it, which costs a fraction. Whatever is
 * not plain (a variable that does not fit, a limit, a hash that is another text's) is left to Apollo, which knows the words.
 */
export class KnownQueries {
  private readonly texts = new LRUCache<string, Map<string | null, KnownQuery>>({
    maxSize: REMEMBERED_BYTES,
    sizeCalculation: (_known, text) => 2 * text.length + 1,
  });

  constructor(
    private readonly compiler: QueryCompiler,
    private readonly holdLimits: HoldLimits,
  ) {}

  /** Remembers what Apollo is about to execute; without an operation, there is none of this name. */
  learn(text: string, operationName: string | null, { operation, asked, ...rest }: Learned): void {
    if (operation?.operation !== OperationTypeNode.QUERY || !asked) return;
    const known = this.texts.get(text);
    const query = { operation, asked, ...rest };
    if (known) known.set(operationName, query);
    else this.texts.set(text, new Map([[operationName, query]]));
  }

  /** Executes a request where it is a known query and compiled; `null`: Apollo is to be asked. */
  async execute(
    request: OperationRequest,
    isGet: boolean,
    context: StatementCounter,
  ): Promise<KnownAnswer | null> {
    const known = this.find(request);
    if (!known) return null;
    const variables = (isGet ? jsonOf(request.variables) : request.variables) ?? {};
    if (!isRecord(variables) || !this.isWithinLimits(known, variables)) return null;
    const { document, operation, asked } = known;
    context.asksFor?.(asked);
    const operationName = operation.name?.value ?? null;
    const execution = { document, operation, operationName, variables, context };
    const result = await this.compiler.executeCompiled(execution);
    return result && { operationName, result };
  }

  private find({ query, operationName = null, extensions }: OperationRequest): KnownQuery | null {
    if (typeof query !== 'string') return null;
    if (operationName !== null && typeof operationName !== 'string') return null;
    const known = this.texts.get(query)?.get(operationName);
    return known && isPlain(extensions, known) ? known : null;
  }

  private isWithinLimits({ document, operation }: KnownQuery, variables: Record<string, unknown>) {
    try {
      this.holdLimits(document, operation, variables);
      return true;
    } catch {
      // Apollo holds them again, and says which.
      return false;
    }
  }
}

/** Whether the extensions ask for nothing, or name the text by its own hash. */
function isPlain(extensions: unknown, { hash }: KnownQuery): boolean {
  if (extensions === undefined || extensions === null) return true;
  const persisted = persistedQueryOf(extensions);
  return persisted?.version === 1 && persisted.sha256Hash === hash;
}
