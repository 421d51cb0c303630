import Negotiator from 'negotiator';
import { JSON_TYPE } from './http.refusal';

const RESPONSE_TYPES = [JSON_TYPE, 'application/graphql-response+json; charset=utf-8'];

/** The media type to answer in for an `Accept` header, or `undefined` where we have none the client takes. */
export function acceptedType(accept: string | undefined): string | undefined {
  if (accept === undefined || accept.trim() === '') return JSON_TYPE;
  return new Negotiator({ headers: { accept } }).mediaType(RESPONSE_TYPES);
}

/** Whether a request's `Content-Type` names another character set than the one JSON is exchanged in. */
export function isForeignCharset(contentType: string | undefined): boolean {
  const charset = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType ?? '')?.[1];
  return charset !== undefined && !/^utf-?8$/i.test(charset);
}
