import { type JWTPayload } from 'jose';
import { refusal } from './token.refusal';
import { Role, type Viewer } from './viewer';

/** Longer ones are nobody's; issuers keep to 255 characters, as OpenID Connect asks of them. */
const LONGEST_SUBJECT = 255;

/** By how many seconds the issuer's clock and ours may differ. */
export const CLOCK_SKEW_SECONDS = 45;

/** The value of a claim by its name or, where no claim has that name, by its path with dots. */
function claimAt(payload: JWTPayload, path: string): unknown {
  // Names with dots are common too: https://news.example/roles.
  if (Object.hasOwn(payload, path)) return payload[path];
  return path.split('.').reduce<unknown>((value, step) => {
    const isObject = typeof value === 'object' && value !== null && Object.hasOwn(value, step);
    return isObject ? (value as Record<string, unknown>)[step] : undefined;
  }, payload);
}

/** A list, or words as in `scope`. */
function wordsOf(claim: unknown): unknown[] {
  if (Array.isArray(claim)) return claim;
  return typeof claim === 'string' ? claim.split(' ') : [];
}

export interface RolesRule {
  readonly rolesClaim: string;
  readonly roleMap: ReadonlyMap<string, string> | null;
}

/** The highest role that a verified token gives. Whoever has a token and none of the roles is a reader. */
function roleIn(payload: JWTPayload, { rolesClaim, roleMap }: RolesRule): Role {
  const names = wordsOf(claimAt(payload, rolesClaim)).map((word) =>
    roleMap ? roleMap.get(String(word)) : word,
  );
  const isNamed = (role: Role) => names.includes(role.toLowerCase());
  return [Role.ADMIN, Role.EDITOR].find(isNamed) ?? Role.READER;
}

/** Who a token is of whose signature, issuer, audience and times were verified. */
export function viewerOf(payload: JWTPayload, rule: RolesRule): Viewer {
  const { iss: issuer = '', sub: subject } = payload;
  const isSound =
    typeof subject === 'string' &&
    subject.length > 0 &&
    subject.length <= LONGEST_SUBJECT &&
    !/\p{Cc}/u.test(subject);
  if (!isSound) throw refusal('INVALID_CLAIM', 'The token\'s claim "sub" is not a subject.');
  return { issuer, subject, role: roleIn(payload, rule) };
}
