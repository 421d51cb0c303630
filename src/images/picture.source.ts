import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FetchError } from '../net/fetch.error';
import { safeFetch } from '../net/safe.fetch';
import { type ByteCache } from './byte.cache';
import { pictureFacts } from './picture.decode';
import { PictureError } from './picture.error';
import { SingleFlight } from './single.flight';

/** A folder whose files are this site's own pictures. */
export interface LocalPictures {
  /** `/demo/pictures` */
  path: string;
  folder: string;
}

export interface PictureSourceOptions {
  local: LocalPictures;
  /** For tests, which have no server but their own machine. Never from configuration. */
  allowPrivate?: boolean;
  timeoutMs?: number;
}

const MAX_BYTES = 20 * 1024 * 1024;
const TIMEOUT_MS = 10_000;
const ACCEPT = 'image/avif,image/webp,image/png,image/jpeg,image/gif;q=0.9,image/*;q=0.5';
const FILE_NAME = /^[\w-][\w.-]*$/;

/** How long a failure is believed. */
export const FAILURE_SECONDS = { missing: 60, unusable: 60, unavailable: 10 } as const;
const MAX_FAILURES = 1_000;

function pictureError(error: unknown): PictureError {
  if (error instanceof PictureError) return error;
  const options = { cause: error };
  if (!(error instanceof FetchError)) {
    return new PictureError('unavailable', 'The original could not be read.', options);
  }
  const reasons = { refused: 'missing', missing: 'missing', large: 'unusable' } as const;
  const reason = error.reason === 'failed' ? 'unavailable' : reasons[error.reason];
  return new PictureError(reason, error.message, options);
}

async function readLocal(url: string, { path, folder }: LocalPictures): Promise<Buffer> {
  const name = url.slice(path.length + 1);
  if (!url.startsWith(`${path}/`) || !FILE_NAME.test(name)) {
    throw new PictureError('missing', 'There is no picture of this site at that path.');
  }
  try {
    return await readFile(join(folder, name));
  } catch (error) {
    throw new PictureError('missing', 'The picture is not there.', { cause: error });
  }
}

async function readRemote(url: string, options: PictureSourceOptions): Promise<Buffer> {
  try {
    const { stream } = await safeFetch(url, {
      accept: ACCEPT,
      maxBytes: MAX_BYTES,
      timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
      allowPrivate: options.allowPrivate === true,
    });
    const chunks: Buffer[] = [];
    for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
    return Buffer.concat(chunks);
  } catch (error) {
    throw pictureError(error);
  }
}

/** An original's bytes, from this site or the public internet, looked at as far as to know that they are a picture. */
export async function readOriginal(url: string, options: PictureSourceOptions): Promise<Buffer> {
  const bytes = url.startsWith('/')
    ? await readLocal(url, options.local)
    : await readRemote(url, options);
  await pictureFacts(bytes);
  return bytes;
}

interface Failure {
  error: PictureError;
  until: number;
}

/** Originals, each fetched once: kept while there is room, and a failure remembered for a short while. */
export class Originals {
  private readonly flights = new SingleFlight<Buffer>();
  private readonly failures = new Map<string, Failure>();

  constructor(
    private readonly cache: ByteCache,
    private readonly options: PictureSourceOptions,
  ) {}

  /** An original's bytes. Throws a {@link PictureError}. */
  load(url: string): Promise<Buffer> {
    return this.flights.run(url, async () => {
      const failure = this.failures.get(url);
      if (failure && failure.until > Date.now()) throw failure.error;
      try {
        return await this.read(url);
      } catch (error) {
        throw this.failed(url, error);
      }
    });
  }

  /** Remembers that what is at an address cannot be shown, and answers why as a {@link PictureError}. */
  failed(url: string, thrown: unknown): PictureError {
    const error = pictureError(thrown);
    const [oldest] = this.failures.keys();
    if (oldest !== undefined && this.failures.size >= MAX_FAILURES) this.failures.delete(oldest);
    this.failures.set(url, { error, until: Date.now() + FAILURE_SECONDS[error.reason] * 1000 });
    return error;
  }

  private async read(url: string): Promise<Buffer> {
    if (url.startsWith('/')) return readOriginal(url, this.options);
    const key = `original ${url}`;
    const kept = await this.cache.get(key);
    if (kept) return kept.bytes;
    const bytes = await readOriginal(url, this.options);
    await this.cache.put(key, bytes);
    return bytes;
  }
}
