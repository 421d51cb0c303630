import { GraphQLError } from 'graphql';
import { LIMITS, type LimitName } from './limit.constants';

export const LIMIT_EXCEEDED = 'LIMIT_EXCEEDED';

type OperationLimit = Exclude<LimitName, 'bodyBytes' | 'receiveMs'>;

const SUBJECT: Record<OperationLimit, string> = {
  tokens: 'This document has more tokens than are allowed',
  fieldComparisons: 'This document selects the same fields more often than is allowed',
  depth: 'This operation nests fields deeper than is allowed',
  aliases: 'This operation has more aliases than are allowed',
  rootFields: 'This operation has more root fields than are allowed',
  directives: 'This operation has more directives than are allowed',
  listLength: 'A list in this operation or in its variables is longer than is allowed',
  inputDepth: 'A value in this operation or in its variables nests deeper than is allowed',
  cost: 'This operation can have a larger answer than is allowed: ask for shorter lists or fewer fields',
};

/** The refusal of an operation that is over a limit. `actual` is left out where counting stopped at the limit. */
export function limitExceeded(
  limit: OperationLimit,
  actual?: number,
  maximum: number = LIMITS[limit],
): GraphQLError {
  const found = actual === undefined ? '' : `, found ${actual}`;
  return new GraphQLError(`${SUBJECT[limit]} (${limit}: at most ${maximum}${found}).`, {
    extensions: {
      code: LIMIT_EXCEEDED,
      limit,
      maximum,
      ...(actual === undefined ? {} : { actual }),
      http: { status: 400 },
    },
  });
}

/** Refuses a count over its limit. */
export function holdLimit(limit: OperationLimit, actual: number): void {
  // A fragment bomb's count may be past what a JSON number can say.
  if (actual > LIMITS[limit]) throw limitExceeded(limit, Math.min(actual, Number.MAX_SAFE_INTEGER));
}
