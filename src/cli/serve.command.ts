import { type Logger } from 'pino';
import { createDataSource } from '../../ormconfig';
import { type Config, readConfig } from '../config';
import { isEmptyDatabase, loadDemo } from '../demo/demo.loader';
import { EXAMPLE_QUERY } from '../example.query';
import { startGateway } from '../gateway';
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

/** How long signals after the first are taken for the same: a terminal sends one to npm and to us, and npm passes its own on. */
const SAME_SIGNAL_MS = 2_000;

/** Ends the process when a signal comes: as cleanly as it can by then, or at once where a later one insists. */
class Stopper {
  /** What there is to be closed by now. */
  close: () => Promise<void> = () => Promise.resolve();

  private stoppingSince: number | null = null;
  private isReady = false;

  constructor(
    private readonly config: Config,
    private readonly logger: Logger,
  ) {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => {
        this.stop(signal);
      });
    }
  }

  get isStopping(): boolean {
    return this.stoppingSince !== null;
  }

  /** There is something to close now; what was asked for meanwhile is done. */
  ready(close: () => Promise<void>): void {
    this.close = close;
    this.isReady = true;
    if (this.isStopping) this.end();
  }

  private stop(signal: string): void {
    if (this.stoppingSince !== null) {
      if (Date.now() - this.stoppingSince > SAME_SIGNAL_MS) process.exit(1);
      return;
    }
    this.stoppingSince = Date.now();
    this.logger.info({ signal }, 'Stopping');
    // The server ends its requests within the time allowed; the database gets a little more.
    setTimeout(() => process.exit(1), this.config.shutdownTimeoutMs + 25_000).unref();
    if (this.isReady) this.end();
  }

  private end(): void {
    this.close().then(
      () => process.exit(0),
      (error: unknown) => {
        this.logger.error(error, 'The process did not stop cleanly');
        process.exit(1);
      },
    );
  }
}

/** Boots the database, prepares it, serves until a signal comes. */
export async function serve(): Promise<void> {
  const config = readConfig();
  const logger = createLogger(config);
  const stopper = new Stopper(config, logger);
  const database = await openConfiguredDatabase(config);
  stopper.ready(() => database.stop());
  try {
    await prepare(config, database.url, logger);
    const gateway = await startGateway({ config, databaseUrl: database.url, logger });
    stopper.ready(async () => {
      await gateway.close();
      await database.stop();
    });
    if (!stopper.isStopping) say(gateway.url, config);
  } catch (error) {
    // A stop takes the database from under what is still being prepared.
    if (stopper.isStopping) return;
    await database.stop();
    throw error;
  }
}
