import { type IncomingHttpHeaders } from 'node:http';
import { issuerVerifier, type Issuer } from './issuer.token';
import { localVerifier } from './local.token';
import { refusal, refusalOf } from './token.refusal';
import { type Viewer } from './viewer';

/** Larger tokens are refused unread; a token of an identity provider has some 2,000 characters. */
const LONGEST_TOKEN = 8_192;

/** Tells who sent a request: `null` without a token. A bad token is refused with UNAUTHENTICATED, never taken for none. */
export type Identify = (headers: IncomingHttpHeaders) => Promise<Viewer | null>;

/** Whose tokens are taken: an issuer's, our own (never in production), or nobody's. */
export type TokenSource = { issuer: Issuer } | { localSecret: string } | null;

function refuseAll(): never {
  throw refusal('NOT_TAKEN', 'No tokens are taken here: AUTH_ISSUER names no issuer to trust.');
}

function verifierOf(source: TokenSource): (token: string) => Promise<Viewer> {
  if (source === null) return refuseAll;
  return 'issuer' in source ? issuerVerifier(source.issuer) : localVerifier(source.localSecret);
}

function tokenIn(authorization: string): string {
  const [, token] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
  if (token === undefined) {
    throw refusal('MALFORMED', 'The authorization header takes "Bearer" and a token.');
  }
  if (token.length > LONGEST_TOKEN) {
    throw refusal('MALFORMED', `A token has at most ${LONGEST_TOKEN} characters.`);
  }
  return token;
}

export function createIdentify(source: TokenSource): Identify {
  const verify = verifierOf(source);
  return async ({ authorization }) => {
    if (authorization === undefined) return null;
    try {
      return await verify(tokenIn(authorization));
    } catch (error) {
      throw refusalOf(error);
    }
  };
}
