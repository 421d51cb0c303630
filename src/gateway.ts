import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { type FastifyInstance } from 'fastify';
import { type GraphQLSchema } from 'graphql';
import { type Logger } from 'pino';
import { type DataSource } from 'typeorm';
import { createDataSource } from '../ormconfig';
import { relateWaiting } from './articles/related.commands';
import { foldArchive } from './articles/archive.commands';
import { RelatedMemory } from './articles/related.memory';
import { scheduleJobs } from './articles/schedule.jobs';
import { foldViews } from './audience/fold.commands';
import { keepPartitions } from './audience/partition.commands';
import { refreshNowReading, refreshRankings } from './audience/ranking.commands';
import { forgetSaves } from './audience/save.commands';
import { learnTrends } from './audience/trend.commands';
import { ViewCounter } from './audience/view.counter';
import { viewRoute } from './audience/view.route';
import { type Config } from './config';
import { demoPictures } from './demo/demo.content';
import { EXAMPLE_QUERY } from './example.query';
import { readiness } from './gateway.readiness';
import { Doorkeeper } from './identity/admission';
import { setUpIdentity } from './identity/identity.setup';
import { LOCAL_TOKEN_SECRET } from './identity/local.token';
import { IMAGE_SECRET, type Images, setUpImages } from './images/images.setup';
import { ensureSecret } from './images/secret.commands';
import { createPreviewLinks, PREVIEW_SECRET } from './newsroom/preview.links';
import { projectDir } from './project';
import { forgetOldChanges } from './reading-lists/reader-data.commands';
import { createCommands } from './request/commands';
import { createContextFactory } from './request/context';
import { FrameKeeper } from './request/frame';
import { countWords, indexDue } from './search/search-index.commands';
import { createSchema } from './schema';
import { operationsManifest } from './operations';
import { readManifests } from './server/documents/document.manifest';
import { createServer } from './server/gateway.server';
import { baseFolder } from './sql/embedded/locations';
import { type Job, type JobRun, startJobs } from './sql/jobs';
import { pruneOutbox } from './sql/outbox';
import { WebhookSender } from './webhooks/webhook.sender';
import { PipelinedReader } from './sql/reader';
import { outgoingRoutes } from './syndication/feeds/outgoing.routes';

const PRUNE_EVERY_SECONDS = 3_600;
const OUTBOX_DAYS = 7;
const RELATE_EVERY_SECONDS = 1;
/** With much to do it goes on for so long at a time, which is also how long stopping may wait for it. */
const RELATE_FOR_MS = 4000;
const INDEX_EVERY_SECONDS = 5;
const COUNT_WORDS_EVERY_SECONDS = 30;
const FOLD_EVERY_SECONDS = 3;
const PARTITIONS_EVERY_SECONDS = 3_600;
const FOLD_ARCHIVE_EVERY_SECONDS = 5;

const NOW_READING_EVERY_SECONDS = 10;
const LEARN_EVERY_SECONDS = 60;

export interface GatewayOptions {
  config: Config;
  /** A migrated database with a site in it. */
  databaseUrl: string;
  logger: Logger;
  /** Built unless given; several gateways of one process can share one. */
  schema?: GraphQLSchema;
}

/** A gateway that serves. */
export interface Gateway {
  /** Where it listens, such as `http://127.0.0.1:4000`. */
  readonly url: string;
  readonly dataSource: DataSource;
  /** Reads the site's frame again now, instead of when the database's notification comes. */
  reloadFrame(): Promise<void>;
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
  { config, logger }: GatewayOptions,
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
  });
}

/** What happens by the clock, on one gateway at a time. */
function jobsOf(config: Config): Job[] {
  const memory = new RelatedMemory();
  return [
    ...scheduleJobs(),
    { name: 'fold-archive', everySeconds: FOLD_ARCHIVE_EVERY_SECONDS, run: foldArchive },
    {
      name: 'prune-outbox',
      everySeconds: PRUNE_EVERY_SECONDS,
      run: (manager) => pruneOutbox(manager, OUTBOX_DAYS),
    },
    {
      name: 'forget-old-changes',
      everySeconds: PRUNE_EVERY_SECONDS,
      run: forgetOldChanges,
    },
    {
      name: 'relate-articles',
      everySeconds: RELATE_EVERY_SECONDS,
      run: (manager) => relateWaiting(manager, { forMs: RELATE_FOR_MS, memory }),
    },
    {
      name: 'keep-view-partitions',
      everySeconds: PARTITIONS_EVERY_SECONDS,
      run: (manager) => keepPartitions(manager, config.viewRetention),
    },
    { name: 'fold-views', everySeconds: FOLD_EVERY_SECONDS, run: foldViews },
    {
      name: 'refresh-rankings',
      everySeconds: config.rankingRefreshSeconds,
      run: (manager) => refreshRankings(manager),
    },
    { name: 'index-search', everySeconds: INDEX_EVERY_SECONDS, run: indexDue },
    { name: 'count-words', everySeconds: COUNT_WORDS_EVERY_SECONDS, run: countWords },
    {
      name: 'refresh-now-reading',
      everySeconds: NOW_READING_EVERY_SECONDS,
      run: (manager) => refreshNowReading(manager),
    },
    {
      name: 'learn-trends',
      everySeconds: LEARN_EVERY_SECONDS,
      run: (manager) => learnTrends(manager),
    },
    { name: 'forget-saves', everySeconds: 3_600, run: forgetSaves },
  ];
}

async function openData({ config, databaseUrl, logger }: GatewayOptions) {
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
  const frameKeeper = new FrameKeeper({ reader, url: databaseUrl, onError });
  const views = new ViewCounter({ databaseUrl, reader, flushMs: config.viewFlushMs, onError });
  const close = async () => {
    await views.close().catch(onError);
    await frameKeeper.stop();
    await reader.close();
    await dataSource.destroy();
  };
  try {
    await frameKeeper.start();
  } catch (error) {
    await close();
    throw error;
  }
  return { dataSource, reader, frameKeeper, views, close };
}

type OpenedData = Awaited<ReturnType<typeof openData>>;

async function openContexts(
  { dataSource, reader, frameKeeper, views }: OpenedData,
  images: Images,
  { publicUrl, jobs }: { publicUrl: () => string; jobs: readonly JobRun[] },
) {
  const previews = createPreviewLinks(await ensureSecret(dataSource.manager, PREVIEW_SECRET));
  const commands = createCommands(dataSource, { views, previews });
  const imageUrls = images.urls;
  return createContextFactory({
    ...{ reader, frameKeeper, previews, commands, imageUrls, publicUrl, jobs },
  });
}

/** Starts what happens by the clock; answers how to end it. */
function startClock({ config, logger }: GatewayOptions, dataSource: DataSource, runs: JobRun[]) {
  const { webhookUrls: urls, webhookSecret: secret } = config;
  const onError = (error: unknown, job: string) => {
    logger.error({ err: error, job }, 'A job failed and will be tried again');
  };
  const webhooks = new WebhookSender({
    ...{ urls, secret, manager: dataSource.manager },
    onError: (error) => {
      onError(error, 'webhooks');
    },
  });
  const run: Job['run'] = (manager) => webhooks.round(manager);
  const prune: Job['run'] = (manager) => webhooks.prune(manager);
  const jobs = [
    ...jobsOf(config),
    // Without addresses there is only something to tidy up, now and then.
    { name: 'webhooks', everySeconds: urls.length > 0 ? 1 : PRUNE_EVERY_SECONDS, run },
    { name: 'prune-webhooks', everySeconds: PRUNE_EVERY_SECONDS, run: prune },
  ];
  const stop = startJobs(dataSource, jobs, onError, runs);
  return async () => {
    await stop();
    await webhooks.close();
  };
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
    return { url, dataSource, reloadFrame, flushViews: () => views.flush(), close };
  } catch (error) {
    await data.close();
    throw error;
  }
}
