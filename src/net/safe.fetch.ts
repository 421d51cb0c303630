import { pipeline, type Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Agent, type Dispatcher, request } from 'undici';
import { checkUrl, publicLookup } from './address.guard';
import { FetchError } from './fetch.error';

export interface FetchOptions {
  /** What is wanted, as an `Accept` header says it. */
  accept?: string;
  /** Counted after unpacking. */
  maxBytes: number;
  /** For everything together: redirects, waiting, the whole body. */
  timeoutMs: number;
  /** For tests, which have no server but their own machine. Never from configuration. */
  allowPrivate?: boolean;
}

export interface Fetched {
  /** Fails with a `FetchError` where the body exceeds the limit or the time is up. */
  stream: Readable;
  contentType: string | undefined;
  /** Where the redirects led. */
  finalUrl: string;
}

const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const HEADERS = {
  'user-agent': 'Broadsheet/0.1 (news gateway)',
  'accept-encoding': 'gzip, deflate, br',
};

/** Fetches a file from the public internet, and from nowhere else, also after redirects. */
export async function safeFetch(address: string, options: FetchOptions): Promise<Fetched> {
  const agent = new Agent({
    connect: options.allowPrivate ? {} : { lookup: publicLookup },
    pipelining: 0,
  });
  const signal = AbortSignal.timeout(options.timeoutMs);
  try {
    const { response, url } = await followed(parseUrl(address), options, { agent, signal });
    const stream = unpackedBody(response, options);
    // However the body ends, read or not, its connection ends with it.
    stream.once('close', () => void agent.destroy());
    return { stream, contentType: headerOf(response, 'content-type'), finalUrl: url.href };
  } catch (error) {
    await agent.destroy();
    throw explained(error, options);
  }
}

interface Connection {
  agent: Agent;
  signal: AbortSignal;
}

async function followed(
  start: URL,
  options: FetchOptions,
  { agent, signal }: Connection,
): Promise<{ response: Dispatcher.ResponseData; url: URL }> {
  const headers = { ...HEADERS, accept: options.accept ?? '*/*' };
  let url = start;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    checkUrl(url, options.allowPrivate === true);
    const response = await request(url, {
      ...{ dispatcher: agent, signal, headers },
      ...{ headersTimeout: options.timeoutMs, bodyTimeout: options.timeoutMs },
    });
    const location = headerOf(response, 'location');
    if (!REDIRECTS.has(response.statusCode) || location === undefined) {
      return { response: accepted(response), url };
    }
    // The body is not read: the connection goes instead, so that it cannot be an endless one.
    response.body.on('error', () => undefined).destroy();
    url = parseUrl(location, url);
  }
  throw new FetchError('failed', `The address redirects more than ${MAX_REDIRECTS} times.`);
}

function accepted(response: Dispatcher.ResponseData): Dispatcher.ResponseData {
  if (response.statusCode === 200) return response;
  response.body.on('error', () => undefined).destroy();
  const { statusCode } = response;
  throw new FetchError(
    statusCode >= 400 && statusCode < 500 ? 'missing' : 'failed',
    `The server answered ${statusCode} instead of sending the file.`,
  );
}

function unpackedBody(response: Dispatcher.ResponseData, options: FetchOptions): Readable {
  const limit = limitedTo(options);
  const length = Number(headerOf(response, 'content-length') ?? 0);
  if (length > options.maxBytes) {
    response.body.on('error', () => undefined).destroy();
    throw tooLarge(options);
  }
  const unpack = unpackerFor(headerOf(response, 'content-encoding'));
  const done = (): void => undefined;
  if (unpack) pipeline(response.body, unpack, limit, done);
  else pipeline(response.body, limit, done);
  return limit;
}

function unpackerFor(encoding: string | undefined): Transform | undefined {
  switch (encoding?.trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      return undefined;
  }
}

function limitedTo(options: FetchOptions): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > options.maxBytes) done(tooLarge(options));
      else done(null, chunk);
    },
    destroy(error, done) {
      done(error && explained(error, options));
    },
  });
}

function parseUrl(address: string, base?: URL): URL {
  try {
    return new URL(address, base);
  } catch {
    throw new FetchError('refused', `"${address.slice(0, 200)}" is not an address.`);
  }
}

function headerOf(response: Dispatcher.ResponseData, name: string): string | undefined {
  const value = response.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function tooLarge({ maxBytes }: FetchOptions): FetchError {
  return new FetchError('large', `The file is larger than the limit of ${maxBytes} bytes.`);
}

/** One sentence for a person, whatever went wrong underneath. */
function explained(thrown: unknown, { timeoutMs }: FetchOptions): FetchError {
  if (thrown instanceof FetchError) return thrown;
  // An abort is a DOMException, which is not an Error everywhere.
  const { name, message, cause, code } = thrown as Partial<NodeJS.ErrnoException>;
  if (cause instanceof FetchError) return cause;
  if (name === 'TimeoutError' || String(code).includes('TIMEOUT')) {
    return new FetchError('failed', `The file did not arrive within ${timeoutMs} milliseconds.`);
  }
  if (code === 'ENOTFOUND') return new FetchError('failed', 'The server has no known address.');
  return new FetchError('failed', `The file could not be fetched: ${message ?? ''}`, {
    cause: thrown,
  });
}
