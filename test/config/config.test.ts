import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Config, ConfigError, readConfig } from '../../src/config';
import { SETTING_NAMES } from '../../src/config.environment';

const NUMBERS: [string, keyof Config, number, number][] = [
  ['PORT', 'port', 0, 65_535],
  ['READ_CONNECTIONS', 'readConnections', 1, 16],
  ['WRITE_CONNECTIONS', 'writeConnections', 1, 50],
  ['STATEMENT_TIMEOUT_MS', 'statementTimeoutMs', 10, 600_000],
  ['EXECUTION_TIMEOUT_MS', 'executionTimeoutMs', 10, 600_000],
  ['SHUTDOWN_TIMEOUT_MS', 'shutdownTimeoutMs', 0, 600_000],
  ['RANKING_REFRESH_SECONDS', 'rankingRefreshSeconds', 1, 3_600],
  ['IMPORT_MAX_BYTES', 'importMaxBytes', 1_024, 10_737_418_240],
  ['IMAGE_CACHE_BYTES', 'imageCacheBytes', 1_048_576, 1_099_511_627_776],
];

/** What is said of a wrong environment. */
function complaint(env: NodeJS.ProcessEnv): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('The configuration was accepted.');
}

/** The rows of README.md's table of settings: name and default. */
function documentedSettings(): Map<string, string> {
  const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
  const table = readme.split(/^## Settings$/m)[1]?.split(/^## /m)[0] ?? '';
  const rows = table.matchAll(/^\| `(?<name>[A-Z_]+)`\s*\| (?<byDefault>[^|]*?)\s*\|/gm);
  return new Map([...rows].map(({ groups }) => [groups?.name ?? '', groups?.byDefault ?? '']));
}

describe('the configuration', () => {
  it('has a default for everything', () => {
    expect(readConfig({})).toStrictEqual({
      environment: 'development',
      isProduction: false,
      port: null,
      host: '127.0.0.1',
      workers: 1,
      persistedDocuments: [],
      persistedOnly: false,
      publicUrl: null,
      databaseUrl: null,
      dataDir: null,
      embeddedPgBin: null,
      embeddedPgUser: null,
      demoContent: true,
      logLevel: 'info',
      trustedProxies: 0,
      requestsPerMinute: { address: 600, reader: 600 },
      compileQueriesAt: 2,
      rowCacheBytes: 67_108_864,
      corsOrigins: [],
      readConnections: 2,
      writeConnections: 5,
      statementTimeoutMs: 5_000,
      executionTimeoutMs: 10_000,
      shutdownTimeoutMs: 15_000,
      rankingRefreshSeconds: 30,
      viewFlushMs: 1_000,
      viewRetention: { detailDays: 2, minuteDays: 32, hourDays: 400 },
      importMaxBytes: 104_857_600,
      webhookUrls: [],
      webhookSecret: null,
      answerCacheBytes: 67_108_864,
      auth: null,
      cdnSeconds: 5,
      cdnPurge: null,
      imageService: null,
      imageUrlSecret: null,
      imageCacheDir: null,
      imageCacheBytes: 536_870_912,
    });
  });

  it('takes an empty variable for one that is not set', () => {
    const empty = Object.fromEntries(SETTING_NAMES.map((name) => [name, '']));
    expect(readConfig(empty)).toStrictEqual(readConfig({}));
  });

  it('takes no notice of other variables', () => {
    expect(readConfig({ PORTS: 'abc', HOME: '/nowhere' })).toStrictEqual(readConfig({}));
  });

  it('cannot be changed', () => {
    const config = readConfig({ CORS_ORIGINS: 'https://app.example' });
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.corsOrigins)).toBe(true);
  });

  it.each(NUMBERS)('%s may be as low and as high as its bounds', (name, key, min, max) => {
    expect(readConfig({ [name]: String(min) })[key]).toBe(min);
    expect(readConfig({ [name]: String(max) })[key]).toBe(max);
  });

  it.each(NUMBERS)('%s beyond its bounds is refused with the bound', (name, _key, min, max) => {
    expect(complaint({ [name]: String(min - 1) })).toContain(`${name} must be at least ${min}.`);
    expect(complaint({ [name]: String(max + 1) })).toContain(`${name} must be at most ${max}.`);
  });

  it.each(['abc', '12.5', '1e3', '0x10', '  ', 'Infinity', '12 345', '٣'])(
    'refuses "%s" for a number',
    (value) => {
      expect(complaint({ PORT: value })).toContain('PORT must be a whole number.');
      expect(complaint({ EXECUTION_TIMEOUT_MS: value })).toContain('whole number of milliseconds');
    },
  );

  it.each([
    ['true', true],
    ['1', true],
    ['yes', true],
    ['false', false],
    ['0', false],
    ['no', false],
  ])('reads "%s" as a flag', (word, value) => {
    expect(readConfig({ DEMO_CONTENT: word, TRUST_PROXY: word })).toMatchObject({
      demoContent: value,
      trustedProxies: Number(value),
    });
  });

  it.each([
    ['NODE_ENV', 'prod', 'must be development, test or production'],
    ['DEMO_CONTENT', 'TRUE!', 'must be true or false'],
    ['TRUST_PROXY', '127.0.0.1', 'must be true, false or the number of proxies in front'],
    ['LOG_LEVEL', 'verbose', 'must be fatal, error, warn, info, debug, trace or silent'],
    ['PUBLIC_URL', 'news.example', 'must be an http or https address'],
    ['PUBLIC_URL', 'ftp://news.example', 'must be an http or https address'],
    ['PUBLIC_URL', 'https://news.example/?a=b', 'without a user name, a query or a fragment'],
    ['PUBLIC_URL', 'https://ann:secret@news.example', 'without a user name'],
    ['DATABASE_URL', 'mysql://db/news', 'must start with postgres:// or postgresql://'],
    ['DATABASE_URL', 'postgres://a:b@host:port/news', 'must be an address such as postgres://'],
    ['DATABASE_URL', 'postgres://a:100%@host/news', 'special characters written as %40'],
    ['CORS_ORIGINS', 'app.example', 'must be origins such as https://app.example'],
    ['CORS_ORIGINS', 'https://app.example/path', 'must be origins such as https://app.example'],
    ['CORS_ORIGINS', 'https://a.example,**', 'must be origins such as https://app.example'],
  ])('says what is wrong with %s=%s', (name, value, expected) => {
    const message = complaint({ [name]: value });
    expect(message).toMatch(new RegExp(`^${name} must .*\\.$`));
    expect(message).toContain(expected);
    expect(message).toContain('Correct it in the environment and start again');
  });

  it('names everything that is wrong at once', () => {
    expect(complaint({ PORT: 'x', LOG_LEVEL: 'y' })).toMatch(/PORT must .*LOG_LEVEL must/);
  });

  it('keeps the password of a wrong address to itself', () => {
    expect(complaint({ DATABASE_URL: 'postgres://ann:hunter2@host:port/news' })).not.toContain(
      'hunter2',
    );
  });

  it('accepts the addresses that PostgreSQL clients accept', () => {
    const urls = [
      'postgres://ann@db.example/news',
      'postgresql://ann:p%40ss@[::1]:5433/news?sslmode=require',
      'postgres:///news?host=/var/run/postgresql',
    ];
    for (const url of urls) expect(readConfig({ DATABASE_URL: url }).databaseUrl).toBe(url);
  });

  it('writes addresses without a slash at the end, and origins as browsers send them', () => {
    const config = readConfig({
      PUBLIC_URL: 'https://news.example/town//',
      CORS_ORIGINS: ' https://App.Example/ , http://localhost:3000,https://a.example:443,,',
      DATA_DIR: 'data',
    });
    expect(config.publicUrl).toBe('https://news.example/town');
    expect(config.corsOrigins).toEqual([
      'https://app.example',
      'http://localhost:3000',
      'https://a.example',
    ]);
    expect(config.dataDir).toBe(resolve('data'));
  });

  const FASTLY = 'https://api.fastly.com/service/s1/purge';
  const CLOUDFLARE = 'https://api.cloudflare.com/client/v4/zones/z1/purge_cache';

  it('knows how a CDN is told to purge by its host, and lets it keep answers for longer then', () => {
    const told = (url: string, more = {}) =>
      readConfig({ CDN_PURGE_URL: url, CDN_PURGE_TOKEN: 't', ...more });
    expect(told(FASTLY).cdnPurge).toEqual({ url: FASTLY, token: 't', form: 'fastly' });
    expect(told(CLOUDFLARE).cdnPurge?.form).toBe('cloudflare');
    const relay = told('http://relay.internal/purge', { CDN_PURGE_FORM: 'cloudflare' });
    expect(relay.cdnPurge?.form).toBe('cloudflare');
    expect([relay.cdnSeconds, told(FASTLY, { CDN_SECONDS: '7' }).cdnSeconds]).toEqual([300, 7]);
  });

  it.each([
    [{ CDN_PURGE_URL: FASTLY }, 'CDN_PURGE_TOKEN must be set together with CDN_PURGE_URL'],
    [{ CDN_PURGE_TOKEN: 't' }, 'CDN_PURGE_URL must be set together with CDN_PURGE_TOKEN'],
    [{ CDN_PURGE_FORM: 'fastly' }, 'CDN_PURGE_URL must be set together with CDN_PURGE_FORM'],
    [{ CDN_PURGE_FORM: 'akamai' }, 'CDN_PURGE_FORM must be fastly or cloudflare'],
    [{ CDN_PURGE_TOKEN: 'a b' }, "CDN_PURGE_TOKEN must be the CDN's API token as it is"],
    [{ CDN_PURGE_URL: 'https://cdn.example/purge', CDN_PURGE_TOKEN: 't' }, 'does not say'],
    [
      { CDN_PURGE_URL: 'https://api.fastly.com', CDN_PURGE_TOKEN: 't' },
      'must be the whole address to post purges to: https://api.fastly.com/service/SERVICE_ID/purge',
    ],
    [
      { CDN_PURGE_URL: CLOUDFLARE, CDN_PURGE_TOKEN: 't', CDN_PURGE_FORM: 'fastly' },
      'CDN_PURGE_FORM must be cloudflare, as CDN_PURGE_URL is',
    ],
    [
      {
        ...{ NODE_ENV: 'production', CDN_PURGE_URL: 'http://cdn.example/purge' },
        ...{ CDN_PURGE_TOKEN: 't', CDN_PURGE_FORM: 'fastly' },
      },
      'CDN_PURGE_URL must be an https address in production',
    ],
  ])('refuses a CDN that cannot be told to purge: %j', (env, expected) => {
    expect(complaint(env)).toContain(expected);
  });

  it('turns the development comforts off in production', () => {
    expect(readConfig({ NODE_ENV: 'production' }).isProduction).toBe(true);
    expect(readConfig({ NODE_ENV: 'test' }).isProduction).toBe(false);
  });

  it('is documented in README.md, every setting and no other', () => {
    expect([...documentedSettings().keys()].sort()).toEqual([...SETTING_NAMES].sort());
  });

  it('has the defaults that README.md says', () => {
    const documented = documentedSettings();
    const config = readConfig({});
    for (const [name, key] of NUMBERS.slice(1)) {
      expect([name, documented.get(name)]).toEqual([name, String(config[key] as number)]);
    }
    expect(documented.get('HOST')).toBe(`\`${config.host}\``);
    expect(documented.get('LOG_LEVEL')).toBe(`\`${config.logLevel}\``);
    expect(documented.get('DEMO_CONTENT')).toBe('`true`');
    expect(documented.get('TRUST_PROXY')).toBe('`false`');
    expect(documented.get('NODE_ENV')).toBe('`development`');
  });
});
