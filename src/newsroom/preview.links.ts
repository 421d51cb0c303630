import { jwtVerify, SignJWT } from 'jose';
import { badUserInput, clientError } from '../graphql/errors';

/** The name of the secret that preview links are signed with. Whoever deletes it revokes them all. */
export const PREVIEW_SECRET = 'preview-link';

const ALGORITHM = 'HS256';
const ISSUER = 'urn:broadsheet:preview';
const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 7;
const MAX_DAYS = 30;

/** One article at one revision. */
export interface PreviewKey {
  articleId: string;
  revision: number;
}

/** Signs and reads the tokens of preview links. */
export interface PreviewLinks {
  sign(key: PreviewKey, expiresAt: Date): Promise<string>;
  /** Throws NOT_FOUND for a token that is not ours or has expired. */
  verify(token: string): Promise<PreviewKey>;
}

/** When a link expires: in seven days, or when an editor says, within thirty. Throws BAD_USER_INPUT. */
export function previewExpiry(expiresAt: Date | null, now = new Date()): Date {
  if (expiresAt === null) return new Date(now.getTime() + DEFAULT_DAYS * DAY_MS);
  const remaining = expiresAt.getTime() - now.getTime();
  if (remaining > 0 && remaining <= MAX_DAYS * DAY_MS) return expiresAt;
  throw badUserInput('expiresAt', `expiresAt must lie within the next ${MAX_DAYS} days.`);
}

export function createPreviewLinks(secret: string): PreviewLinks {
  const key = new TextEncoder().encode(secret);
  return {
    sign: ({ articleId, revision }, expiresAt) =>
      new SignJWT({ revision })
        .setProtectedHeader({ alg: ALGORITHM })
        .setIssuer(ISSUER)
        .setSubject(articleId)
        .setExpirationTime(expiresAt)
        .sign(key),
    verify: async (token) => {
      try {
        const { payload } = await jwtVerify<{ revision: number }>(token, key, {
          issuer: ISSUER,
          algorithms: [ALGORITHM],
          requiredClaims: ['sub', 'exp', 'revision'],
        });
        return { articleId: payload.sub ?? '', revision: payload.revision };
      } catch {
        throw clientError('NOT_FOUND', 'The preview link is not valid, or has expired.');
      }
    },
  };
}
