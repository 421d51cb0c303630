const withoutWeakness = (tag: string): string => tag.trim().replace(/^W\//, '');

/**
 * Whether a client has what carries this tag, as its `If-None-Match` says: a list of tags or `*`, compared without regard to
 * what makes a tag weak (RFC 9110, 13.1.2).
 */
export function isTagKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const known = ['*', withoutWeakness(etag)];
  return ifNoneMatch.split(',').some((one) => known.includes(withoutWeakness(one)));
}
