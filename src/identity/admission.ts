import { type GraphQLError } from 'graphql';
import { type IncomingHttpHeaders } from 'node:http';
import { clientError } from '../graphql/errors';
import { actionQuota, type LimitedAction } from './action.limits';
import { addressKey } from './address.key';
import { type ApiClient } from './api-client.entity';
import { apiKeyHash } from './api-client.key';
import { type Identify } from './identify';
import { type Limiter, type Quota, rateLimitHeaders, type Standing } from './rate.limiter';
import { refusal } from './token.refusal';
import { type Viewer } from './viewer';

const MINUTE = 60;

/** Who sent a request, and what they may do how often. */
export interface Caller {
  readonly viewer: Viewer | null;
  /** The name of the API client whose key came with it. */
  readonly client: string | null;
  /** Counts one more of what is limited by itself. Throws RATE_LIMITED where it is too much. */
  limit(action: LimitedAction): Promise<void>;
}

/** What becomes of a request: headers of its answer whatever it is, and the caller or why there is none. */
export type Admission = { headers: Record<string, string> } & (
  { caller: Caller } | { refused: unknown }
);

interface Asking {
  headers: IncomingHttpHeaders;
  ip: string;
}

/** Says what becomes of a request; at once where nobody has to be asked. */
export type Admit = (request: Asking) => Admission | Promise<Admission>;

export interface AdmissionParts {
  identify: Identify;
  /** The API client of a key's hash. */
  clientByHash: (hash: string) => ApiClient | undefined;
  /** How many requests an address may send, and a reader; 0: as many as they like, of everything. */
  perMinute: { address: number; reader: number };
  /** Counts them. */
  limiter: Limiter;
}

interface Known {
  viewer: Viewer | null;
  client: ApiClient | null;
  address: string;
}

const isAnonymous = ({ authorization, 'x-api-key': key }: IncomingHttpHeaders): boolean =>
  authorization === undefined && key === undefined;

const viewerKey = ({ issuer, subject }: Viewer): string => `${issuer} ${subject}`;

function tooMany({ quota, reset }: Standing): GraphQLError {
  const { name, limit, seconds } = quota;
  return clientError(
    'RATE_LIMITED',
    `Too many requests (${name}: at most ${limit} in ${seconds} seconds). Try again in ${reset} seconds.`,
    { retryAfter: reset },
  );
}

/** Decides for each request who sent it and whether it is one too many. */
export class Doorkeeper {
  /** What becomes of whoever does not say who they are, where nobody is counted. */
  private readonly anyone: Admission;

  constructor(private readonly parts: AdmissionParts) {
    const caller = this.callerOf({ viewer: null, client: null, address: '' });
    this.anyone = { headers: {}, caller };
  }

  readonly admit: Admit = (request) =>
    this.isCounting || !isAnonymous(request.headers) ? this.ask(request) : this.anyone;

  private get isCounting(): boolean {
    return this.parts.perMinute.address > 0;
  }

  private async ask({ headers, ip }: Asking): Promise<Admission> {
    const address = addressKey(ip);
    try {
      const client = this.clientOf(headers);
      const known = { viewer: await this.parts.identify(headers), client, address };
      return await this.count(known, { caller: this.callerOf(known) });
    } catch (refused) {
      // Guessing counts too, by the address it comes from.
      return this.count({ viewer: null, client: null, address }, { refused });
    }
  }

  private clientOf({ 'x-api-key': key }: IncomingHttpHeaders): ApiClient | null {
    if (key === undefined) return null;
    const hash = apiKeyHash(String(key));
    const client = hash === null ? undefined : this.parts.clientByHash(hash);
    if (!client) throw refusal('UNKNOWN_API_KEY', 'The API key is unknown, or was revoked.');
    return client;
  }

  private callerOf(known: Known): Caller {
    return {
      viewer: known.viewer,
      client: known.client?.name ?? null,
      limit: (action) => this.limitAction(known, action),
    };
  }

  /** A client answers for its own requests; else a reader does, and else the address. */
  private quotaOf({ viewer, client, address }: Known): [string, Quota] {
    const { perMinute } = this.parts;
    const quota = (name: string, limit: number): Quota => ({ name, limit, seconds: MINUTE });
    if (client) return [client.name, quota('client', client.requestsPerMinute)];
    if (viewer) return [viewerKey(viewer), quota('reader', perMinute.reader)];
    return [address, quota('address', perMinute.address)];
  }

  private async count(
    known: Known,
    outcome: { caller: Caller } | { refused: unknown },
  ): Promise<Admission> {
    if (!this.isCounting) return { headers: {}, ...outcome };
    const standing = await this.parts.limiter.take(...this.quotaOf(known));
    const headers = rateLimitHeaders(standing);
    return standing.isExceeded ? { headers, refused: tooMany(standing) } : { headers, ...outcome };
  }

  private async limitAction(known: Known, action: LimitedAction): Promise<void> {
    if (!this.isCounting) return;
    const { viewer, client, address } = known;
    const caller = viewer ? viewerKey(viewer) : `${client?.name ?? ''} ${address}`;
    const standing = await this.parts.limiter.take(caller, actionQuota(action, client !== null));
    if (standing.isExceeded) throw tooMany(standing);
  }
}
