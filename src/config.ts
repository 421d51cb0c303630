import { resolve } from 'node:path';
import { z } from 'zod';

/** A setting is wrong. The message is a sentence that says which one and what to do about it. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

const wholeNumber = (min: number, max: number, unit = '') =>
  z
    .string()
    .trim()
    .regex(/^-?\d+$/, `must be a whole number${unit}`)
    .transform(Number)
    .pipe(z.number().min(min, `must be at least ${min}`).max(max, `must be at most ${max}`));

const flag = z
  .enum(['true', 'false', '1', '0', 'yes', 'no'], 'must be true or false')
  .transform((word) => ['true', '1', 'yes'].includes(word));

const httpUrl = z
  .url({
    protocol: /^https?$/,
    error: 'must be an http or https address such as https://news.example',
  })
  .transform((url) => url.replace(/\/+$/, ''));

const address = httpUrl.refine(
  (url) => !/[?#@]/.test(url),
  'must be an address without a user name, a query or a fragment',
);

/** As browsers send it in the header Origin: lower case, without a path or the usual port. */
const origin = address
  .refine((url) => new URL(url).pathname === '/')
  .transform((url) => new URL(url).origin);

const hexadecimal = z.string().regex(/^(?:[0-9a-f]{2})+$/i, 'must be hexadecimal digits');

function isConnectionString(text: string): boolean {
  try {
    new URL(text);
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

const environment = z.object({
  NODE_ENV: z
    .enum(['development', 'test', 'production'], 'must be development, test or production')
    .default('development'),
  PORT: wholeNumber(0, 65_535).optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  PUBLIC_URL: address.optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://')
    .refine(
      isConnectionString,
      'must be an address such as postgres://user:password@host:5432/database, with special characters written as %40',
    )
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

    .pipe(
      z.array(
        z.union(
          [z.literal('*'), origin],
          'must be origins such as https://app.example separated by commas, or *',
        ),
      ),
    )
    .default([]),
  READ_CONNECTIONS: wholeNumber(1, 16).default(2),
  WRITE_CONNECTIONS: wholeNumber(1, 50).default(5),
  STATEMENT_TIMEOUT_MS: wholeNumber(10, 600_000, ' of milliseconds').default(5_000),
  EXECUTION_TIMEOUT_MS: wholeNumber(10, 600_000, ' of milliseconds').default(10_000),
  COMPILE_QUERIES_AT: wholeNumber(0, 1_000).default(2),
  SHUTDOWN_TIMEOUT_MS: wholeNumber(0, 600_000, ' of milliseconds').default(15_000),
  RANKING_REFRESH_SECONDS: wholeNumber(1, 3_600, ' of seconds').default(60),
  IMPORT_MAX_BYTES: wholeNumber(1_024, 10_737_418_240, ' of bytes').default(104_857_600),
  IMAGE_SERVICE_URL: address.optional(),
  IMAGE_SERVICE_KEY: hexadecimal.optional(),
  IMAGE_SERVICE_SALT: hexadecimal.optional(),
  IMAGE_URL_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
  IMAGE_CACHE_DIR: z.string().min(1).optional(),
  IMAGE_CACHE_BYTES: wholeNumber(1_048_576, 1_099_511_627_776, ' of bytes').default(536_870_912),
});

/** The name of every setting. */
export const SETTING_NAMES: readonly string[] = Object.keys(environment.shape);

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
  /** At its how-manieth request a query is compiled; 0: never, graphql-js interprets every one. */
  readonly compileQueriesAt: number;
  readonly shutdownTimeoutMs: number;
  readonly rankingRefreshSeconds: number;
  readonly importMaxBytes: number;
  /** The imgproxy that renders pictures; `null`: we do. Key and salt are hexadecimal. */
  readonly imageService: {
    readonly url: string;
    readonly key: string;
    readonly salt: string;
  } | null;
  /** What our own pictures' URLs are signed with; `null`: a secret kept in the database. */
  readonly imageUrlSecret: string | null;
  /** Where rendered pictures are kept; `null`: beside the embedded database's folder. */
  readonly imageCacheDir: string | null;
  readonly imageCacheBytes: number;
}

type Environment = z.infer<typeof environment>;

function imageService(values: Environment): Config['imageService'] {
  const { IMAGE_SERVICE_URL: url, IMAGE_SERVICE_KEY: key, IMAGE_SERVICE_SALT: salt } = values;
  return url === undefined || key === undefined || salt === undefined
    ? null
    : Object.freeze({ url, key, salt });
}

/** Without its key and salt the service would have to trust whoever asks. */
const complete = environment.superRefine((values, context) => {
  if (values.IMAGE_SERVICE_URL === undefined) return;
  for (const name of ['IMAGE_SERVICE_KEY', 'IMAGE_SERVICE_SALT'] as const) {
    if (values[name] !== undefined) continue;
    const message = 'must be set together with IMAGE_SERVICE_URL';
    context.addIssue({ code: 'custom', path: [name], message });
  }
});

function sentence(issue: z.core.$ZodIssue): string {
  const name = issue.path.map(String)[0] ?? 'the configuration';
  return `${name} ${issue.message}.`;
}

function checked(env: NodeJS.ProcessEnv): Environment {
  // An empty variable is what `NAME= npm start` and many process managers make of an unset one.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = complete.safeParse(given);
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
    corsOrigins: Object.freeze(values.CORS_ORIGINS),
    readConnections: values.READ_CONNECTIONS,
    writeConnections: values.WRITE_CONNECTIONS,
    statementTimeoutMs: values.STATEMENT_TIMEOUT_MS,
    executionTimeoutMs: values.EXECUTION_TIMEOUT_MS,
    compileQueriesAt: values.COMPILE_QUERIES_AT,
    shutdownTimeoutMs: values.SHUTDOWN_TIMEOUT_MS,
    rankingRefreshSeconds: values.RANKING_REFRESH_SECONDS,
    importMaxBytes: values.IMPORT_MAX_BYTES,
    imageService: imageService(values),
    imageUrlSecret: values.IMAGE_URL_SECRET ?? null,
    imageCacheDir: values.IMAGE_CACHE_DIR === undefined ? null : resolve(values.IMAGE_CACHE_DIR),
    imageCacheBytes: values.IMAGE_CACHE_BYTES,
  });
}
