import { z } from 'zod';
import { complaintOf, formOf } from './cdn/cdn.config';
import {
  address,
  fileList,
  flag,
  hexadecimal,
  httpUrl,
  isConnectionString,
  issuer,
  list,
  origin,
  proxies,
  roleMap,
  wholeNumber,
  workers,
} from './config.values';

/** Every setting by itself. */
const settings = z.object({
  NODE_ENV: z
    .enum(['development', 'test', 'production'], 'must be development, test or production')
    .default('development'),
  PORT: wholeNumber(0, 65_535).optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  WORKERS: workers.default(1),
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
  TRUST_PROXY: proxies.default(0),
  RATE_LIMIT_PER_MINUTE: wholeNumber(0, 1_000_000, ' of requests').default(600),
  RATE_LIMIT_READER_PER_MINUTE: wholeNumber(1, 1_000_000, ' of requests').default(600),
  CORS_ORIGINS: list
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
  WEBHOOK_URLS: list.pipe(z.array(httpUrl)).optional(),
  WEBHOOK_SECRET: z
    .string()
    .regex(
      /^whsec_[A-Za-z0-9+/]{32,}={0,2}$/,
      'must be whsec_ and at least 24 random bytes in base64',
    )
    .optional(),
  PERSISTED_ONLY: flag.default(false),
  PERSISTED_DOCUMENTS: fileList,
  COMPILE_QUERIES_AT: wholeNumber(0, 1_000).default(2),
  ROW_CACHE_MB: wholeNumber(0, 65_536, ' of megabytes').default(64),
  ANSWER_CACHE_MB: wholeNumber(0, 65_536, ' of megabytes').default(64),
  CDN_SECONDS: wholeNumber(0, 31_536_000, ' of seconds').optional(),
  CDN_PURGE_URL: httpUrl.optional(),
  CDN_PURGE_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]+$/, "must be the CDN's API token as it is, without spaces")
    .optional(),
  CDN_PURGE_FORM: z.enum(['fastly', 'cloudflare'], 'must be fastly or cloudflare').optional(),
  SHUTDOWN_TIMEOUT_MS: wholeNumber(0, 600_000, ' of milliseconds').default(15_000),
  RANKING_REFRESH_SECONDS: wholeNumber(1, 3_600, ' of seconds').default(30),
  VIEW_FLUSH_MS: wholeNumber(10, 60_000, ' of milliseconds').default(1_000),
  VIEW_DETAIL_DAYS: wholeNumber(1, 366, ' of days').default(2),
  VIEW_MINUTE_DAYS: wholeNumber(2, 3_660, ' of days').default(32),
  VIEW_HOUR_DAYS: wholeNumber(32, 36_600, ' of days').default(400),
  IMPORT_MAX_BYTES: wholeNumber(1_024, 10_737_418_240, ' of bytes').default(104_857_600),
  AUTH_ISSUER: issuer.optional(),
  AUTH_AUDIENCE: z.string().min(1).optional(),
  AUTH_JWKS_URL: httpUrl.optional(),
  AUTH_ROLES_CLAIM: z.string().min(1).default('roles'),
  AUTH_ROLE_MAP: roleMap.optional(),
  IMAGE_SERVICE_URL: address.optional(),
  IMAGE_SERVICE_KEY: hexadecimal.optional(),
  IMAGE_SERVICE_SALT: hexadecimal.optional(),
  IMAGE_URL_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
  IMAGE_CACHE_DIR: z.string().min(1).optional(),
  IMAGE_CACHE_BYTES: wholeNumber(1_048_576, 1_099_511_627_776, ' of bytes').default(536_870_912),
});

/** The name of every setting. */
export const SETTING_NAMES: readonly string[] = Object.keys(settings.shape);

export type Environment = z.infer<typeof settings>;

/**
 * What makes no sense, or no safe sense, by itself: a picture service without its key and salt would have to trust whoever
 * asks; an issuer without an audience would let tokens for its other applications in.
 */
const TOGETHER = [
  ['IMAGE_SERVICE_URL', ['IMAGE_SERVICE_KEY', 'IMAGE_SERVICE_SALT']],
  ['AUTH_ISSUER', ['AUTH_AUDIENCE']],
  ['AUTH_AUDIENCE', ['AUTH_ISSUER']],
  ['AUTH_JWKS_URL', ['AUTH_ISSUER']],
  ['AUTH_ROLE_MAP', ['AUTH_ISSUER']],
  ['WEBHOOK_URLS', ['WEBHOOK_SECRET']],
  ['CDN_PURGE_URL', ['CDN_PURGE_TOKEN']],
  ['CDN_PURGE_TOKEN', ['CDN_PURGE_URL']],
  ['CDN_PURGE_FORM', ['CDN_PURGE_URL']],
] as const;

type Complain = (name: string, message: string) => void;

function checkCdn({ CDN_PURGE_URL: url, CDN_PURGE_FORM: form }: Environment, complain: Complain) {
  if (url === undefined) return;
  const known = formOf(url);
  const complaint = complaintOf(url);
  if (complaint !== null) complain('CDN_PURGE_URL', complaint);
  if (known === null && form === undefined) {
    complain(
      'CDN_PURGE_FORM',
      'must be fastly or cloudflare: the host of CDN_PURGE_URL does not say',
    );
  }
  if (known !== null && form !== undefined && form !== known) {
    complain('CDN_PURGE_FORM', `must be ${known}, as CDN_PURGE_URL is, or be left out`);
  }
}

/** What does for trying things out, and not for readers. */
function checkProduction(values: Environment, complain: Complain) {
  const { AUTH_ISSUER, AUTH_JWKS_URL, WEBHOOK_URLS, CDN_PURGE_URL } = values;
  if (AUTH_ISSUER?.startsWith('http:') === true && AUTH_JWKS_URL === undefined) {
    complain('AUTH_ISSUER', 'must be an https address in production, or come with AUTH_JWKS_URL');
  }
  if (WEBHOOK_URLS?.some((url) => url.startsWith('http:'))) {
    complain('WEBHOOK_URLS', 'must be https addresses in production');
  }
  if (CDN_PURGE_URL?.startsWith('http:') === true) {
    complain('CDN_PURGE_URL', 'must be an https address in production');
  }
}

/** The environment: every setting by itself, and what they are together. */
export const environment = settings.superRefine((values, context) => {
  const complain: Complain = (name, message) => {
    context.addIssue({ code: 'custom', path: [name], message });
  };
  for (const [given, needed] of TOGETHER) {
    for (const name of values[given] === undefined ? [] : needed) {
      if (values[name] === undefined) complain(name, `must be set together with ${given}`);
    }
  }
  checkCdn(values, complain);
  if (values.NODE_ENV === 'production') checkProduction(values, complain);
});
