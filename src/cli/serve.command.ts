import { type Logger } from 'pino';
import { createDataSource } from '../../ormconfig';
import { type Config, readConfig } from '../config';
import { isEmptyDatabase, loadDemo } from '../demo/demo.loader';
import { EXAMPLE_QUERY } from '../example.query';
import { type Gateway, startGateway } from '../gateway';
import { createLogger } from '../logger';
import { ensureDefaultSite } from '../site/site.commands';
import { migrate, withSetupLock } from '../sql/database';
import { openConfiguredDatabase } from './session';

/** Migrates the database and, where it is empty, gives it the demo newspaper or a bare site. */
async function prepare(config: Config, url: string, logger: Logger): Promise<void> {
  await withSetupLock(url, async () => {
    const dataSource = await createDataSource(url, 2).initialize();
    try {
      const migrations = await migrate(dataSource);
      if (migrations.length > 0) logger.info({ migrations }, 'The database was migrated');
      if (config.demoContent && (await isEmptyDatabase(dataSource.manager))) {
        const { articles } = await loadDemo(dataSource.manager);
        logger.info({ articles }, 'The demo newspaper was loaded');
      }
      await ensureDefaultSite(dataSource.manager);
    } finally {
      await dataSource.destroy();
    }
  });
}

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

/** Closes once, at the first signal; a second one ends the process at once. */
function stopOnSignals(config: Config, logger: Logger, close: () => Promise<void>): void {
  let isStopping = false;
  const stop = (signal: string) => {
    if (isStopping) process.exit(1);
    isStopping = true;
    logger.info({ signal }, 'Stopping');
    // The server ends its requests within the time allowed; the database gets a little more.
    setTimeout(() => process.exit(1), config.shutdownTimeoutMs + 25_000).unref();
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error(error, 'The process did not stop cleanly');
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
}

/** Boots the database, prepares it, serves until a signal comes. */
export async function serve(): Promise<void> {
  const config = readConfig();
  const logger = createLogger(config);
  const database = await openConfiguredDatabase(config);
  let gateway: Gateway;
  try {
    await prepare(config, database.url, logger);
    gateway = await startGateway({ config, databaseUrl: database.url, logger });
  } catch (error) {
    await database.stop();
    throw error;
  }
  stopOnSignals(config, logger, async () => {
    await gateway.close();
    await database.stop();
  });
  say(gateway.url, config);
}
