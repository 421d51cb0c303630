import { jwtVerify } from 'jose';
import { IssuerKeys, type IssuerKeysOptions } from './issuer.keys';
import { CLOCK_SKEW_SECONDS, type RolesRule, viewerOf } from './token.claims';
import { type Viewer } from './viewer';

/** Public keys only: with a shared one, whoever can verify can sign. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'];

/** What is to be known of an OpenID Connect issuer to take its tokens. */
export interface Issuer extends RolesRule, IssuerKeysOptions {
  readonly audience: string;
}

/** Verifies an issuer's tokens. The answer throws jose's errors, or UNAVAILABLE. */
export function issuerVerifier(issuer: Issuer): (token: string) => Promise<Viewer> {
  const keys = new IssuerKeys(issuer);
  return async (token) => {
    const { payload } = await jwtVerify(token, keys.find, {
      issuer: issuer.issuer,
      audience: issuer.audience,
      algorithms: ALGORITHMS,
      clockTolerance: CLOCK_SKEW_SECONDS,
      requiredClaims: ['sub', 'exp'],
    });
    return viewerOf(payload, issuer);
  };
}
