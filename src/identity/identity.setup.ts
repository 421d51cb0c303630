import { type AuthConfig } from '../config';
import { createIdentify, type Identify } from './identify';

export interface IdentityParts {
  auth: AuthConfig | null;
  isProduction: boolean;
  /** The secret that local tokens are signed with; asked for only where they are taken. */
  localSecret: () => Promise<string>;
  /** The issuer did not answer. */
  onError: (error: Error) => void;
}

/** Takes the tokens of the configured issuer; without one our own, but in production none. */
export async function setUpIdentity(parts: IdentityParts): Promise<Identify> {
  const { auth, isProduction, localSecret, onError } = parts;
  if (auth) return createIdentify({ issuer: { ...auth, onError } });
  return createIdentify(isProduction ? null : { localSecret: await localSecret() });
}
