import { type Command, Option } from 'commander';
import { readConfig } from '../config';
import { LOCAL_TOKEN_SECRET, signLocalToken } from '../identity/local.token';
import { Role } from '../identity/viewer';
import { ensureSecret } from '../images/secret.commands';
import { CommandError } from './run';
import { withSession } from './session';

interface TokenOptions {
  role: string;
  subject: string;
  expires: string;
}

const DURATION = /^[1-9]\d{0,5}\s?(?:s|m|h|d|w|y)$/;

function requireLocalTokens(): void {
  const { auth, isProduction } = readConfig();
  if (auth) {
    throw new CommandError(`Tokens come from ${auth.issuer}, and no others are taken here.`);
  }
  if (isProduction) {
    throw new CommandError('In production tokens come from an issuer: set AUTH_ISSUER.');
  }
}

async function printToken({ role, subject, expires }: TokenOptions): Promise<void> {
  requireLocalTokens();
  if (!DURATION.test(expires)) {
    throw new CommandError('--expires takes a number and a unit, such as 12h or 30d.');
  }
  await withSession(async ({ dataSource }) => {
    const secret = await ensureSecret(dataSource.manager, LOCAL_TOKEN_SECRET);
    const known = Object.values(Role).find((name) => name.toLowerCase() === role) ?? Role.READER;
    const token = await signLocalToken(secret, { subject, role: known, expiresIn: expires });
    process.stdout.write(`${token}\n`);
  });
}

export function addTokenCommand(program: Command): void {
  const roles = Object.values(Role).map((role) => role.toLowerCase());
  program
    .command('token')
    .description('print a token for development; refused in production')
    .addOption(new Option('--role <role>', 'what it allows').choices(roles).default('reader'))
    .requiredOption('--subject <subject>', 'whose it is')
    .option('--expires <time>', 'how long it is valid', '30d')
    .action(printToken);
}
