import { type Logger } from 'pino';
import { createDataSource } from '../../ormconfig';
import { type Config } from '../config';
import { isEmptyDatabase, loadDemo } from '../demo/demo.loader';
import { ensureDefaultSite } from '../site/site.commands';
import { migrate, withSetupLock } from '../sql/database';

/** Migrates the database and, where it is empty, gives it the demo newspaper or a bare site. */
export async function prepare(config: Config, url: string, logger: Logger): Promise<void> {
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
