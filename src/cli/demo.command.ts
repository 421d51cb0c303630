import { type Command } from 'commander';
import { isEmptyDatabase, loadDemo } from '../demo/demo.loader';
import { withSetupLock } from '../sql/database';
import { printResult } from './output';
import { startProgress } from './progress';
import { CommandError } from './run';
import { withSession } from './session';

async function runDemo(options: { json?: boolean }): Promise<void> {
  await withSession(({ database, dataSource }) =>
    withSetupLock(database.url, async () => {
      if (!(await isEmptyDatabase(dataSource.manager))) {
        throw new CommandError(
          'The database has content already, and the demo newspaper goes only into an empty one.',
        );
      }
      const progress = startProgress('Loading the demo newspaper');
      const counts = await loadDemo(dataSource.manager, (done, total) => {
        progress.update(done, total);
      }).finally(() => {
        progress.stop();
      });
      printResult(options.json === true, counts, [
        `Loaded ${counts.articles} articles in ${counts.editions} editions.`,
      ]);
    }),
  );
}

export function addDemoCommand(program: Command): void {
  program
    .command('demo')
    .description('load the demo newspaper into an empty database')
    .option('--json', 'print one line of JSON')
    .action(runDemo);
}
