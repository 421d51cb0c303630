import Negotiator from 'negotiator';
import { promisify } from 'node:util';
import * as zlib from 'node:zlib';

export type Encoding = 'br' | 'gzip' | 'zstd';

type Compress = (data: Buffer) => Promise<Buffer>;

// The types are of the oldest Node.js we run on, which has no Zstandard.
const zstdCompress = (
  zlib as { zstdCompress?: (data: Buffer, callback: zlib.CompressCallback) => void }
).zstdCompress;

const brotli = promisify<Buffer, zlib.BrotliOptions, Buffer>(zlib.brotliCompress);
const gzip = promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.gzip);

// The lowest levels: those above take four times as long for a tenth less.
const COMPRESS: Partial<Record<Encoding, Compress>> = {
  ...(zstdCompress && { zstd: promisify(zstdCompress) }),
  br: (data) =>
    brotli(data, {
      params: {
        [zlib.constants.BROTLI_PARAM_QUALITY]: 1,
        [zlib.constants.BROTLI_PARAM_SIZE_HINT]: data.length,
      },
    }),
  gzip: (data) => gzip(data, { level: 1 }),
};

/** What we have, the best first. */
const OFFERED = [...Object.keys(COMPRESS), 'identity'];

/** A body smaller than this fits into one packet anyhow. */
export const SMALLEST_COMPRESSED = 1_000;

// Its types know nothing of what is preferred among equals.
interface Preferring {
  encodings(available: string[], options?: { preferred: string[] }): string[];
}

const REMEMBERED = 200;
const chosen = new Map<string, Encoding | null>();

/** The encoding to answer in for an `Accept-Encoding` header; `null`: as it is. */
export function acceptedEncoding(header: string | string[] | undefined): Encoding | null {
  if (header === undefined) return null;
  const accepted = String(header);
  const known = chosen.get(accepted);
  if (known !== undefined) return known;
  const negotiator: Preferring = new Negotiator({ headers: { 'accept-encoding': accepted } });
  const [best] = negotiator.encodings(OFFERED, { preferred: OFFERED });
  const encoding = best === undefined || best === 'identity' ? null : (best as Encoding);
  // Browsers send a handful of different ones.
  if (chosen.size < REMEMBERED) chosen.set(accepted, encoding);
  return encoding;
}

export function compress(body: Buffer, encoding: Encoding): Promise<Buffer> {
  const how = COMPRESS[encoding];
  if (!how) throw new Error(`Nothing here compresses with ${encoding}.`);
  return how(body);
}
