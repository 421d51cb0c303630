import { type Command } from 'commander';
import { reportOf, tableOf } from '../audience/replay/replay.report';
import { replay } from '../audience/replay/replay.run';
import { readStream } from '../audience/replay/replay.stream';
import { printResult } from './output';
import { startProgress } from './progress';
import { CommandError } from './run';
import { withSession } from './session';

async function runReplay(file: string, options: { json?: boolean }): Promise<void> {
  const stream = await readStream(file).catch((error: unknown) => {
    throw new CommandError(error instanceof Error ? error.message : String(error));
  });
  await withSession(async ({ dataSource }) => {
    const queryRunner = dataSource.createQueryRunner();
    const progress = startProgress('Replaying');
    try {
      const result = await replay(queryRunner.manager, stream, (done, total) => {
        progress.update(done, total);
      });
      progress.stop();
      if (result.times.length === 0)
        throw new CommandError('The stream is shorter than six hours.');
      const rankings = reportOf(result);
      const counts = `${stream.events.length} reads of ${stream.articles} articles, ranked ${result.times.length} times`;
      const summary = { events: stream.events.length, articles: stream.articles };
      printResult(options.json === true, { ...summary, times: result.times.length, rankings }, [
        counts,
        ...tableOf(rankings),
      ]);
    } finally {
      progress.stop();
      await queryRunner.query('DISCARD TEMP');
      await queryRunner.release();
    }
  });
}

export function addReplayCommand(program: Command): void {
  program
    .command('replay')
    .description(
      'score TRENDING and simpler rankings against what was read next, in a CSV of reads (at, article, visitor)',
    )
    .argument('<file>', 'the reads')
    .option('--json', 'print one line of JSON')
    .action(runReplay);
}
