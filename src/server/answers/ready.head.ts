import { type ServerResponse, validateHeaderName, validateHeaderValue } from 'node:http';

type Header = readonly [name: string, value: string];

const STATUS_LINES = { 200: 'HTTP/1.1 200 OK\r\n', 304: 'HTTP/1.1 304 Not Modified\r\n' };

let second = 0;
let date = '';

/** The time for `Date`, written down once a second. */
function dateNow(): string {
  const now = Math.floor(Date.now() / 1_000);
  if (now !== second) {
    second = now;
    date = new Date(now * 1_000).toUTCString();
  }
  return date;
}

/** Headers as the lines of a head. Throws where one may not be sent, as Node does. */
export function headLines(headers: readonly Header[]): string {
  return headers
    .map(([name, value]) => {
      validateHeaderName(name);
      validateHeaderValue(name, value);
      return `${name}: ${value}\r\n`;
    })
    .join('');
}

/** The lines that say for how long a connection stays open. */
export const keepAliveLines = (milliseconds: number): string =>
  headLines([
    ['connection', 'keep-alive'],
    ['keep-alive', `timeout=${Math.floor(milliseconds / 1_000)}`],
  ]);

/**
 * Whether {@link sendReady} can answer: on a connection that is not to be closed afterwards, with nothing set yet.
 */
export const takesReady = (response: ServerResponse): boolean =>
  response.shouldKeepAlive && '_header' in response && !response.headersSent;

/**
 * Answers with lines that are written down already, where `writeHead` checks and joins every header of every answer, which is a quarter
 * of what an answer from memory costs. Node keeps the head that it has joined in `_header` and sends what it finds there; it documents
 * no way to hand one over (docs/decisions/017).
 */
export function sendReady(
  response: ServerResponse,
  status: keyof typeof STATUS_LINES,
  lines: string,
  body: Buffer | null,
): void {
  const head = `${STATUS_LINES[status]}${lines}date: ${dateNow()}\r\n\r\n`;
  response.statusCode = status;
  (response as unknown as { _header: string })._header = head;
  if (body) response.end(body);
  else response.end();
}
