import { isUtf8 } from 'node:buffer';
import { decode, encodingExists, getDecoder } from 'iconv-lite';
import { brokenTail } from './charset.detect';

/** Bytes to text, chunk by chunk. The first chunk must be the file's first bytes. */
export async function* decodeText(
  chunks: AsyncIterable<Buffer>,
  charset: string,
): AsyncGenerator<string> {
  const decoder = decoderFor(charset);
  let first = true;
  for await (const chunk of chunks) {
    const text = decoder.write(chunk);
    yield first ? withoutMark(text) : text;
    first = first && text === '';
  }
  const rest = decoder.end();
  if (rest !== '') yield rest;
}

interface ChunkDecoder {
  write(chunk: Buffer): string;
  end(): string;
}

function decoderFor(charset: string): ChunkDecoder {
  if (charset === 'utf-8') return new PatientUtf8Decoder();
  if (encodingExists(charset)) {
    const decoder = getDecoder(charset, { stripBOM: false });
    return { write: (chunk) => decoder.write(chunk), end: () => decoder.end() ?? '' };
  }
  const decoder = new TextDecoder(charset);
  return {
    write: (chunk) => decoder.decode(chunk, { stream: true }),
    end: () => decoder.decode(),
  };
}

/** Reads UTF-8, and takes each byte that is none for Windows-1252, which strays nearly always are. */
class PatientUtf8Decoder implements ChunkDecoder {
  private rest: Buffer = Buffer.alloc(0);

  write(chunk: Buffer): string {
    const bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    const end = bytes.length - brokenTail(bytes);
    this.rest = Buffer.from(bytes.subarray(end));
    return decodePatiently(bytes.subarray(0, end));
  }

  end(): string {
    return decodePatiently(this.rest);
  }
}

function decodePatiently(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  const parts: string[] = [];
  let at = 0;
  while (at < bytes.length) {
    const end = validUntil(bytes, at);
    if (end > at) parts.push(bytes.toString('utf8', at, end));
    if (end < bytes.length) parts.push(decode(bytes.subarray(end, end + 1), 'windows-1252'));
    at = end + 1;
  }
  return parts.join('');
}

/** Where the first byte stands that does not continue valid UTF-8. */
function validUntil(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0;
    const length = byte < 0x80 ? 1 : byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    if (byte >= 0x80 && !isUtf8(bytes.subarray(at, at + length))) return at;
    at += length;
  }
  return Math.min(at, bytes.length);
}

function withoutMark(text: string): string {
  return text.replace(/^\uFEFF+/, '');
}
