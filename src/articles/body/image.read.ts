import { isTag, type Element } from 'domhandler';
import { type ImageDraft } from './block.types';
import { foldWhitespace } from './html.text';
import { resolveUrl } from './html.url';

const LAZY_ATTRIBUTES = [
  'data-src',
  'data-lazy-src',
  'data-original',
  'data-orig-file',
  'data-full-url',
  'data-url',
];
const SRCSET_ATTRIBUTES = ['srcset', 'data-srcset', 'data-lazy-srcset'];
const PLACEHOLDER =
  /(?:^data:|^about:|\/(?:blank|spacer|pixel|placeholder|lazy|transparent|1x1|loading)[\w-]*\.(?:gif|png|svg)\b)/i;
const COUNTER_HOST =
  /(?:^|\.)(?:feedburner\.com|feedsportal\.com|doubleclick\.net|pixel\.wp\.com|stats\.wordpress\.com)$/;
const MAX_SRCSET = 20_000;

interface Candidate {
  url: string;
  width?: number;
}

function parseCandidate(text: string): { address: string; size: number; unit: string } {
  const [address = '', descriptor = ''] = text.trim().split(/\s+/);
  return { address, size: Number.parseFloat(descriptor) || 1, unit: descriptor.slice(-1) };
}

/** The largest picture of a srcset. */
function largest(srcset: string | undefined, base?: string): Candidate | null {
  if (!srcset || srcset.length > MAX_SRCSET) return null;
  const candidates = srcset
    .split(/,\s+|(?<=\s[\d.]{1,10}[wx]),/)
    .map(parseCandidate)
    .filter(({ address }) => address !== '' && !PLACEHOLDER.test(address))
    .sort((a, b) => b.size - a.size);
  for (const { address, size, unit } of candidates) {
    const url = resolveUrl(address, base);
    if (url) return unit === 'w' ? { url, width: Math.round(size) } : { url };
  }
  return null;
}

function usable(address: string | undefined, base?: string): Candidate | null {
  const trimmed = address?.trim() ?? '';
  const url = trimmed && !PLACEHOLDER.test(trimmed) ? resolveUrl(trimmed, base) : null;
  return url ? { url } : null;
}

function sourceSets(element: Element): (string | undefined)[] {
  const around =
    element.parent && isTag(element.parent) && element.parent.name === 'picture'
      ? element.parent
      : null;
  const sources = around
    ? around.children.filter(isTag).filter(({ name }) => name === 'source')
    : [];
  return [element, ...sources].flatMap(({ attribs }) =>
    SRCSET_ATTRIBUTES.map((name) => attribs[name]),
  );
}

/** The address a lazy-loading page means: an attribute of its script, `src` unless a stand-in, the largest of a srcset. */
function findSource(element: Element, base?: string): Candidate | null {
  for (const name of LAZY_ATTRIBUTES) {
    const found = usable(element.attribs[name], base);
    if (found) return found;
  }
  const plain = usable(element.attribs.src, base);
  if (plain) return plain;
  for (const srcset of sourceSets(element)) {
    const found = largest(srcset, base);
    if (found) return found;
  }
  return null;
}

function dimension(value: string | undefined): number | undefined {
  const found = /^\s*(\d{1,5})(?:px)?\s*$/.exec(value ?? '');
  return found ? Number(found[1]) : undefined;
}

function isCounter(url: string, width: number | undefined, height: number | undefined): boolean {
  return (width ?? 9) <= 1 || (height ?? 9) <= 1 || COUNTER_HOST.test(new URL(url).hostname);
}

function notesOf({ attribs }: Element): { alt?: string; credit?: string } {
  const alt = foldWhitespace(attribs.alt ?? '');
  const credit = foldWhitespace(attribs['data-credit'] ?? '');
  return { ...(alt && { alt }), ...(credit && { credit }) };
}

/** The picture of an `<img>`; null where it has no address to fetch or only counts readers. */
export function readImage(element: Element, base?: string): ImageDraft | null {
  const source = findSource(element, base);
  if (!source) return null;
  const width = source.width ?? dimension(element.attribs.width);
  const height = source.width ? undefined : dimension(element.attribs.height);
  if (isCounter(source.url, width, height)) return null;
  return { url: source.url, ...notesOf(element), ...(width && height ? { width, height } : {}) };
}
