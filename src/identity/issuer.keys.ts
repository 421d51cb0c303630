import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey, type RemoteJWKSet } from 'jose';
import { clientError } from '../graphql/errors';

/** How long one answer of the issuer is waited for. */
const FETCH_MS = 5_000;
/** A key that is not among those known makes them be fetched anew, but not more often than this. */
const COOLDOWN_MS = 30_000;
/** After a failed fetch the issuer is left alone so long: tokens with made-up keys are not to become its load, or ours. */
const FAILURE_COOLDOWN_MS = 5_000;
/** Keys older than this are fetched anew beside the requests that still use them. */
const REFRESH_MS = 600_000;
/** Keys older than this are used no longer: the issuer may have revoked them since. */
const LONGEST_USE_MS = 86_400_000;

export interface IssuerKeysOptions {
  issuer: string;
  jwksUrl: string | null;
  /** A fetch failed. Requests go on where there are keys. */
  onError(error: Error): void;
}

/** The keys cannot be had, and without them nobody's token can be judged. */
class IssuerDownError extends Error {
  override name = 'IssuerDownError';
}

/** Where an issuer's discovery document says that its keys are. */
async function discover(issuer: string): Promise<URL> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(address, {
    redirect: 'error',
    signal: AbortSignal.timeout(FETCH_MS),
  });
  if (!response.ok) throw new Error(`${address} answers ${response.status}.`);
  const found = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
  if (found.issuer !== issuer) {
    throw new Error(`${address} is the issuer ${String(found.issuer)}'s, not ${issuer}'s.`);
  }
  return new URL(String(found.jwks_uri));
}

/** An issuer's public keys: fetched when first needed, kept, and fetched anew in time or when an unknown one is named. */
export class IssuerKeys {
  private keySet: Promise<RemoteJWKSet> | null = null;
  private fetchedAt = 0;
  private failedAt = -Infinity;

  constructor(private readonly options: IssuerKeysOptions) {}

  /** For `jwtVerify`. Throws UNAVAILABLE where a key would have to be fetched and cannot be. */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    try {
      const keys = await this.open();
      const isOld = Date.now() - this.fetchedAt > REFRESH_MS;
      if (keys.fresh && isOld && !keys.reloading) keys.reload().catch(() => undefined);
      return await keys(header, token);
    } catch (error) {
      if (!(error instanceof IssuerDownError)) throw error;
      throw clientError(
        'UNAVAILABLE',
        'Tokens cannot be verified now: their issuer does not answer. Try again soon.',
        { retryAfter: FAILURE_COOLDOWN_MS / 1_000 },
      );
    }
  };

  private open(): Promise<RemoteJWKSet> {
    this.keySet ??= this.create().catch((error: unknown) => {
      this.keySet = null;
      throw error;
    });
    return this.keySet;
  }

  private async create(): Promise<RemoteJWKSet> {
    const { issuer, jwksUrl } = this.options;
    const url = jwksUrl === null ? await this.attempt(() => discover(issuer)) : new URL(jwksUrl);
    return createRemoteJWKSet(url, {
      timeoutDuration: FETCH_MS,
      cooldownDuration: COOLDOWN_MS,
      cacheMaxAge: LONGEST_USE_MS,
      [customFetch]: (address, options) =>
        this.attempt(async () => {
          const response = await fetch(address, options);
          if (!response.ok) throw new Error(`${address} answers ${response.status}.`);
          // Read here, so that an answer that breaks off counts as a failure of the issuer.
          const body = (await response.json()) as { keys?: unknown };
          if (!Array.isArray(body.keys)) throw new Error(`${address} has no list of keys.`);
          this.fetchedAt = Date.now();
          return Response.json(body);
        }),
    });
  }

  private async attempt<T>(ask: () => Promise<T>): Promise<T> {
    if (Date.now() - this.failedAt < FAILURE_COOLDOWN_MS) throw new IssuerDownError();
    try {
      return await ask();
    } catch (error) {
      this.failedAt = Date.now();
      this.options.onError(error as Error);
      throw new IssuerDownError('The issuer does not answer.', { cause: error });
    }
  }
}
