import { jwtVerify, SignJWT } from 'jose';
import { CLOCK_SKEW_SECONDS, viewerOf } from './token.claims';
import { type Role, type Viewer } from './viewer';

/** The issuer of the tokens that a gateway without an OpenID Connect issuer signs for itself. */
export const LOCAL_ISSUER = 'urn:broadsheet:local';

const AUDIENCE = 'broadsheet';
const ALGORITHM = 'HS256';

/** The name of the secret that local tokens are signed with. */
export const LOCAL_TOKEN_SECRET = 'local-token';

const keyOf = (secret: string): Uint8Array => new TextEncoder().encode(secret);

/** A token for development and tests, signed with the local secret. */
export function signLocalToken(
  secret: string,
  { subject, role, expiresIn = '30d' }: { subject: string; role: Role; expiresIn?: string },
): Promise<string> {
  return new SignJWT({ roles: [role.toLowerCase()] })
    .setProtectedHeader({ alg: ALGORITHM })
    .setIssuer(LOCAL_ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(subject)
    .setIssuedAt()
    .setExpirationTime(expiresIn)
    .sign(keyOf(secret));
}

/** Verifies local tokens. The answer throws jose's errors where one is not ours, or not valid now. */
export function localVerifier(secret: string): (token: string) => Promise<Viewer> {
  const key = keyOf(secret);
  return async (token) => {
    const { payload } = await jwtVerify(token, key, {
      issuer: LOCAL_ISSUER,
      audience: AUDIENCE,
      algorithms: [ALGORITHM],
      clockTolerance: CLOCK_SKEW_SECONDS,
      requiredClaims: ['sub', 'exp'],
    });
    return viewerOf(payload, { rolesClaim: 'roles', roleMap: null });
  };
}
