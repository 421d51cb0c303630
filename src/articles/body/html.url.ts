/** Longer addresses are trackers, data or attacks; a database index would refuse them too. */
const MAX_URL = 2_000;

/** Only a stand-in host: it resolves site-relative paths and is cut off again. */
const NOWHERE = 'https://relative.invalid';

function parseUrl(raw: string, base?: string): URL | null {
  if (raw.length > MAX_URL) return null;
  try {
    return new URL(raw, base);
  } catch {
    return null;
  }
}

function printUrl(url: URL): string | null {
  // A name and password in a link only ever dress it up as another site.
  if (url.username || url.password) {
    url.username = '';
    url.password = '';
  }
  return url.href.length <= MAX_URL ? url.href : null;
}

/** An absolute http or https address, or null: what a picture, a video or an embed may point to. */
export function resolveUrl(raw: string | undefined, base?: string): string | null {
  const trimmed = raw?.trim();
  if (!trimmed) return null;
  const url =
    parseUrl(trimmed, base) ?? (/^[\\/]{2}/.test(trimmed) ? parseUrl(`https:${trimmed}`) : null);
  if (!url || !/^https?:$/.test(url.protocol)) return null;
  return printUrl(url);
}

function siteRelative(raw: string): string | null {
  const url = parseUrl(raw, NOWHERE);
  if (!url) return null;
  if (url.origin !== NOWHERE) return resolveUrl(url.href);
  const path = url.pathname + url.search + url.hash;
  // "/..//host" comes out as "//host", which a browser would read as another site.
  return path.startsWith('//') ? null : path;
}

/**
 * The address of a link as it is stored, or null where it may not stand: http, https, mailto, tel, or a path of
 * this site. It is printed from the parsed address, so a browser cannot read it differently from this check.
 */
export function safeHref(raw: string | undefined, base?: string): string | null {
  const trimmed = raw?.trim();
  if (!trimmed || trimmed.startsWith('#')) return null;
  const absolute = resolveUrl(trimmed, base);
  if (absolute) return absolute;
  const url = parseUrl(trimmed);
  if (url) return /^(?:mailto|tel):$/.test(url.protocol) ? printUrl(url) : null;
  return /^[\\/]/.test(trimmed) ? siteRelative(trimmed) : null;
}

/** A base that can resolve addresses, or undefined. */
export function usableBase(base: string | undefined): string | undefined {
  return resolveUrl(base) ?? undefined;
}
