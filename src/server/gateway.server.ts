import fastify, { type FastifyInstance, LogController } from 'fastify';
import {
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { type Logger } from 'pino';
import { type Config } from '../config';
import { admission } from './admission.hook';
import { AnswerCache } from './answers/answer.cache';
import { AnswerFront } from './answers/answer.front';
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
import { requestId } from './request.id';
import { securityHeaders } from './security.headers';
import { type GatewayServer, type ServerParts, type StatementCounter } from './server.types';
import { Turns } from './turns';

/** Lets `front` have each request before the framework, whose server stays as it made it. */
function putInFront(server: Server, front: AnswerFront): void {
  const [framework] = server.listeners('request') as RequestListener[];
  if (!framework) throw new Error('The server has nobody who answers.');
  server.removeListener('request', framework);
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    front.handle(request, response, () => {
      framework(request, response);
    });
  });
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
  app.decorateRequest('kept', null);
  app.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  return app;
}

/** What is kept of answers, and who gives it out. */
interface Answering {
  answers: AnswerCache | null;
  front: AnswerFront | null;
}

async function addRoutes<TContext extends StatementCounter>(
  app: FastifyInstance,
  parts: ServerParts<TContext>,
  { answers, front }: Answering,
): Promise<() => Promise<void>> {
  const { config, logger } = parts;
  const documents = new PersistedDocuments(parts.documents ?? new Map(), config.persistedOnly);
  const { isStopping, drain } = draining(app, config.shutdownTimeoutMs, logger);
  const { apollo, known } = createExecution(parts, () => {
    front?.close();
    return drain();
  });
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
    graphqlRoute(scope, { ...parts, apollo, known, turns: new Turns(), documents, answers, front });
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
  const answers = parts.answers ? new AnswerCache(parts.answers) : null;
  const app = createApp(config, logger);
  const keepAliveMs = app.server.keepAliveTimeout;
  const front = answers && new AnswerFront({ ...parts, answers, admit: parts.admit, keepAliveMs });
  if (front) putInFront(app.server, front);
  const stop = await addRoutes(app, parts, { answers, front });
  return { app, listen: () => listen(app, config), close: stop };
}
