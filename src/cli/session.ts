import { type DataSource } from 'typeorm';
import { createDataSource } from '../../ormconfig';
import { type Config, readConfig } from '../config';
import { projectDir } from '../project';
import { ensureDefaultSite } from '../site/site.commands';
import { type Database, migrate, openDatabase, withSetupLock } from '../sql/database';

/** What a command works on: the configuration and an open, migrated database. */
export interface Session {
  config: Config;
  database: Database;
  dataSource: DataSource;
}

/** The configured database, checked; without a migration or a site perhaps. */
export async function openConfiguredDatabase(config: Config): Promise<Database> {
  const database = await openDatabase({ ...config, projectDir: projectDir() });
  for (const warning of database.warnings) process.stderr.write(`${warning}\n`);
  return database;
}

/** Opens the database, brings it up to date, runs the work and closes everything again. */
export async function withSession<T>(work: (session: Session) => Promise<T>): Promise<T> {
  const config = readConfig();
  const database = await openConfiguredDatabase(config);
  try {
    const dataSource = await createDataSource(database.url, config.writeConnections).initialize();
    try {
      await withSetupLock(database.url, () => migrate(dataSource));
      return await work({ config, database, dataSource });
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await database.stop();
  }
}

/** As {@link withSession}, with at least a default site and edition to write into. */
export function withSite<T>(work: (session: Session) => Promise<T>): Promise<T> {
  return withSession(async (session) => {
    await ensureDefaultSite(session.dataSource.manager);
    return work(session);
  });
}
