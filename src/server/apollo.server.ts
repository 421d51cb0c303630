import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { formatError } from './error.format';
import { gatewayOf } from './execution/executor.gateway';
import { KnownQueries } from './execution/known-query.executor';
import { interpret, QueryCompiler } from './execution/query.executor';
import { LIMITS } from './limits/limit.constants';
import { createLimits, limitsPlugin } from './limits/limits.plugin';
import { operationTypeRule } from './operation-type.rule';
import { operationPlugin } from './operation.plugin';
import { problemsPlugin } from './problems.plugin';
import { type ServerParts, type StatementCounter } from './server.types';

/** Of a document full of mistakes, the first are enough to correct it. */
const VALIDATION_ERRORS = 20;

/** What Apollo would install by itself, some of it depending on the environment: none of it is wanted. */
const DISABLED: ApolloServerPlugin[] = [
  ApolloServerPluginCacheControlDisabled(),
  ApolloServerPluginInlineTraceDisabled(),
  ApolloServerPluginLandingPageDisabled(),
  ApolloServerPluginSchemaReportingDisabled(),
  ApolloServerPluginUsageReportingDisabled(),
];

type ApolloParts = Pick<ServerParts<StatementCounter>, 'config' | 'schema' | 'logger' | 'isOutage'>;

/** What executes operations: Apollo Server, and the queries that it has let through before, which go without it. */
export interface Execution {
  apollo: ApolloServer<StatementCounter>;
  /** `null`: nothing is compiled. */
  known: KnownQueries | null;
}

/** Apollo Server with every default that depends on the environment spelt out. `drain` is awaited when it stops. */
export function createExecution(
  { config, schema, logger, isOutage = () => false }: ApolloParts,
  drain: () => Promise<void>,
): Execution {
  const compiler =
    config.compileQueriesAt > 0 ? new QueryCompiler(schema, config.compileQueriesAt) : null;
  const holdLimits = createLimits(schema);
  const known = compiler && new KnownQueries(compiler, holdLimits);
  const apollo = new ApolloServer<StatementCounter>({
    gateway: gatewayOf(schema, compiler?.execute ?? interpret(schema), known),
    logger: logger.child({ part: 'apollo' }),
    nodeEnv: config.environment,
    introspection: !config.isProduction,
    hideSchemaDetailsFromClientErrors: config.isProduction,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    // Kept in Apollo's own cache, which is bounded.
    persistedQueries: {},
    // POST needs `content-type: application/json`, which no form and no simple cross-site request can send, and GET is for queries
    // only: a request without a preflight changes nothing and cannot read the answer. Apollo's own check would refuse plain GETs.
    csrfPrevention: false,
    parseOptions: { maxLexicalTokens: LIMITS.tokens },
    validationRules: [operationTypeRule],
    validationOptions: { maxErrors: VALIDATION_ERRORS },
    formatError,
    plugins: [
      ...DISABLED,
      operationPlugin(logger, isOutage),
      limitsPlugin(holdLimits),
      problemsPlugin(logger),
      { serverWillStart: () => Promise.resolve({ drainServer: drain }) },
    ],
  });
  return { apollo, known };
}
