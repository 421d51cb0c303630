import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';
import { type Logger } from 'pino';
import { type Kept } from '../../cache/tag.cache';
import { type Admission, type Admit } from '../../identity/admission';
import { logOperation, openRecord, serverTiming } from '../operation.record';
import { isTagKnown } from '../entity.tag';
import { requestId } from '../request.id';
import { type AnswerCache } from './answer.cache';
import { cacheControl } from './answer.reply';
import { type KeptAnswer, type ReadyReply, type Variant } from './answer.types';
import { headLines, keepAliveLines, sendReady, takesReady } from './ready.head';

/** Characters of the addresses that are remembered. */
const REMEMBERED = 4_000_000;
/** Of one answer: browsers and apps send a handful of different `Accept` and `Accept-Encoding`. */
const MOST_REPLIES = 8;
/** Where nobody decides who is let in. */
const ANYONE: { headers: Record<string, string> } = { headers: {} };
/** Each request has its own. */
const OWN_HEADERS =
  /^(?:x-request-id|server-timing|ratelimit|ratelimit-policy|cache-control|connection|date|content-length)$/;
const BODY_HEADERS = /^content-(?:type|encoding)$/;

export interface FrontParts {
  answers: AnswerCache;
  admit: Admit | undefined;
  config: { trustedProxies: number; cdnSeconds: number; isProduction: boolean };
  logger: Logger;
  /** For how long the server keeps a connection open on which nothing is asked. */
  keepAliveMs: number;
}

interface Found {
  kept: Kept<KeptAnswer>;
  reply: ReadyReply;
  /** `null`: whoever asks has it already. */
  body: Buffer | null;
}

const variantOf = ({ headers }: IncomingMessage): Variant => ({
  accept: headers.accept,
  encodings: headers['accept-encoding'],
  origin: headers.origin,
});

const isFor = (one: Variant, other: Variant): boolean =>
  one.accept === other.accept && one.encodings === other.encodings && one.origin === other.origin;

function bodyGiven(reply: FastifyReply, { body, encoded }: KeptAnswer): Buffer | undefined {
  const encoding = reply.getHeader('content-encoding');
  return typeof encoding === 'string' ? encoded.get(encoding) : body;
}

/** The head of a reply, as far as it is the same for the next who asks. */
function headGiven(
  reply: FastifyReply,
  body: Buffer | null,
): Pick<ReadyReply, 'head' | 'bodyHead'> {
  const given = Object.entries(reply.getHeaders())
    .filter(([name, value]) => !OWN_HEADERS.test(name) && value !== undefined)
    .map(([name, value]) => [name, String(value)] as const);
  const ofBody = given.filter(([name]) => BODY_HEADERS.test(name));
  const length = body ? ([['content-length', String(body.length)]] as const) : [];
  return {
    head: headLines(given.filter(([name]) => !BODY_HEADERS.test(name))),
    bodyHead: headLines([...ofBody, ...length]),
  };
}

/** Whether it can be answered here: asked by nobody in particular. */
const isPlain = ({ method, headers }: IncomingMessage): boolean =>
  method === 'GET' && headers.authorization === undefined && headers['x-api-key'] === undefined;

/** The client's address; behind so many proxies, the one that the furthest of them reports. */
export function clientAddress({ headers, socket }: IncomingMessage, proxies: number): string {
  const own = socket.remoteAddress ?? '';
  const forwarded = proxies > 0 ? headers['x-forwarded-for'] : undefined;
  if (forwarded === undefined) return own;
  const hops = [
    own,
    ...String(forwarded)
      .split(',')
      .toReversed()
      .map((hop) => hop.trim()),
  ];
  return hops[Math.min(proxies, hops.length - 1)] ?? own;
}

/**
 * Answers what was answered before with the bytes and headers it was answered with, in front of the web framework, whose routing and
 * hooks cost several times as much as the rest. Whatever is not plain goes on to the framework.
 */
export class AnswerFront {
  /** The answers' keys by addresses. */
  private readonly keys = new LRUCache<string, string>({
    maxSize: REMEMBERED,
    sizeCalculation: (key, url) => key.length + url.length,
  });
  private readonly keepAlive: string;
  private isClosed = false;

  constructor(private readonly parts: FrontParts) {
    this.keepAlive = keepAliveLines(parts.keepAliveMs);
  }

  /** From now on the framework answers everything: the server stops. */
  close(): void {
    this.isClosed = true;
  }

  /** Answers a request, or lets `otherwise` do so. */
  handle(request: IncomingMessage, response: ServerResponse, otherwise: () => void): void {
    const found = takesReady(response) ? this.find(request) : null;
    if (!found) {
      otherwise();
      return;
    }
    const ip = clientAddress(request, this.parts.config.trustedProxies);
    const admission = this.parts.admit?.({ headers: request.headers, ip }) ?? ANYONE;
    const answer = (admitted: typeof ANYONE | Admission) => {
      // The framework says why not.
      if ('refused' in admitted) otherwise();
      else this.reply(request, response, found, admitted.headers);
    };
    if (admission instanceof Promise) admission.then(answer, otherwise);
    else answer(admission);
  }

  /** Remembers how a request was answered with what is kept under a key. */
  remember({ raw }: FastifyRequest, reply: FastifyReply, key: string, answer: KeptAnswer): void {
    if (!isPlain(raw) || raw.url === undefined || ![200, 304].includes(reply.statusCode)) return;
    const variant = variantOf(raw);
    const body = reply.statusCode === 200 ? bodyGiven(reply, answer) : null;
    if (body === undefined) return;
    this.keys.set(raw.url, key);
    const place = answer.replies.findIndex((known) => isFor(known, variant));
    const isNew = place < 0 && answer.replies.length < MOST_REPLIES;
    const isMore = body !== null && answer.replies[place]?.body === null;
    if (isNew || isMore) {
      const ready = { ...variant, ...headGiven(reply, body), body };
      this.parts.answers.keepReply(key, answer, ready, place);
    }
  }

  private find(request: IncomingMessage): Found | null {
    if (this.isClosed || !isPlain(request)) return null;
    // Where to look is remembered no longer for being used: it is learnt again with one answer of the framework's.
    const key = this.keys.peek(request.url ?? '');
    const kept = key === undefined ? undefined : this.parts.answers.fresh(key);
    if (!kept) return null;
    const variant = variantOf(request);
    const reply = kept.value.replies.find((known) => isFor(known, variant));
    if (!reply) return null;
    const isKnown = isTagKnown(request.headers['if-none-match'], kept.value.etag);
    const body = isKnown ? null : reply.body;
    return isKnown || body ? { kept, reply, body } : null;
  }

  private reply(
    request: IncomingMessage,
    response: ServerResponse,
    { kept, reply, body }: Found,
    admitted: Record<string, string>,
  ): void {
    const { config } = this.parts;
    // Nothing of what nobody reads is put together.
    const isLogged = this.parts.logger.isLevelEnabled('info');
    const started = isLogged ? performance.now() : 0;
    const id = requestId(request);
    let lines = `${reply.head}x-request-id: ${id}\r\ncache-control: ${cacheControl(kept, config)}\r\n`;
    if (body) lines += reply.bodyHead;
    for (const name in admitted) lines += headLines([[name, admitted[name] ?? '']]);
    if (!config.isProduction) lines += headLines([['server-timing', serverTiming(0, 0)]]);
    const status = body ? 200 : 304;
    sendReady(response, status, lines + this.keepAlive, body);
    if (!isLogged) return;
    const record = {
      ...openRecord({ id, headers: request.headers }, ''),
      operationName: kept.value.operationName,
    };
    logOperation(this.parts.logger, record, { status, milliseconds: performance.now() - started });
  }
}
