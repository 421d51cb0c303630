import { isUtf8 } from 'node:buffer';
import { analyse } from 'chardet';
import { encodingExists } from 'iconv-lite';

const SAMPLE = 128 * 1024;
const MIN_CONFIDENCE = 30;

/** Names that mean a larger set in practice, as browsers take them. */
const ALIASES = new Map([
  ...['iso-8859-1', 'latin1', 'latin-1', 'us-ascii', 'ascii', 'iso8859-1', 'ansi'].map(
    (name) => [name, 'windows-1252'] as const,
  ),
  ['iso-8859-9', 'windows-1254'],
  ['iso-8859-11', 'windows-874'],
  ['tis-620', 'windows-874'],
  ['gb2312', 'gb18030'],
  ['gbk', 'gb18030'],
  ['x-sjis', 'shift_jis'],
  ['ks_c_5601-1987', 'cp949'],
  ['euc-kr', 'cp949'],
  ['utf8', 'utf-8'],
  ['unicode-1-1-utf-8', 'utf-8'],
]);

const MARKS: readonly (readonly [bytes: readonly number[], charset: string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe, 0, 0], 'utf-32le'],
  [[0, 0, 0xfe, 0xff], 'utf-32be'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
  [[0x3c, 0, 0, 0], 'utf-32le'],
  [[0, 0, 0, 0x3c], 'utf-32be'],
];

/**
 * The character set of a file, from its first bytes: a byte order mark, then what HTTP says, then what
 * the file says, then what the bytes look like. A declaration that the bytes contradict is not believed:
 * UTF-8 that is not UTF-8, a single-byte set whose every special character is valid UTF-8, UTF-16 in a
 * file of single bytes.
 */
export function detectCharset(start: Buffer, contentType?: string): string {
  const wide = markedCharset(start) ?? wideCharset(start);
  if (wide !== undefined && wide !== 'utf-8') return wide;
  const sample = start.subarray(0, SAMPLE);
  const declared = declaredCharset(sample, contentType);
  if (looksUtf8(sample)) return declared && mayHide(declared, sample) ? declared : 'utf-8';
  if (declared !== undefined && declared !== 'utf-8') return declared;
  return mostlyUtf8(sample) ? 'utf-8' : guessed(sample);
}

function declaredCharset(sample: Buffer, contentType: string | undefined): string | undefined {
  return usable(charsetIn(contentType)) ?? usable(declaredInside(sample));
}

function markedCharset(start: Buffer): string | undefined {
  return MARKS.find(([bytes]) => bytes.every((byte, index) => start[index] === byte))?.[1];
}

/** ISO-2022-JP and its like, and double-byte sets so far without special characters, look like UTF-8. */
function mayHide(declared: string, sample: Buffer): boolean {
  return !hasHighBytes(sample) && declared !== 'utf-8';
}

/** The name this program knows a character set by, or undefined for one it cannot read. */
function usable(name: string | undefined): string | undefined {
  const lower = name?.trim().toLowerCase();
  if (lower === undefined || /^(utf-?16|utf-?32|ucs|iso-10646|unicode)/.test(lower))
    return undefined;
  const known = ALIASES.get(lower) ?? lower;
  return encodingExists(known) || decodable(known) ? known : undefined;
}

/** Node itself reads some sets that iconv-lite does not, e.g. ISO-2022-JP. */
function decodable(charset: string): boolean {
  try {
    return new TextDecoder(charset).encoding !== '';
  } catch {
    return false;
  }
}

function charsetIn(contentType: string | undefined): string | undefined {
  return /charset\s*=\s*["']?([^\s;"']+)/i.exec(contentType ?? '')?.[1];
}

function declaredInside(sample: Buffer): string | undefined {
  const start = sample.subarray(0, 4096).toString('latin1');
  const xml = /<\?xml[^>]*?\sencoding\s*=\s*["']?\s*([\w.:-]+)/i.exec(start)?.[1];
  return xml ?? /<meta[^>]+?charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(start)?.[1];
}

/** UTF-16 without a mark shows by every other byte being zero. */
function wideCharset(start: Buffer): string | undefined {
  const sample = start.subarray(0, 400);
  let even = 0;
  let odd = 0;
  for (const [index, byte] of sample.entries()) {
    if (byte === 0 && index % 2 === 0) even++;
    else if (byte === 0) odd++;
  }
  const half = sample.length / 2;
  if (odd > half * 0.4 && even < half * 0.1) return 'utf-16le';
  return even > half * 0.4 && odd < half * 0.1 ? 'utf-16be' : undefined;
}

function looksUtf8(sample: Buffer): boolean {
  return isUtf8(sample.subarray(0, sample.length - brokenTail(sample)));
}

/** How many bytes at the end belong to a character that goes on after it. */
export function brokenTail(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}

function hasHighBytes(sample: Buffer): boolean {
  return sample.some((byte) => byte >= 0x80);
}

/** UTF-8 with a few strays in it, e.g. a quotation mark pasted from another program. */
function mostlyUtf8(sample: Buffer): boolean {
  const text = sample.toString('utf8');
  const strays = text.split('\uFFFD').length - 1;
  let special = 0;
  for (const char of text) if (char > '\u007F' && char !== '\uFFFD') special++;
  return special > strays;
}

function guessed(sample: Buffer): string {
  // Tags are English whatever the text is, and would count as evidence.
  const text = Buffer.from(sample.toString('latin1').replace(/<[^<>]{0,500}>/g, ' '), 'latin1');
  const best = analyse(text).find(
    ({ name, confidence }) => confidence >= MIN_CONFIDENCE && name !== 'UTF-8' && name !== 'ASCII',
  );
  return usable(best?.name) ?? 'windows-1252';
}
