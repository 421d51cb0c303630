import { randomUUID } from 'node:crypto';
import { type IncomingMessage } from 'node:http';

const SANE_ID = /^[\w-]{1,64}$/;

/** A request's id: the client's where it sent a sane one. */
export function requestId({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && SANE_ID.test(given) ? given : randomUUID();
}
