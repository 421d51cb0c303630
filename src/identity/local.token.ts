import { jwtVerify, SignJWT } from 'jose';
import { Role, type Viewer } from './viewer';

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

/** The viewer of a local token. Throws jose's errors where it is not ours, or not valid now. */
export async function verifyLocalToken(secret: string, token: string): Promise<Viewer> {
  const { payload } = await jwtVerify<{ roles?: string[] }>(token, keyOf(secret), {
    issuer: LOCAL_ISSUER,
    audience: AUDIENCE,
    algorithms: [ALGORITHM],
    requiredClaims: ['sub', 'exp'],
  });
  const roles = payload.roles ?? [];
  const role = [Role.ADMIN, Role.EDITOR].find((name) => roles.includes(name.toLowerCase()));
  return { issuer: LOCAL_ISSUER, subject: String(payload.sub), role: role ?? Role.READER };
}
