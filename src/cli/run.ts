import { ConfigError } from '../config';
import { ListenError } from '../server/listening';
import { DatabaseCheckError } from '../sql/database-check';
import { EmbeddedPostgresError } from '../sql/embedded/errors';

/** A command cannot do what it was asked to; the message is a sentence for whoever asked. */
export class CommandError extends Error {
  override name = 'CommandError';
}

function isForPeople(error: unknown): error is Error {
  const kinds = [CommandError, ConfigError, DatabaseCheckError, EmbeddedPostgresError, ListenError];
  return kinds.some((kind) => error instanceof kind);
}

/** Runs a command; where it fails, says why on stderr and leaves with a non-zero exit code. */
export async function runOrExplain(command: () => Promise<unknown>): Promise<void> {
  try {
    await command();
  } catch (error) {
    // What was foreseen is a sentence; what was not is shown whole.
    console.error(isForPeople(error) ? error.message : error);
    process.exitCode = 1;
  }
}
