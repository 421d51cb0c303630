import { readFileSync, writeFileSync } from 'node:fs';
import { type Command } from 'commander';
import { operationsManifest, printManifest } from '../operations';
import { CommandError } from './run';

function runOperations({ check }: { check?: boolean }): void {
  const file = operationsManifest();
  const printed = printManifest();
  if (!check) {
    writeFileSync(file, printed);
    return;
  }
  if (readFileSync(file, 'utf8') !== printed) {
    throw new CommandError(
      'schema/operations/manifest.json is stale. Write it anew with `npm run schema:write`.',
    );
  }
}

export function addOperationsCommand(program: Command): void {
  program
    .command('operations')
    .description("write schema/operations/manifest.json from the clients' documents")
    .option('--check', 'only look whether the file is up to date')
    .action(runOperations);
}
