import { type FastifyReply } from 'fastify';
import { type Kept } from '../../cache/tag.cache';
import { type AnswerCache } from './answer.cache';
import { type KeptAnswer } from './answer.types';
import { acceptedEncoding, SMALLEST_COMPRESSED } from './content.encoding';
import { isTagKnown } from '../entity.tag';
import { isGet } from '../operation.request';

/** How long caches on the way may show an answer that they cannot ask for again, in seconds. */
const STALE_IF_ERROR = 86_400;
const STALE_WHILE_REVALIDATE = 30;
/** Whoever asked asks again, and is told in a few bytes that nothing changed: no one can be told to forget it there. */
const FOR_BROWSERS = 'public, max-age=0';
const WHEN_STALE = `stale-while-revalidate=${STALE_WHILE_REVALIDATE}, stale-if-error=${STALE_IF_ERROR}`;

declare module 'fastify' {
  interface FastifyRequest {
    /** What it is answered with, where everyone may have it. */
    kept: { key: string; answer: KeptAnswer } | null;
  }
}

export interface ReplyOptions {
  /** For how many seconds caches on the way may keep what has no time of its own. */
  cdnSeconds: number;
  /** Whether caches on the way may keep it at all: nobody said who they are. */
  isPublic: boolean;
  /** Whether nobody could say that it still is true. */
  isUnverified: boolean;
}

/** For how long caches on the way may show what is kept. */
export function cacheControl(
  { freshUntil }: Kept<KeptAnswer>,
  { cdnSeconds }: Pick<ReplyOptions, 'cdnSeconds'>,
): string {
  const left = Math.max(0, Math.floor((freshUntil - Date.now()) / 1_000));
  return `${FOR_BROWSERS}, s-maxage=${Math.min(cdnSeconds, left)}, ${WHEN_STALE}`;
}

function setHeaders(
  reply: FastifyReply,
  kept: Kept<KeptAnswer>,
  options: ReplyOptions & { key: string },
): void {
  const { etag, surrogateKeys } = kept.value;
  if (options.isUnverified) {
    const age = Math.max(0, Math.round((Date.now() - kept.keptAt) / 1_000));
    void reply.headers({ age: String(age), warning: '110 - "Response is Stale"' });
    // What is past its time here is not kept anew on the way.
    return;
  }
  if (surrogateKeys === null || !options.isPublic || !isGet(reply.request)) return;
  reply.request.kept = { key: options.key, answer: kept.value };
  void reply.headers({
    'cache-control': cacheControl(kept, options),
    etag,
    'surrogate-key': surrogateKeys.join(' '),
    'cache-tag': surrogateKeys.join(','),
  });
}

/** Answers with what is kept: as a whole, compressed, or as "not modified". */
export async function replyKept(
  reply: FastifyReply,
  kept: Kept<KeptAnswer>,
  { answers, key, ...options }: ReplyOptions & { answers: AnswerCache; key: string },
): Promise<FastifyReply> {
  const { request } = reply;
  const { value } = kept;
  setHeaders(reply, kept, { ...options, key });
  const isKnown = isTagKnown(request.headers['if-none-match'], value.etag);
  if (isGet(request) && !options.isUnverified && isKnown) {
    return reply.code(304).send();
  }
  void reply.code(200).type(request.operation?.mediaType ?? 'application/json; charset=utf-8');
  const encoding =
    value.body.length < SMALLEST_COMPRESSED
      ? null
      : acceptedEncoding(request.headers['accept-encoding']);
  if (encoding === null) return reply.send(value.body);
  void reply.header('content-encoding', encoding);
  return reply.send(await answers.encoded(key, value, encoding));
}
