import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command } from 'commander';
import { printableSchema } from '../schema.print';
import { projectDir } from '../project';
import { CommandError } from './run';

function runSchema({ check }: { check?: boolean }): void {
  const file = join(projectDir(), 'schema', 'schema.graphql');
  const printed = printableSchema();
  if (!check) {
    writeFileSync(file, printed);
    return;
  }
  if (readFileSync(file, 'utf8') !== printed) {
    throw new CommandError(
      'schema/schema.graphql is stale. Write it anew with `npm run schema:write` and review the difference.',
    );
  }
}

export function addSchemaCommand(program: Command): void {
  program
    .command('schema')
    .description('write schema/schema.graphql from the code')
    .option('--check', 'only look whether the file is up to date')
    .action(runSchema);
}
