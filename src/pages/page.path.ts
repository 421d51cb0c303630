import { badUserInput } from '../graphql/errors';
import { type Edition } from '../site/edition.entity';
import { editionFor } from '../site/edition.lookup';
import { type SiteFrame } from '../site/site.frame';

const MAX_LENGTH = 2_000;

/** A path as it was asked for: which edition, and what stands below the edition's prefix. */
export interface RequestedPath {
  edition: Edition;
  /** Below the edition's prefix, in its canonical form: `/`, `/world`, `/world/some-slug`. */
  rest: string;
  /** As `rest`, but in the case it was written in: old addresses may have capitals. */
  restAsWritten: string;
  /** Whether it was written in its canonical form. */
  isCanonical: boolean;
}

function decoded(path: string): string | null {
  // An encoded slash is no separator, and no slug has one.
  if (/%2f/i.test(path)) return null;
  try {
    return decodeURIComponent(path);
  } catch {
    throw badUserInput('path', 'path is not valid percent-encoded UTF-8.');
  }
}

function checkShape(path: string): void {
  if (!path.startsWith('/')) throw badUserInput('path', 'path must start with a slash.');
  if (path.length > MAX_LENGTH) {
    throw badUserInput('path', `path must be at most ${MAX_LENGTH} characters long.`);
  }
  if (/[?#]/.test(path)) {
    throw badUserInput('path', 'path must come without a query or a fragment.');
  }
}

function editionByPrefix(frame: SiteFrame, segment: string | undefined): Edition | undefined {
  return frame.editions.find(
    (edition) => edition.language.toLowerCase() === segment?.toLowerCase(),
  );
}

/**
 * Reads a public path. The edition is the one given, or the one whose prefix the path has; `null` where the two
 * disagree or the path cannot be anybody's. Throws BAD_USER_INPUT for what is no path.
 */
export function readPath(
  frame: SiteFrame,
  path: string,
  language: string | null | undefined,
): RequestedPath | null {
  checkShape(path);
  const text = decoded(path);
  // eslint-disable-next-line no-control-regex
  if (text === null || /[\u0000-\u001f\u007f\\]/.test(text)) return null;
  const segments = text.split('/').filter((segment) => segment !== '');
  const prefixed = editionByPrefix(frame, segments[0]);
  const asked = language == null ? undefined : editionFor(frame, language);
  if (prefixed && asked && prefixed !== asked) return null;
  const edition = prefixed ?? asked ?? frame.defaultEdition;
  const restAsWritten = `/${(prefixed ? segments.slice(1) : segments).join('/')}`;
  const rest = restAsWritten.toLowerCase();
  const written = [edition.pathPrefix + rest, ...(prefixed ? [] : [rest])].map(withoutEmptyRest);
  return { edition, rest, restAsWritten, isCanonical: written.includes(text) };
}

/** `/de/` is written `/de`. */
function withoutEmptyRest(path: string): string {
  return path.length > 1 ? path.replace(/\/$/, '') : path;
}

/** The canonical public path of what stands below an edition's prefix. */
export function publicPath(edition: Edition, rest: string): string {
  return withoutEmptyRest(edition.pathPrefix + rest);
}
