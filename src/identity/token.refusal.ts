import { type GraphQLError } from 'graphql';
import { errors } from 'jose';
import { clientError } from '../graphql/errors';

/** Why a token is not taken, as `extensions.reason`. */
export type RefusalReason =
  | 'ALGORITHM_NOT_ALLOWED'
  | 'BAD_SIGNATURE'
  | 'EXPIRED'
  | 'INVALID_CLAIM'
  | 'MALFORMED'
  | 'NOT_TAKEN'
  | 'NOT_YET_VALID'
  | 'UNKNOWN_API_KEY'
  | 'UNKNOWN_KEY'
  | 'WRONG_AUDIENCE'
  | 'WRONG_ISSUER';

/** 401: who asks says who they are, and it cannot be believed. */
export function refusal(reason: RefusalReason, message: string): GraphQLError {
  return clientError('UNAUTHENTICATED', message, { reason });
}

const OF_CLAIM: Record<string, [RefusalReason, string]> = {
  iss: ['WRONG_ISSUER', 'The token is from another issuer than the one that is trusted here.'],
  aud: ['WRONG_AUDIENCE', 'The token was made for another audience.'],
  nbf: ['NOT_YET_VALID', 'The token is not valid yet.'],
};

function ofClaim({ claim, reason }: errors.JWTClaimValidationFailed): GraphQLError {
  const known = reason === 'check_failed' ? OF_CLAIM[claim] : undefined;
  if (known) return refusal(...known);
  const message = `The token's claim "${claim}" is missing or not what it should be.`;
  return refusal('INVALID_CLAIM', message);
}

/** What to answer for an error of jose; any other error is handed back as it is. */
export function refusalOf(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) return refusal('EXPIRED', 'The token has expired.');
  if (error instanceof errors.JWTClaimValidationFailed) return ofClaim(error);
  if (error instanceof errors.JOSEAlgNotAllowed) {
    return refusal('ALGORITHM_NOT_ALLOWED', "The token's algorithm is not allowed here.");
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return refusal('BAD_SIGNATURE', "The token's signature is not its issuer's.");
  }
  if (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys
  ) {
    return refusal('UNKNOWN_KEY', 'The token is signed with a key that its issuer does not name.');
  }
  if (error instanceof errors.JOSEError) {
    return refusal('MALFORMED', 'The token is not a signed JSON web token.');
  }
  return error;
}
