import { type Command } from 'commander';
import { readConfig } from '../config';
import { LOCAL_ISSUER } from '../identity/local.token';
import { eraseReader, exportReader } from '../reading-lists/reader-data.commands';
import { type ListOwner, readerOf } from '../reading-lists/reader.ids';
import { leaveWithReader } from './output';
import { CommandError } from './run';
import { withSession } from './session';

interface ReaderOptions {
  subject: string;
  issuer?: string;
}

function ownerOf({ subject, issuer }: ReaderOptions): ListOwner {
  return readerOf({ subject, issuer: issuer ?? readConfig().auth?.issuer ?? LOCAL_ISSUER });
}

async function printData(options: ReaderOptions): Promise<void> {
  leaveWithReader();
  await withSession(async ({ dataSource }) => {
    const data = await exportReader(dataSource.manager, ownerOf(options));
    if (data.reader.length === 0) throw new CommandError('Nothing is held on this reader.');
    process.stdout.write(`${JSON.stringify(data, null, 2)}\n`);
  });
}

async function erase(options: ReaderOptions): Promise<void> {
  await withSession(async ({ dataSource }) => {
    const erased = await eraseReader(dataSource.manager, ownerOf(options));
    if (erased.reader === 0) throw new CommandError('Nothing is held on this reader.');
    process.stdout.write(`${JSON.stringify(erased)}\n`);
  });
}

export function addReaderCommand(program: Command): void {
  const reader = program.command('reader').description("export or erase a reader's data");
  const add = (
    name: string,
    description: string,
    action: (options: ReaderOptions) => Promise<void>,
  ) =>
    reader
      .command(name)
      .description(description)
      .requiredOption('--subject <subject>', "the reader's subject in the issuer's tokens")
      .option('--issuer <issuer>', 'who issued the tokens; the configured one when left out')
      .action(action);
  add('export', 'print all that is held on a reader as JSON', printData);
  add('erase', 'delete all of it and print how many rows that was', erase);
}
