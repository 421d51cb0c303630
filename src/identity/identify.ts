import { type IncomingHttpHeaders } from 'node:http';
import { clientError } from '../graphql/errors';
import { verifyLocalToken } from './local.token';
import { type Viewer } from './viewer';

/** Tells who sent a request: `null` without a token. A bad token is refused with UNAUTHENTICATED, never taken for none. */
export type Identify = (headers: IncomingHttpHeaders) => Promise<Viewer | null>;

export function identifyByLocalToken(secret: string): Identify {
  return async ({ authorization }) => {
    if (authorization === undefined) return null;
    const [, token] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
    if (token === undefined) {
      throw clientError('UNAUTHENTICATED', 'The authorization header takes "Bearer" and a token.');
    }
    try {
      return await verifyLocalToken(secret, token);
    } catch {
      throw clientError('UNAUTHENTICATED', 'The token is not valid.');
    }
  };
}
