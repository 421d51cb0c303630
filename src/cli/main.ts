import 'reflect-metadata';
import { Command } from 'commander';
import { addClientCommand } from './client.command';
import { addDemoCommand } from './demo.command';
import { addImportCommand } from './import.command';
import { addInspectCommand } from './inspect.command';
import { addLeakDrillCommand } from './leak-drill.command';
import { addMigrateCommand } from './migrate.command';
import { addReaderCommand } from './reader.command';
import { addRelatedCommand } from './related.command';
import { addOperationsCommand } from './operations.command';
import { addReplayCommand } from './replay.command';
import { runOrExplain } from './run';
import { addSchemaCommand } from './schema.command';
import { serve } from './serve.command';
import { addTokenCommand } from './token.command';
import { addWebhookCommand } from './webhook.command';

function createProgram(): Command {
  const program = new Command('broadsheet')
    .description(
      'A GraphQL news gateway. Settings come from the environment; README.md lists them.',
    )
    .showHelpAfterError();
  program
    .command('serve')
    .description('serve the API until a signal comes')
    .option('--workers <number>', 'by so many processes on one port; max: one for each core')
    .action(serve);
  addMigrateCommand(program);
  addDemoCommand(program);
  addImportCommand(program);
  addInspectCommand(program);
  addReaderCommand(program);
  addRelatedCommand(program);
  addReplayCommand(program);
  addLeakDrillCommand(program);
  addSchemaCommand(program);
  addOperationsCommand(program);
  addTokenCommand(program);
  addClientCommand(program);
  addWebhookCommand(program);
  return program;
}

void runOrExplain(() => createProgram().parseAsync());
