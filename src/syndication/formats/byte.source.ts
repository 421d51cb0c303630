import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGunzip } from 'node:zlib';
import { FetchError } from '../../net/fetch.error';
import { SourceError } from './source-item.types';

/** What can be read: bytes, a stream of bytes, or the path of a file. */
export type Source = Buffer | Readable | { path: string };

const CHUNK = 64 * 1024;
const START = 256 * 1024;

/** A source whose first bytes are known and which can be read to its end, some formats more than once. */
export interface OpenedSource {
  /** The first bytes, unpacked. */
  start: Buffer;
  /** The whole file, unpacked. A stream can be read once, unless it has been kept. */
  chunks(): AsyncIterable<Buffer>;
  /** Makes a stream readable twice, through a temporary file. */
  keep(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a source; a gzip file, known by its first bytes, is unpacked. More than `maxBytes` is an error. */
export async function openSource(source: Source, maxBytes: number): Promise<OpenedSource> {
  if (source instanceof Readable) return openStream(source, maxBytes);
  const chunks = (): AsyncIterable<Buffer> =>
    limited(unpacked(Buffer.isBuffer(source) ? slices(source) : fileChunks(source.path)), maxBytes);
  const nothing = (): Promise<void> => Promise.resolve();
  return { start: await startOf(chunks()), chunks, keep: nothing, close: nothing };
}

async function openStream(stream: Readable, maxBytes: number): Promise<OpenedSource> {
  const iterator = limited(unpacked(toBuffers(stream)), maxBytes)[Symbol.asyncIterator]();
  const read: Buffer[] = [];
  let size = 0;
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
    read.push(next.value);
    size += next.value.length;
    if (size >= START) break;
  }
  let folder: string | undefined;
  let kept: string | undefined;
  const once = (): AsyncIterable<Buffer> => chained(read.splice(0), iterator);
  return {
    start: Buffer.concat(read).subarray(0, START),
    chunks: () => (kept === undefined ? once() : fileChunks(kept)),
    keep: async () => {
      folder = await mkdtemp(join(tmpdir(), 'broadsheet-import-'));
      const path = join(folder, 'source');
      await pipeline(once(), createWriteStream(path));
      kept = path;
    },
    close: async () => {
      stream.destroy();
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startOf(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const read: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    read.push(chunk);
    size += chunk.length;
    if (size >= START) break;
  }
  return Buffer.concat(read).subarray(0, START);
}

async function* chained(read: Buffer[], rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield* read;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

async function* limited(chunks: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > maxBytes) {
      throw new SourceError(`The file is larger than the limit of ${maxBytes} bytes.`);
    }
    yield chunk;
  }
}

/** Gzip may be packed more than once by a careless server, but not without end. */
async function* unpacked(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done) return;
  const all = chained([first.value], iterator);
  if (first.value[0] !== 0x1f || first.value[1] !== 0x8b) {
    yield* all;
    return;
  }
  yield* gunzipped(all);
}

async function* gunzipped(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  // SYNC_FLUSH gives what a truncated file still holds instead of an error.
  const gunzip = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
  const input = Readable.from(chunks, { objectMode: false });
  input.on('error', (error) => gunzip.destroy(error));
  let size = 0;
  try {
    for await (const chunk of input.pipe(gunzip) as AsyncIterable<Buffer>) {
      size += chunk.length;
      yield chunk;
    }
  } catch (error) {
    const isTold = error instanceof SourceError || error instanceof FetchError;
    if (isTold || size === 0) throw asSourceError(error);
  } finally {
    input.destroy();
  }
}

function asSourceError(error: unknown): SourceError {
  if (error instanceof SourceError) return error;
  if (error instanceof FetchError) return new SourceError(error.message, { cause: error });
  return new SourceError('The file is packed with gzip and cannot be unpacked.', { cause: error });
}

async function* toBuffers(stream: Readable): AsyncGenerator<Buffer> {
  for await (const chunk of stream as AsyncIterable<Buffer | string>) {
    yield* slices(Buffer.from(chunk));
  }
}

async function* fileChunks(path: string): AsyncGenerator<Buffer> {
  yield* createReadStream(path, { highWaterMark: CHUNK }) as AsyncIterable<Buffer>;
}

// eslint-disable-next-line @typescript-eslint/require-await -- one shape for all sources
async function* slices(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}
