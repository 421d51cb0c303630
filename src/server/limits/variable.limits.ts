import { LIMITS } from './limit.constants';
import { limitExceeded } from './limit.errors';

/** Refuses variables with a list that is too long or a value that nests too deep, at the first such place. */
export function checkVariables(value: unknown, depth = 0): void {
  if (typeof value !== 'object' || value === null) return;
  // The variables' own object is not a value of the operation and counts no level.
  if (depth > LIMITS.inputDepth) throw limitExceeded('inputDepth');
  if (Array.isArray(value) && value.length > LIMITS.listLength) {
    throw limitExceeded('listLength', value.length);
  }
  for (const inner of Object.values(value)) checkVariables(inner, depth + 1);
}
