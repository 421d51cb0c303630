// Figures and bars as they are printed.
export const median = (values, share = 0.5) =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)];

export const show = (number, digits = 0) =>
  number.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits });

/** The median of some rounds, and each. */
export function print(name, results, digits = 0) {
  const values = results.map((value) => show(value, digits)).join(', ');
  console.log(`${name}: ${show(median(results), digits)} (each: ${values})`);
}

/** A figure beside what it has to reach, at least or at most; the process fails where it does not. */
export function printBar(name, { figure, atLeast, atMost, unit = '', digits = 0 }) {
  const isHeld = figure >= (atLeast ?? -Infinity) && figure <= (atMost ?? Infinity);
  const bar =
    atLeast === undefined ? `at most ${show(atMost, digits)}` : `at least ${show(atLeast, digits)}`;
  console.log(
    `  ${name}: ${show(figure, digits)}${unit}, bar ${bar}${unit}: ${isHeld ? 'held' : 'NOT HELD'}`,
  );
  if (!isHeld) process.exitCode = 1;
}
