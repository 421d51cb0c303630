import { type ListSize, type Variables } from './list.size';

/**
 * A sum of costs, some of them multiplied by a size that only the variables know. What needs no variables is folded into
 * `constant`; parts are shared, never copied, so that a fragment spread in many places is one part.
 */
export interface CostPart {
  constant: number;
  terms: { size: ListSize; part: CostPart }[];
}

export const emptyPart = (): CostPart => ({ constant: 0, terms: [] });

/** Adds `size` times `part` to a sum. */
export function addPart(sum: CostPart, size: ListSize, part: CostPart): void {
  if (typeof size === 'number' && part.terms.length === 0) sum.constant += size * part.constant;
  else if (part.constant > 0 || part.terms.length > 0) sum.terms.push({ size, part });
}

/** Adds up `parts`, each of which comes after those it contains, and answers the last one's value. */
export function evaluate(parts: readonly CostPart[], variables: Variables): number {
  const values = new Map<CostPart, number>();
  let value = 0;
  for (const part of parts) {
    value = part.constant;
    for (const { size, part: inner } of part.terms) {
      const times = typeof size === 'number' ? size : size(variables);
      value += times * (values.get(inner) ?? inner.constant);
    }
    values.set(part, value);
  }
  return value;
}
