import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { type FastifyInstance } from 'fastify';
import { type GraphQLSchema } from 'graphql';
import { type Logger } from 'pino';
import { type DataSource } from 'typeorm';
import { createDataSource } from '../ormconfig';
import { ViewCounter } from './audience/view.counter';
import { viewRoute } from './audience/view.route';
import { SITE } from './cache/cache.tags';
import { SharedRows } from './cache/shared.rows';
import { TagCache } from './cache/tag.cache';
import { ChangeFeed } from './changes/change.feed';
import { type Config } from './config';
import { demoPictures } from './demo/demo.content';
import { EXAMPLE_QUERY } from './example.query';
import { readiness } from './gateway.readiness';
import { Doorkeeper } from './identity/admission';
import { setUpIdentity } from './identity/identity.setup';
import { LOCAL_TOKEN_SECRET } from './identity/local.token';
import { type Limiter, RateLimiter } from './identity/rate.limiter';
import { IMAGE_SECRET, type Images, setUpImages } from './images/images.setup';
import { ensureSecret } from './images/secret.commands';
import { createPreviewLinks, PREVIEW_SECRET } from './newsroom/preview.links';
import { startClock } from './gateway.jobs';
import { projectDir } from './project';
import { createCommands } from './request/commands';
import { createContextFactory } from './request/context';
import { FrameKeeper } from './request/frame';
import { createSchema } from './schema';
import { operationsManifest } from './operations';
import { type KeptAnswer } from './server/answers/answer.types';
import { readManifests } from './server/documents/document.manifest';
import { createServer } from './server/gateway.server';
import { isDatabaseGone } from './sql/database-failure';
import { baseFolder } from './sql/embedded/locations';
import { type JobRun } from './sql/jobs';
import { GatheredLoads } from './sql/gathered.loads';
import { PipelinedReader } from './sql/reader';
import { outgoingRoutes } from './syndication/feeds/outgoing.routes';

export interface GatewayOptions {
  config: Config;
  /** A migrated database with a site in it. */
  databaseUrl: string;
  logger: Logger;
  /** Built unless given; several gateways of one process can share one. */
  schema?: GraphQLSchema;
  /** Counts requests together with other gateways, where there are any on this port. */
  limiter?: Limiter;
}

/** A gateway that serves. */
export interface Gateway {
  /** Where it listens, such as `http://127.0.0.1:4000`. */
  readonly url: string;
  readonly dataSource: DataSource;
  /** Reads the site's frame again now, instead of when the database's notification comes. */
  reloadFrame(): Promise<void>;
  /** Sees all changes that are committed now, instead of when the database's notification comes. */
  catchUp(): Promise<void>;
  /** Writes down the views taken so far now, instead of with the next batch. */
  flushViews(): Promise<void>;
  /** Answers what it has taken on, then stops. */
  close(): Promise<void>;
}

/** The demo's originals, for an image service to fetch. Without one, renditions alone are served, by whether they are public. */
function serveOriginals(app: FastifyInstance): void {
  const { path, folder } = demoPictures();
  void app.register(fastifyStatic, {
    root: folder,
    prefix: `${path}/`,
    index: false,
    maxAge: '1d',
  });
}

async function openImages(
  { config, logger }: GatewayOptions,
  { dataSource, reader }: Pick<OpenedData, 'dataSource' | 'reader'>,
  publicUrl: () => string,
): Promise<Images> {
  const { imageUrlSecret, imageCacheDir, imageCacheBytes, imageService, dataDir } = config;
  return setUpImages({
    secret: imageUrlSecret ?? (await ensureSecret(dataSource.manager, IMAGE_SECRET)),
    imgproxy: imageService,
    publicUrl,
    reader,
    originals: { local: demoPictures() },
    cacheFolder: imageCacheDir ?? join(baseFolder(dataDir, projectDir()), 'images'),
    cacheBytes: imageCacheBytes,
    logger,
  });
}

async function openDoor(
  { config, logger, limiter = new RateLimiter() }: GatewayOptions,
  { dataSource: { manager }, frameKeeper }: OpenedData,
): Promise<Doorkeeper> {
  const identify = await setUpIdentity({
    ...config,
    localSecret: () => ensureSecret(manager, LOCAL_TOKEN_SECRET),
    onError: (error) => {
      logger.error(error, "The issuer's keys cannot be fetched");
    },
  });
  return new Doorkeeper({
    identify,
    clientByHash: (hash) => frameKeeper.current.apiClients.get(hash),
    perMinute: config.requestsPerMinute,
    limiter,
  });
}

/** What operations share of what they read and answer, `null` where that is nothing, and what keeps it true. */
function openCaches({ config, databaseUrl }: GatewayOptions, onError: (error: Error) => void) {
  const rows = config.rowCacheBytes > 0 ? new TagCache<unknown>(config.rowCacheBytes) : null;
  const answers =
    config.answerCacheBytes > 0 ? new TagCache<KeptAnswer>(config.answerCacheBytes) : null;
  const caches = [rows, answers].filter((cache) => cache !== null);
  const changes = new ChangeFeed({ url: databaseUrl, caches, onError });
  const sharedRows = rows && new SharedRows(rows, { freeze: config.environment === 'test' });
  return { sharedRows, answers, changes };
}

async function openData(options: GatewayOptions) {
  const { config, databaseUrl, logger } = options;
  const onError = (error: Error) => {
    logger.error(error, 'A database connection failed');
  };
  const dataSource = await createDataSource(databaseUrl, config.writeConnections).initialize();
  const reader = new PipelinedReader({
    url: databaseUrl,
    connections: config.readConnections,
    statementTimeoutMs: config.statementTimeoutMs,
    onError,
  });
  const caches = openCaches(options, onError);
  const { changes } = caches;
  const frameKeeper = new FrameKeeper({
    ...{ reader, url: databaseUrl, onError },
    onReloaded: () => {
      changes.evict([SITE]);
    },
  });
  const views = new ViewCounter({ databaseUrl, reader, flushMs: config.viewFlushMs, onError });
  const close = async () => {
    await views.close().catch(onError);
    await changes.stop();
    await frameKeeper.stop();
    await reader.close();
    await dataSource.destroy();
  };
  try {
    await frameKeeper.start();
    await changes.start();
  } catch (error) {
    await close();
    throw error;
  }
  return { dataSource, reader, frameKeeper, views, ...caches, close };
}

type OpenedData = Awaited<ReturnType<typeof openData>>;

async function openContexts(
  { dataSource, reader, frameKeeper, views, sharedRows, answers, changes }: OpenedData,
  images: Images,
  { publicUrl, jobs }: { publicUrl: () => string; jobs: readonly JobRun[] },
) {
  const previews = createPreviewLinks(await ensureSecret(dataSource.manager, PREVIEW_SECRET));
  const commands = createCommands(dataSource, { views, previews });
  const imageUrls = images.urls;
  return createContextFactory({
    ...{ reader, sharedRows, frameKeeper, previews, commands, imageUrls, publicUrl, jobs },
    gatheredLoads: new GatheredLoads(),
    keepsAnswers: answers !== null,
    seeChanges: () => changes.catchUp(),
  });
}

/** Opens the connections, builds the schema and serves. What it opened is closed again where that fails. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { config, logger } = options;
  const data = await openData(options);
  const { dataSource, reader, frameKeeper, views } = data;
  try {
    let url = config.publicUrl ?? '';
    const publicUrl = () => config.publicUrl ?? url;
    const images = await openImages(options, data, publicUrl);
    const jobs: JobRun[] = [];
    const createContext = await openContexts(data, images, { publicUrl, jobs });
    const { admit } = await openDoor(options, data);
    const server = await createServer({
      config,
      logger,
      schema: options.schema ?? createSchema(),
      createContext,
      admit,
      answers: data.answers,
      isOutage: isDatabaseGone,
      readiness: () => readiness(reader),
      staticRoutes: (app) => {
        if (config.imageService) serveOriginals(app);
        images.routes(app);
        viewRoute(app, { views, origins: config.corsOrigins, publicUrl });
      },
      dynamicRoutes: (app) => {
        outgoingRoutes(app, { createContext, reader, isProduction: config.isProduction });
      },
      documents: readManifests([operationsManifest(), ...config.persistedDocuments]),
      exampleQuery: EXAMPLE_QUERY,
    });
    url = await server.listen();
    const stopJobs = startClock(options, dataSource, jobs);
    const close = async () => {
      await server.close();
      await stopJobs();
      await data.close();
    };
    const reloadFrame = () => frameKeeper.reload();
    const catchUp = () => data.changes.catchUp();
    return { url, dataSource, reloadFrame, catchUp, flushViews: () => views.flush(), close };
  } catch (error) {
    await data.close();
    throw error;
  }
}
