import { type Command } from 'commander';
import { createDataSource } from '../../ormconfig';
import { readConfig } from '../config';
import { migrate, withSetupLock } from '../sql/database';
import { printResult } from './output';
import { openConfiguredDatabase } from './session';

interface MigrateOptions {
  revert?: boolean;
  json?: boolean;
}

async function runMigrations(options: MigrateOptions): Promise<void> {
  const database = await openConfiguredDatabase(readConfig());
  try {
    await withSetupLock(database.url, async () => {
      const dataSource = await createDataSource(database.url, 1).initialize();
      try {
        if (options.revert) {
          await dataSource.undoLastMigration();
          printResult(options.json === true, { reverted: 1 }, ['Reverted the last migration.']);
          return;
        }
        const migrations = await migrate(dataSource);
        const text = migrations.length === 0 ? ['Nothing to migrate.'] : migrations;
        printResult(options.json === true, { migrations }, text);
      } finally {
        await dataSource.destroy();
      }
    });
  } finally {
    await database.stop();
  }
}

export function addMigrateCommand(program: Command): void {
  program
    .command('migrate')
    .description('bring the database up to date')
    .option('--revert', 'take the last migration back instead')
    .option('--json', 'print one line of JSON')
    .action(runMigrations);
}
