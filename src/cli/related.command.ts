import { type Command } from 'commander';
import { type EntityManager } from 'typeorm';
import { forgetRelated, relatedProgress, relateWaiting } from '../articles/related.commands';
import { printResult } from './output';
import { startProgress } from './progress';
import { withSession } from './session';

interface RelatedFlags {
  json?: boolean;
}

/** Relates all articles that wait for it, and shows how far it is. */
export async function relate(manager: EntityManager): Promise<void> {
  const progress = startProgress('Relating articles');
  try {
    await relateWaiting(manager, {
      onProgress: (done, total) => {
        progress.update(done, total);
      },
    });
  } finally {
    progress.stop();
  }
}

async function runStatus({ json }: RelatedFlags): Promise<void> {
  const progress = await withSession(({ dataSource }) => relatedProgress(dataSource.manager));
  const { index, weigh, place, refill } = progress.waiting;
  const lines =
    progress.since === null
      ? ['Every article has its related ones.']
      : [
          `Waiting since ${progress.since.toISOString()}: ${index} to be read, ${weigh} to be weighed, ` +
            `${place} to be placed, ${refill} to have their lists filled up.`,
        ];
  printResult(json === true, progress, lines);
}

async function runUpdate({ json }: RelatedFlags, isRebuild: boolean): Promise<void> {
  const progress = await withSession(async ({ dataSource }) => {
    if (isRebuild) await forgetRelated(dataSource.manager);
    await relate(dataSource.manager);
    return relatedProgress(dataSource.manager);
  });
  printResult(json === true, progress, ['Every article has its related ones.']);
}

export function addRelatedCommand(program: Command): void {
  const related = program
    .command('related')
    .description('related articles: how far they are, and computing them');
  related
    .command('status')
    .description('tell how many articles wait for their related ones')
    .option('--json', 'print one line of JSON')
    .action(runStatus);
  related
    .command('update')
    .description('compute what waits, or go on with what was interrupted')
    .option('--json', 'print one line of JSON')
    .action((flags: RelatedFlags) => runUpdate(flags, false));
  related
    .command('rebuild')
    .description('compute all anew; where it is interrupted, a gateway or "related update" goes on')
    .option('--json', 'print one line of JSON')
    .action((flags: RelatedFlags) => runUpdate(flags, true));
}
