import { resolve } from 'node:path';
import { type CdnConfig, formOf } from './cdn/cdn.config';
import { type Environment, environment } from './config.environment';
import { MEGABYTE, sentence } from './config.values';

/** A setting is wrong. The message is a sentence that says which one and what to do about it. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** Whose tokens are taken, and where in them the roles are. */
export interface AuthConfig {
  readonly issuer: string;
  readonly audience: string;
  /** Where the issuer's keys are; `null`: where its discovery document says. */
  readonly jwksUrl: string | null;
  /** A claim's name, or the path to it with dots, such as `realm_access.roles`. */
  readonly rolesClaim: string;
  /** Our roles by the issuer's names of them; `null`: it calls them reader, editor and admin. */
  readonly roleMap: ReadonlyMap<string, string> | null;
}

/** Everything that can be set from outside, checked. Times are milliseconds, sizes bytes unless the name says otherwise. */
export interface Config {
  readonly environment: 'development' | 'test' | 'production';
  readonly isProduction: boolean;
  /** Where to listen; `null`: 4000, or the next free port where 4000 is taken. */
  readonly port: number | null;
  readonly host: string;
  /** How many processes serve on the one port; 1: this one alone. */
  readonly workers: number;
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
  /** How many proxies in front add to the header that tells the client's address. */
  readonly trustedProxies: number;
  /** How many requests an address without a token may send, and a reader with one. With 0 for addresses nothing is limited. */
  readonly requestsPerMinute: { readonly address: number; readonly reader: number };
  readonly corsOrigins: readonly string[];
  readonly readConnections: number;
  readonly writeConnections: number;
  readonly statementTimeoutMs: number;
  readonly executionTimeoutMs: number;
  /** Whether clients that are not known may send persisted documents only. */
  readonly persistedOnly: boolean;
  /** Manifests of apps' documents, besides our own. */
  readonly persistedDocuments: readonly string[];
  /** Who is told of what happens; each with the same secret to verify it by. */
  readonly webhookUrls: readonly string[];
  readonly webhookSecret: string | null;
  /** At its how-manieth request a query is compiled; 0: never, graphql-js interprets every one. */
  readonly compileQueriesAt: number;
  /** How much memory the rows and lists that operations share may take; 0: they share nothing. */
  readonly rowCacheBytes: number;
  /** How much memory whole answers may take that everyone can have; 0: every operation is executed. */
  readonly answerCacheBytes: number;
  /** For how many seconds caches on the way, such as a CDN's, may keep an answer without asking again. */
  readonly cdnSeconds: number;
  /** Who is told to purge what changes; `null`: nobody. */
  readonly cdnPurge: CdnConfig | null;
  readonly shutdownTimeoutMs: number;
  readonly rankingRefreshSeconds: number;
  readonly viewFlushMs: number;
  /** For how many days views are kept one by one, and by minute and hour. */
  readonly viewRetention: {
    readonly detailDays: number;
    readonly minuteDays: number;
    readonly hourDays: number;
  };
  readonly importMaxBytes: number;
  /** The OpenID Connect issuer whose tokens are taken; `null`: none. */
  readonly auth: AuthConfig | null;
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

function imageService(values: Environment): Config['imageService'] {
  const { IMAGE_SERVICE_URL: url, IMAGE_SERVICE_KEY: key, IMAGE_SERVICE_SALT: salt } = values;
  return url === undefined || key === undefined || salt === undefined
    ? null
    : Object.freeze({ url, key, salt });
}

function auth(values: Environment): Config['auth'] {
  const { AUTH_ISSUER, AUTH_AUDIENCE, AUTH_JWKS_URL, AUTH_ROLES_CLAIM, AUTH_ROLE_MAP } = values;
  return AUTH_ISSUER === undefined || AUTH_AUDIENCE === undefined
    ? null
    : Object.freeze({
        issuer: AUTH_ISSUER,
        audience: AUTH_AUDIENCE,
        jwksUrl: AUTH_JWKS_URL ?? null,
        rolesClaim: AUTH_ROLES_CLAIM,
        roleMap: AUTH_ROLE_MAP ?? null,
      });
}

const CDN_SECONDS = 5;
/** What changes is purged. For so long it is wrong at the most where that cannot be done, or somebody writes SQL around the triggers. */
const PURGED_CDN_SECONDS = 300;

function cdnSeconds({ CDN_SECONDS: seconds, CDN_PURGE_URL }: Environment): number {
  return seconds ?? (CDN_PURGE_URL === undefined ? CDN_SECONDS : PURGED_CDN_SECONDS);
}

function cdnPurge(values: Environment): Config['cdnPurge'] {
  const { CDN_PURGE_URL: url, CDN_PURGE_TOKEN: token, CDN_PURGE_FORM } = values;
  if (url === undefined || token === undefined) return null;
  const form = CDN_PURGE_FORM ?? formOf(url);
  return form && Object.freeze({ url, token, form });
}

function checked(env: NodeJS.ProcessEnv): Environment {
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
    workers: values.WORKERS,
    publicUrl: values.PUBLIC_URL ?? null,
    databaseUrl: values.DATABASE_URL ?? null,
    dataDir: values.DATA_DIR === undefined ? null : resolve(values.DATA_DIR),
    embeddedPgBin: values.EMBEDDED_PG_BIN ?? null,
    embeddedPgUser: values.EMBEDDED_PG_USER ?? null,
    demoContent: values.DEMO_CONTENT,
    logLevel: values.LOG_LEVEL,
    trustedProxies: values.TRUST_PROXY,
    requestsPerMinute: Object.freeze({
      address: values.RATE_LIMIT_PER_MINUTE,
      reader: values.RATE_LIMIT_READER_PER_MINUTE,
    }),
    corsOrigins: Object.freeze(values.CORS_ORIGINS),
    readConnections: values.READ_CONNECTIONS,
    writeConnections: values.WRITE_CONNECTIONS,
    statementTimeoutMs: values.STATEMENT_TIMEOUT_MS,
    executionTimeoutMs: values.EXECUTION_TIMEOUT_MS,
    persistedOnly: values.PERSISTED_ONLY,
    webhookUrls: Object.freeze([...new Set(values.WEBHOOK_URLS)]),
    webhookSecret: values.WEBHOOK_SECRET ?? null,
    persistedDocuments: Object.freeze(values.PERSISTED_DOCUMENTS),
    compileQueriesAt: values.COMPILE_QUERIES_AT,
    rowCacheBytes: values.ROW_CACHE_MB * MEGABYTE,
    answerCacheBytes: values.ANSWER_CACHE_MB * MEGABYTE,
    cdnSeconds: cdnSeconds(values),
    cdnPurge: cdnPurge(values),
    shutdownTimeoutMs: values.SHUTDOWN_TIMEOUT_MS,
    rankingRefreshSeconds: values.RANKING_REFRESH_SECONDS,
    viewFlushMs: values.VIEW_FLUSH_MS,
    viewRetention: Object.freeze({
      detailDays: values.VIEW_DETAIL_DAYS,
      minuteDays: values.VIEW_MINUTE_DAYS,
      hourDays: values.VIEW_HOUR_DAYS,
    }),
    importMaxBytes: values.IMPORT_MAX_BYTES,
    auth: auth(values),
    imageService: imageService(values),
    imageUrlSecret: values.IMAGE_URL_SECRET ?? null,
    imageCacheDir: values.IMAGE_CACHE_DIR === undefined ? null : resolve(values.IMAGE_CACHE_DIR),
    imageCacheBytes: values.IMAGE_CACHE_BYTES,
  });
}
