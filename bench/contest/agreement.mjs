// Whether all contenders answer the same.
import { isDeepStrictEqual } from 'node:util';
import { OPERATIONS } from './operations.mjs';
import { ask } from './servers.mjs';

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

/** Times are written in several ways that mean the same. */
function normalised(value) {
  if (typeof value === 'string' && TIME.test(value)) return new Date(value).toISOString();
  if (Array.isArray(value)) return value.map(normalised);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, normalised(value[key])]),
  );
}

/** Where two values begin to differ. */
function difference(one, other, path = '') {
  if (isDeepStrictEqual(one, other)) return null;
  if (one && other && typeof one === 'object' && typeof other === 'object') {
    for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
      const found = difference(one[key], other[key], `${path}.${key}`);
      if (found) return found;
    }
  }
  const show = (value) => JSON.stringify(value)?.slice(0, 120);
  return `${path}: ${show(one)} and ${show(other)}`;
}

async function answerOf(contender, name, variables) {
  const text = await ask(contender, contender.request(name, variables));
  const { data, errors } = JSON.parse(text);
  if (errors)
    throw new Error(`${contender.title}, ${name}: ${JSON.stringify(errors).slice(0, 500)}`);
  return normalised(contender.shape ? contender.shape(name, data) : data);
}

/** Which operations a contender is asked. */
export const operationsOf = ({ onlyPages }) =>
  Object.keys(OPERATIONS).filter((name) => OPERATIONS[name].isPage || !onlyPages);

/** Throws where two contenders answer differently; answers how many answers were compared, and how large each operation's are. */
export async function checkAgreement(contenders, facts, samples) {
  const [first, ...others] = contenders;
  const checked = { answers: 0, bytes: {} };
  for (const [name, { variables }] of Object.entries(OPERATIONS)) {
    for (let n = 0; n < samples; n += 1) {
      // The first of all, since constant bytes are of it.
      const values = variables(facts, n * 7);
      const expected = await answerOf(first, name, values);
      if (n === 0) checked.bytes[name] = JSON.stringify({ data: expected }).length;
      for (const other of others.filter((one) => operationsOf(one).includes(name))) {
        if (other.isConstant && n > 0) continue;
        const found = difference(expected, await answerOf(other, name, values));
        if (found) {
          throw new Error(
            `${first.title} and ${other.title} differ in ${name} ${JSON.stringify(values)} at ${found}`,
          );
        }
        checked.answers += 1;
      }
    }
  }
  return checked;
}
