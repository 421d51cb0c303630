import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { ANY_CHANGE } from '../../cache/surrogate.keys';
import { type Context } from '../../request/context';
import { isTagKnown } from '../../server/entity.tag';
import { type Reader } from '../../sql/reader';

/** What the routes of feeds, sitemaps and the like are made of. */
export interface SyndicationParts {
  createContext: (request: { id: string }) => Context;
  reader: Reader;
  /** Outside of production, an answer's headers say how many statements it cost. */
  isProduction: boolean;
}

/** A document to answer with, whole or in pieces. */
export interface OutgoingDocument {
  mediaType: string;
  body: string | AsyncIterable<string>;
  /** In quotes; made of the body where it is whole and none is given. */
  etag?: string;
  lastModified: Date | null;
  /** How many SQL statements it cost so far. */
  statements: number;
}

/**
 * A shared cache keeps it for half a minute only, or until anything changes where it is told to purge: what is withdrawn has
 * to go from there soon.
 */
const CACHING = {
  'cache-control': 'public, max-age=60, s-maxage=30',
  'surrogate-key': ANY_CHANGE,
  'cache-tag': ANY_CHANGE,
};

/** A validator made of all that an answer depends on. */
export function tagOf(...parts: unknown[]): string {
  return `"${createHash('sha1').update(JSON.stringify(parts)).digest('base64url')}"`;
}

function isKnown(request: FastifyRequest, etag: string, lastModified: string | null): boolean {
  const { 'if-none-match': tags, 'if-modified-since': since } = request.headers;
  if (tags !== undefined) return isTagKnown(tags, etag);
  // The same time, not a later one: where the newest article is withdrawn, the time goes back.
  return lastModified !== null && since === lastModified;
}

/** Answers with a document, or with 304 where the client has it already. */
export function sendDocument(
  request: FastifyRequest,
  reply: FastifyReply,
  document: OutgoingDocument,
  parts: SyndicationParts,
): FastifyReply {
  const { body, mediaType } = document;
  const etag = document.etag ?? tagOf(body);
  const lastModified = document.lastModified?.toUTCString() ?? null;
  void reply.headers({ ...CACHING, etag });
  if (lastModified !== null) void reply.header('last-modified', lastModified);
  if (!parts.isProduction) {
    void reply.header('server-timing', `sql;desc="${document.statements}"`);
  }
  if (isKnown(request, etag, lastModified)) return reply.code(304).send();
  void reply.type(mediaType);
  if (typeof body === 'string') return reply.send(body);
  return reply.send(Readable.from(request.method === 'HEAD' ? [] : body));
}

/** Answers that there is nothing, in a sentence. */
export function sendRefusal(
  reply: FastifyReply,
  status: 400 | 404 | 410,
  sentence: string,
): FastifyReply {
  return reply
    .code(status)
    .headers(CACHING)
    .type('text/plain; charset=utf-8')
    .send(`${sentence}\n`);
}

/** The later of some instants; `null` where there is none. */
export function latest(instants: (Date | null)[]): Date | null {
  const times = instants.filter((instant) => instant !== null).map((instant) => instant.getTime());
  return times.length === 0 ? null : new Date(Math.max(...times));
}
