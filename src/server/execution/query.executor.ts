import {
  type DocumentNode,
  execute,
  type ExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SourceLocation,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import { isCompilable } from './compilable';
import { type Conditions, conditionVariables, specialise } from './specialise';

/** One operation to be executed: validated, within the limits. */
export interface Execution {
  document: DocumentNode;
  /** What runs of the document. */
  operation: OperationDefinitionNode | undefined;
  operationName: string | null | undefined;
  variables: Record<string, unknown> | undefined;
  context: unknown;
}

/** Executes operations of one schema. */
export type Executor = (execution: Execution) => Promise<ExecutionResult>;

/** graphql-js, which walks the document at each request. */
export function interpret(schema: GraphQLSchema): Executor {
  return async ({ document, operationName, variables, context }) =>
    execute({
      schema,
      document,
      operationName: operationName ?? null,
      variableValues: variables ?? {},
      contextValue: context,
    });
}

/** An operation with five independent conditions has 32 forms; no client uses many of them. */
const MOST_FORMS = 8;

type Program = CompiledQuery['query'];

/** What is known of an operation that came before: how often, and its forms, by what its conditions were. */
class KnownOperation {
  private times = 0;
  private readonly isCompilable: boolean;
  private readonly conditions: Map<string, boolean | undefined>;
  private readonly programs = new Map<string, Program | null>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly document: DocumentNode,
    private readonly operation: OperationDefinitionNode,
  ) {
    this.isCompilable = isCompilable(schema, document, operation);
    this.conditions = conditionVariables(document, operation);
  }

  /** The compiled form for these variables; `null` where it is to be interpreted. */
  program(variables: Record<string, unknown> | undefined, at: number): Program | null {
    this.times += 1;
    if (!this.isCompilable || this.times < at) return null;
    const conditions = this.conditionsIn(variables);
    if (!conditions) return null;
    const form = [...conditions.values()].join();
    const known = this.programs.get(form);
    if (known !== undefined) return known;
    if (this.programs.size >= MOST_FORMS) return null;
    const program = this.compile(conditions);
    this.programs.set(form, program);
    return program;
  }

  private conditionsIn(variables: Record<string, unknown> = {}): Conditions | null {
    const conditions = new Map<string, boolean>();
    for (const [name, preset] of this.conditions) {
      const value = name in variables ? variables[name] : preset;
      if (typeof value !== 'boolean') return null;
      conditions.set(name, value);
    }
    return conditions;
  }

  private compile(conditions: Conditions): Program | null {
    const document = specialise(this.document, this.operation, conditions);
    const compiled = compileQuery(this.schema, document);
    return isCompiledQuery(compiled) ? compiled.query : null;
  }
}

/** Copies of one fragment stand at one place. */
function uniquePlaces(locations: readonly SourceLocation[] = []): SourceLocation[] {
  return [...new Map(locations.map((place) => [`${place.line}:${place.column}`, place])).values()];
}

/** As graphql-js makes it of what a resolver threw; `null` for what the executor itself found. */
function thrownError({ message, locations, path, originalError }: GraphQLError) {
  if (!originalError) return null;
  const error = new GraphQLError(message, { originalError, path: path ?? null });
  return Object.defineProperty(error, 'locations', {
    value: uniquePlaces(locations),
    enumerable: true,
  });
}

/**
 * Compiles a query to a function when it comes for the `at`th time, and from then on calls that: compiling costs as much as some
 * executions, which what comes once is not worth. What cannot be compiled goes to graphql-js, and so does once more what the compiled
 * function has an error of its own for, such as a variable that does not fit or a `null` where none may be: a query can be asked
 * twice, and is answered in graphql-js's words. What is compiled is kept as long as Apollo keeps the parsed document, whose
 * cache is bounded.
 */
export class QueryCompiler {
  private readonly interpreted: Executor;
  private readonly operations = new WeakMap<OperationDefinitionNode, KnownOperation>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly at: number,
  ) {
    this.interpreted = interpret(schema);
  }

  readonly execute: Executor = async (execution) =>
    (await this.executeCompiled(execution)) ?? this.interpreted(execution);

  /** The same by the compiled function alone; `null` where there is none, or where its answer is not graphql-js's. */
  async executeCompiled(execution: Execution): Promise<ExecutionResult | null> {
    const program = this.programFor(execution);
    if (!program) return null;
    const result = await program(undefined, execution.context, execution.variables ?? {});
    if (!result.errors) return result;
    // Without data nothing was executed: the variables do not fit.
    if (!('data' in result)) return null;
    const errors = result.errors.map(thrownError);
    return errors.every((error) => error !== null) ? { ...result, errors } : null;
  }

  private programFor({ document, operation, variables }: Execution): Program | null {
    if (!operation) return null;
    let known = this.operations.get(operation);
    if (!known) {
      known = new KnownOperation(this.schema, document, operation);
      this.operations.set(operation, known);
    }
    return known.program(variables, this.at);
  }
}
