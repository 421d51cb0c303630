import { createInterface } from 'node:readline';
import { type Command } from 'commander';
import { inspectFiles } from '../syndication/inspect';
import { leaveWithReader } from './output';

/** File names from standard input, one a line. */
async function* namesFromInput(): AsyncGenerator<string> {
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    if (line.trim() !== '') yield line;
  }
}

async function write(line: string): Promise<void> {
  if (process.stdout.write(line)) return;
  await new Promise((resolve) => process.stdout.once('drain', resolve));
}

async function inspect(files: string[]): Promise<void> {
  leaveWithReader();
  for await (const result of inspectFiles(files.length > 0 ? files : namesFromInput())) {
    await write(`${JSON.stringify(result)}\n`);
    if (!result.ok) process.exitCode = 1;
  }
}

export function addInspectCommand(program: Command): void {
  program
    .command('inspect')
    .description('show what an import would make of files: one line of JSON for each')
    .argument('[files...]', 'files to read; their names come from standard input when left out')
    .action(inspect);
}
