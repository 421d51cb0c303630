import { request } from 'undici';
import { type CdnConfig, type CdnForm } from './cdn.config';

const TIMEOUT_MS = 10_000;
const EXCERPT_BYTES = 500;
const LONGEST_RETRY_AFTER = 3_600;

/**
 * How many keys a call may have.
 * @see https://www.fastly.com/documentation/reference/api/purging/
 * @see https://developers.cloudflare.com/cache/how-to/purge-cache/
 */
export const MOST_KEYS: Record<CdnForm, number> = { fastly: 256, cloudflare: 100 };

/** How a call went. */
export interface Outcome {
  isPurged: boolean;
  /** It will not be taken, however often it comes, until somebody corrects something. */
  isRefused: boolean;
  /** The status, or why there is none. */
  answer: string;
  /** The beginning of what it says, for the log. */
  excerpt: string;
  retryAfterSeconds: number | null;
  tookMs: number;
}

const HEADERS: Record<CdnForm, (token: string) => Record<string, string>> = {
  fastly: (token) => ({ 'fastly-key': token }),
  cloudflare: (token) => ({ authorization: `Bearer ${token}` }),
};

const BODIES: Record<CdnForm, (keys: readonly string[]) => object> = {
  fastly: (keys) => ({ surrogate_keys: keys }),
  cloudflare: (keys) => ({ tags: keys }),
};

/** Of what can be mended by waiting, which is said with a 4xx. */
const PASSING = new Set([408, 425, 429]);

/** In seconds, from seconds or a date. */
function retryAfter(header: string | string[] | undefined): number | null {
  if (typeof header !== 'string') return null;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1_000;
  if (Number.isNaN(seconds)) return null;
  return Math.min(Math.max(seconds, 1), LONGEST_RETRY_AFTER);
}

async function excerptOf(body: AsyncIterable<Buffer>): Promise<string> {
  let text = '';
  for await (const chunk of body) {
    text += chunk.toString();
    if (text.length >= EXCERPT_BYTES) break;
  }
  return text.slice(0, EXCERPT_BYTES);
}

async function send({ url, token, form }: CdnConfig, keys: readonly string[], timeoutMs: number) {
  const { statusCode, headers, body } = await request(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      'user-agent': 'Broadsheet/0.1 (purges)',
      ...HEADERS[form](token),
    },
    body: JSON.stringify(BODIES[form](keys)),
    signal: AbortSignal.timeout(timeoutMs),
  });
  const excerpt = await excerptOf(body);
  const isOk = statusCode >= 200 && statusCode < 300;
  return {
    // Cloudflare says it in the body too.
    isPurged: isOk && !/"success"\s*:\s*false/.test(excerpt),
    isRefused: statusCode >= 300 && statusCode < 500 && !PASSING.has(statusCode),
    answer: `HTTP ${statusCode}`,
    excerpt,
    retryAfterSeconds: retryAfter(headers['retry-after']),
  };
}

/** Has a CDN purge all that has one of some keys. Redirects are not followed: the token is for nobody else. */
export async function sendPurge(
  cdn: CdnConfig,
  keys: readonly string[],
  timeoutMs = TIMEOUT_MS,
): Promise<Outcome> {
  const startedAt = performance.now();
  const tookMs = () => performance.now() - startedAt;
  try {
    return { ...(await send(cdn, keys, timeoutMs)), tookMs: tookMs() };
  } catch (error) {
    // An abort is a DOMException, which is not an Error everywhere.
    const { message } = error as { message?: string };
    const answer = message ?? 'It failed.';
    const failed = { isPurged: false, isRefused: false, excerpt: '', retryAfterSeconds: null };
    return { ...failed, answer, tookMs: tookMs() };
  }
}
