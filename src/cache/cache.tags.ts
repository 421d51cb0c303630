/**
 * What answers are made of, by short names: `docs/caching.md` lists what evicts each. An id is cut to nine bytes, so that
 * the tags of a page fit into a header; two that share them would only be evicted together.
 */
const short = (uid: string): string =>
  Buffer.from(uid.replaceAll('-', '').slice(0, 18), 'hex').toString('base64url');

/** The site's frame: editions, sections, layouts, static pages and settings. Every answer has it. */
export const SITE = 'site';
/** Who has an author's page. */
export const PEOPLE = 'people';

/** An article itself: its columns, body, tags, credits and corrections. */
export const articleTag = (uid: string): string => `a${short(uid)}`;
/** The ready-kept list of what is related to an article. */
export const relatedTag = (uid: string): string => `r${short(uid)}`;
export const personTag = (uid: string): string => `p${short(uid)}`;
export const imageTag = (uid: string): string => `i${short(uid)}`;
/** A tag's own row. */
export const tagTag = (uid: string): string => `t${short(uid)}`;

/** What an address leads to, also where that is nothing. */
export const slugTag = (editionId: string, slug: string): string => `as${short(editionId)}/${slug}`;
export const tagSlugTag = (editionId: string, slug: string): string =>
  `ts${short(editionId)}/${slug}`;
export const personSlugTag = (slug: string): string => `ps/${slug}`;
/** What an edition says of addresses at which nothing stands any more. */
export const lostTag = (editionId: string): string => `l${short(editionId)}`;

export type ListOwner = 'edition' | 'section' | 'tag' | 'person';

const LIST = { edition: 'Le', section: 'Ls', tag: 'Lt', person: 'Lp' } as const;

/** Which articles somebody's lists have, and in which order of publication. */
export const listTag = (owner: ListOwner, uid: string): string => `${LIST[owner]}${short(uid)}`;
/** The same in the order of changes, which every edit moves. */
export const changedListTag = (owner: ListOwner, uid: string): string =>
  `${LIST[owner]}u${short(uid)}`;
