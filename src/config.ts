import { resolve } from 'node:path';
import { z } from 'zod';

/** A setting is wrong. The message is a sentence that says which one and what to do about it. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

const wholeNumber = (min: number, max: number, unit = '') =>
  z.coerce
    .number(`must be a whole number${unit}`)
    .int(`must be a whole number${unit}`)
    .min(min, `must be at least ${min}`)
    .max(max, `must be at most ${max}`);

const flag = z
  .enum(['true', 'false', '1', '0', 'yes', 'no'], 'must be true or false')
  .transform((word) => ['true', '1', 'yes'].includes(word));

const httpUrl = z
  .url({
    protocol: /^https?$/,
    error: 'must be an http or https address such as https://news.example',
  })
  .transform((url) => url.replace(/\/+$/, ''));

const environment = z.object({
  NODE_ENV: z
    .enum(['development', 'test', 'production'], 'must be development, test or production')
    .default('development'),
  PORT: wholeNumber(0, 65_535).optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  PUBLIC_URL: httpUrl.optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://')
    .optional(),
  DATA_DIR: z.string().min(1).optional(),
  EMBEDDED_PG_BIN: z.string().min(1).optional(),
  EMBEDDED_PG_USER: z.string().min(1).optional(),
  DEMO_CONTENT: flag.default(true),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'must be fatal, error, warn, info, debug, trace or silent',
    )
    .default('info'),
  TRUST_PROXY: flag.default(false),
  CORS_ORIGINS: z
    .string()
    .transform((list) =>
      list
        .split(',')
        .map((origin) => origin.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.union([z.literal('*'), httpUrl], 'must be origins separated by commas, or *')))
    .default([]),
  READ_CONNECTIONS: wholeNumber(1, 16).default(2),
  WRITE_CONNECTIONS: wholeNumber(1, 50).default(5),
  STATEMENT_TIMEOUT_MS: wholeNumber(10, 600_000, ' of milliseconds').default(5_000),
  EXECUTION_TIMEOUT_MS: wholeNumber(10, 600_000, ' of milliseconds').default(10_000),
  SHUTDOWN_TIMEOUT_MS: wholeNumber(0, 600_000, ' of milliseconds').default(15_000),
  RANKING_REFRESH_SECONDS: wholeNumber(1, 3_600, ' of seconds').default(60),
  IMPORT_MAX_BYTES: wholeNumber(1_024, 10_737_418_240, ' of bytes').default(104_857_600),
});

/** Everything that can be set from outside, checked. Times are milliseconds, sizes bytes unless the name says otherwise. */
export interface Config {
  readonly environment: 'development' | 'test' | 'production';
  readonly isProduction: boolean;
  /** Where to listen; `null`: 4000, or the next free port where 4000 is taken. */
  readonly port: number | null;
  readonly host: string;
  /** The site's address as readers see it, without a trailing slash; `null`: wherever the server listens. */
  readonly publicUrl: string | null;
  /** The PostgreSQL to use; `null`: the embedded one. */
  readonly databaseUrl: string | null;
  /** The embedded database's folder; `null`: the launcher's own choice. */
  readonly dataDir: string | null;
  readonly embeddedPgBin: string | null;
  readonly embeddedPgUser: string | null;
  readonly demoContent: boolean;
  readonly logLevel: string;
  readonly trustProxy: boolean;
  readonly corsOrigins: readonly string[];
  readonly readConnections: number;
  readonly writeConnections: number;
  readonly statementTimeoutMs: number;
  readonly executionTimeoutMs: number;
  readonly shutdownTimeoutMs: number;
  readonly rankingRefreshSeconds: number;
  readonly importMaxBytes: number;
}

function sentence(issue: z.core.$ZodIssue): string {
  const name = issue.path.map(String)[0] ?? 'the configuration';
  return `${name} ${issue.message}.`;
}

function checked(env: NodeJS.ProcessEnv): z.infer<typeof environment> {
  // An empty variable is what `NAME= npm start` and many process managers make of an unset one.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = environment.safeParse(given);
  if (result.success) return result.data;
  throw new ConfigError(
    `${result.error.issues.map(sentence).join(' ')} Correct it in the environment and start again; README.md lists every setting.`,
  );
}

/** Reads and checks the environment. Throws a {@link ConfigError} that names every wrong setting. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const values = checked(env);
  return Object.freeze({
    environment: values.NODE_ENV,
    isProduction: values.NODE_ENV === 'production',
    port: values.PORT ?? null,
    host: values.HOST,
    publicUrl: values.PUBLIC_URL ?? null,
    databaseUrl: values.DATABASE_URL ?? null,
    dataDir: values.DATA_DIR === undefined ? null : resolve(values.DATA_DIR),
    embeddedPgBin: values.EMBEDDED_PG_BIN ?? null,
    embeddedPgUser: values.EMBEDDED_PG_USER ?? null,
    demoContent: values.DEMO_CONTENT,
    logLevel: values.LOG_LEVEL,
    trustProxy: values.TRUST_PROXY,
    corsOrigins: values.CORS_ORIGINS,
    readConnections: values.READ_CONNECTIONS,
    writeConnections: values.WRITE_CONNECTIONS,
    statementTimeoutMs: values.STATEMENT_TIMEOUT_MS,
    executionTimeoutMs: values.EXECUTION_TIMEOUT_MS,
    shutdownTimeoutMs: values.SHUTDOWN_TIMEOUT_MS,
    rankingRefreshSeconds: values.RANKING_REFRESH_SECONDS,
    importMaxBytes: values.IMPORT_MAX_BYTES,
  });
}
