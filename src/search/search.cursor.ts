import { type Position } from '../graphql/cursor';
import { badUserInput } from '../graphql/errors';

/** A place in what a search found, and what the search had settled when it began: later pages go on with the same. */
export interface SearchPlace {
  uid: string;
  score: number;
  publishedAt: number;
  asOf: number;
  isRelaxed: boolean;
  weights: number[];
}

const isFinite = (value: unknown): value is number => Number.isFinite(value);

// The years 1 to 9999, as for other cursors.
const isInstant = (value: unknown): value is number =>
  Number.isSafeInteger(value) &&
  Number(value) >= -62_135_596_800_000 &&
  Number(value) <= 253_402_300_799_999;

export function toPosition(place: SearchPlace): Position {
  const { uid, asOf, isRelaxed, publishedAt, score, weights } = place;
  return { uid, value: JSON.stringify([asOf, isRelaxed, publishedAt, score, weights]) };
}

function parts(value: number | string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(String(value));
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}

/** The place in a cursor; throws BAD_USER_INPUT naming the field where it is none of a search. */
export function toPlace({ uid, value }: Position, field: string): SearchPlace {
  const [asOf, isRelaxed, publishedAt, score, weights] = parts(value);
  if (
    isInstant(asOf) &&
    isInstant(publishedAt) &&
    isFinite(score) &&
    typeof isRelaxed === 'boolean' &&
    Array.isArray(weights) &&
    weights.every((weight) => isFinite(weight) && weight > 0 && weight < 100)
  ) {
    return { uid, asOf, isRelaxed, publishedAt, score, weights: weights as number[] };
  }
  throw badUserInput(field, `${field} is not a cursor of this list.`);
}
