// Sends requests at a steady rate, whether the answers come or not, and notes what became of each.
import { Agent, request } from 'node:http';
import { kindOf, requestOf } from './requests.mjs';

/** Longer than a gateway lets an operation take: what has no answer by then hangs. */
const LONGEST_MS = 20_000;

const agent = new Agent({ keepAlive: true, maxSockets: 512 });

/** Answers status, headers and body; throws where the connection breaks or nothing comes. */
export function send(base, { method, path, headers, body }) {
  return new Promise((resolve, reject) => {
    const sent = request(base + path, { method, agent, headers, timeout: LONGEST_MS });
    sent.on('error', reject).on('timeout', () => sent.destroy(new Error('no answer')));
    sent.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => (text += part));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, text }),
      );
    });
    sent.end(body);
  });
}

const codesOf = (text) => (JSON.parse(text).errors ?? []).map(({ extensions }) => extensions?.code);

/** fresh, stale, 503 (told to come again), or what is wrong. */
function outcomeOf({ status, headers, text }) {
  if (status === 200 && headers.warning) return 'stale';
  if (status === 200 && !text.includes('"errors"')) return 'fresh';
  if (status === 503 && headers['retry-after']) return '503';
  return `${status} ${codesOf(text).join(' ')}`.trim();
}

/** Sends for so many seconds and answers one note for each request: kind, when it was sent, how long it took, the outcome. */
export async function load({ base, facts, seconds, perSecond, first }) {
  const notes = [];
  const started = performance.now();
  const one = async (number) => {
    const sentAt = performance.now();
    const outcome = await send(base, requestOf(number, facts)).then(
      outcomeOf,
      ({ code, message }) => String(code ?? message),
    );
    const endedAt = performance.now();
    notes.push({
      number,
      kind: kindOf(number),
      outcome,
      at: sentAt - started,
      ms: endedAt - sentAt,
    });
  };
  const running = [];
  for (let number = first; number < first + seconds * perSecond; number += 1) {
    const wait = started + ((number - first) * 1_000) / perSecond - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    running.push(one(number));
  }
  await Promise.all(running);
  return notes;
}
