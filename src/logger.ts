import { pino, type Logger } from 'pino';
import { type Config } from './config';

/** The process's log: JSON lines on stdout or, on a terminal, lines for people. */
export function createLogger(config: Pick<Config, 'logLevel' | 'isProduction'>): Logger {
  const isForPeople = process.stdout.isTTY && !config.isProduction;
  return pino({
    level: config.logLevel,
    ...(isForPeople && {
      transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname' } },
    }),
  });
}
