import { pino, type Logger } from 'pino';
import { type Config } from './config';

/** The process's log: JSON lines on stdout or, on a terminal, lines for people. `name` tells processes apart. */
export function createLogger(
  config: Pick<Config, 'logLevel' | 'isProduction'>,
  name?: string,
): Logger {
  const isForPeople = process.stdout.isTTY && !config.isProduction;
  return pino({
    level: config.logLevel,
    ...(name !== undefined && { name }),
    ...(isForPeople && {
      transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname' } },
    }),
  });
}
