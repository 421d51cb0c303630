import fastify, { type FastifyInstance, LogController } from 'fastify';
import { randomUUID } from 'node:crypto';
import { type IncomingMessage } from 'node:http';
import { type Logger } from 'pino';
import { type Config } from '../config';
import { admission } from './admission.hook';
import { AnswerCache } from './answers/answer.cache';
import { compression } from './answers/compression.hook';
import { createExecution } from './apollo.server';
import { corsPolicy } from './cors.policy';
import { PersistedDocuments } from './documents/persisted.documents';
import { draining } from './draining';
import { handleErrors } from './error.handler';
import { graphqlRoute } from './graphql.route';
import { healthRoutes } from './health.route';
import { ideRoutes } from './ide.route';
import { LIMITS } from './limits/limit.constants';
import { listen } from './listening';
import { securityHeaders } from './security.headers';
import { type GatewayServer, type ServerParts, type StatementCounter } from './server.types';

const SANE_ID = /^[\w-]{1,64}$/;

function requestId({ headers }: IncomingMessage): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && SANE_ID.test(given) ? given : randomUUID();
}

function createApp(config: Config, logger: Logger): FastifyInstance {
  const app = fastify({
    loggerInstance: logger,
    // One line an operation is written by the GraphQL route.
    logController: new LogController({ disableRequestLogging: true }),
    requestIdHeader: false,
    genReqId: requestId,
    trustProxy: (_address, hop) => hop < config.trustedProxies,
    requestTimeout: LIMITS.receiveMs,
    // What arrives on an open connection while the server stops is still answered.
    return503OnClosing: false,
  }) as unknown as FastifyInstance;
  app.decorateRequest('operation', null);
  app.decorateRequest('caller', null);
  app.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  return app;
}

async function addRoutes<TContext extends StatementCounter>(
  app: FastifyInstance,
  parts: ServerParts<TContext>,
): Promise<() => Promise<void>> {
  const { config, logger } = parts;
  const documents = new PersistedDocuments(parts.documents ?? new Map(), config.persistedOnly);
  const { isStopping, drain } = draining(app, config.shutdownTimeoutMs, logger);
  const { apollo, known } = createExecution(parts, drain);
  await apollo.start();
  securityHeaders(app);
  handleErrors(app, logger);
  await corsPolicy(app, config.corsOrigins);
  healthRoutes(app, parts.readiness, isStopping);
  if (!config.isProduction) ideRoutes(app, parts.exampleQuery);
  parts.staticRoutes?.(app);
  await app.register((scope, _options, done) => {
    admission(scope, parts.admit);
    compression(scope);
    parts.dynamicRoutes?.(scope);
    done();
  });
  await app.register((scope, _options, done) => {
    const answers = parts.answers ? new AnswerCache(parts.answers) : null;
    graphqlRoute(scope, { ...parts, apollo, known, documents, answers });
    done();
  });
  await app.ready();
  // Apollo never answers a second call that comes while it stops.
  let stopped: Promise<void> | undefined;
  return () => (stopped ??= apollo.stop());
}

/** Builds the HTTP server of a schema: GraphQL at `/graphql`, health, and in development the IDE. It does not listen yet. */
export async function createServer<TContext extends StatementCounter>(
  parts: ServerParts<TContext>,
): Promise<GatewayServer> {
  const { config, logger } = parts;
  const app = createApp(config, logger);
  const stop = await addRoutes(app, parts);
  return { app, listen: () => listen(app, config), close: stop };
}
