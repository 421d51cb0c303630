import { join } from 'node:path';
import { type Logger } from 'pino';
import { type Config, readConfig } from '../config';
import { EXAMPLE_QUERY } from '../example.query';
import { startGateway } from '../gateway';
import { createLogger } from '../logger';
import { type Database } from '../sql/database';
import { WorkerPool } from '../workers/worker.pool';
import { prepare } from './prepare';
import { openConfiguredDatabase } from './session';
import { Stopper } from './stopper';

function say(url: string, config: Config): void {
  const shown = url.replace('127.0.0.1', 'localhost');
  const curl = `curl -s ${shown}/graphql -H 'content-type: application/json' -d '{"query":"{ site { name date } latest(first: 3) { headline path } }"}'`;
  const lines = [
    '',
    `Broadsheet is serving ${shown}/graphql`,
    ...(config.isProduction ? [] : [`Explore it in a browser: ${shown}/graphiql`]),
    '',
    'A first query to try:',
    '',
    `  ${curl}`,
    '',
    ...(config.isProduction ? [] : ['or, in the browser:', '', EXAMPLE_QUERY]),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** A process that serves: what it is to do, its log, and what ends it. */
export interface Service {
  config: Config;
  logger: Logger;
  stopper: Stopper;
}

/**
 * Runs with an open database until a signal comes. `start` answers how to end what it has started. What fails where nobody waits
 * for it is a defect that is logged, and no reason to take the site from all other readers.
 */
export async function runService(
  { stopper, logger }: Service,
  database: Database,
  start: (databaseUrl: string) => Promise<() => Promise<void>>,
): Promise<void> {
  process.on('unhandledRejection', (error) => {
    logger.error(error, 'Nobody waited for what failed');
  });
  stopper.ready(() => database.stop());
  try {
    const close = await start(database.url);
    stopper.ready(async () => {
      await close();
      await database.stop();
    });
  } catch (error) {
    // A stop takes the database from under what is still being prepared.
    if (stopper.isStopping) return;
    await database.stop();
    throw error;
  }
}

async function serveAlone(service: Service, databaseUrl: string): Promise<() => Promise<void>> {
  const { config, logger, stopper } = service;
  const gateway = await startGateway({ config, databaseUrl, logger });
  if (!stopper.isStopping) say(gateway.url, config);
  return () => gateway.close();
}

function serveWithWorkers({ config, logger, stopper }: Service): () => Promise<void> {
  const pool = new WorkerPool({
    program: join(__dirname, '..', 'worker.js'),
    count: config.workers,
    port: config.port,
    shutdownTimeoutMs: config.shutdownTimeoutMs,
    logger,
    onServing: (url) => {
      say(url, config);
    },
    onGivenUp: (sentence) => {
      if (sentence !== null) process.stderr.write(`${sentence}\n`);
      stopper.stop({}, 1);
    },
  });
  if (!stopper.isStopping) pool.start();
  return () => pool.stop();
}

/** Boots the database, prepares it, serves until a signal comes: by itself, or by as many workers as it is told. */
export async function serve({ workers }: { workers?: string } = {}): Promise<void> {
  const config = readConfig({ ...process.env, ...(workers !== undefined && { WORKERS: workers }) });
  const logger = createLogger(config);
  const service: Service = { config, logger, stopper: new Stopper(config, logger) };
  await runService(service, await openConfiguredDatabase(config), async (url) => {
    await prepare(config, url, logger);
    return config.workers === 1 ? serveAlone(service, url) : serveWithWorkers(service);
  });
}
