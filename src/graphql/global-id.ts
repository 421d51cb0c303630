import { badUserInput } from './errors';

/**
 * A global id is a prefix for the type, an underscore and the row's UUID. Clients treat it as opaque. It is
 * written by joining two strings because a front page writes hundreds of them; UUIDs leave nothing to
 * count or guess about rows that are hidden.
 */
const PREFIXES = {
  Article: 'art',
  Correction: 'cor',
  Edition: 'edn',
  Image: 'img',
  Person: 'per',
  ReadingList: 'rdl',
  ReadingListItem: 'rdi',
  Section: 'sec',
  SpellingReport: 'spr',
  StaticPage: 'pag',
  Tag: 'tag',
} as const;

/** The types that {@link https://relay.dev/graphql/objectidentification.htm `node`} can answer. */
export type NodeType = keyof typeof PREFIXES;

const TYPE_BY_PREFIX = new Map<string, NodeType>(
  Object.entries(PREFIXES).map(([type, prefix]) => [prefix, type as NodeType]),
);

const GLOBAL_ID = /^([a-z]{3})_([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

/** The global id of the row `uid` of the type. */
export function toGlobalId(type: NodeType, uid: string): string {
  return `${PREFIXES[type]}_${uid}`;
}

/** What a global id names, or `null` when it is not one of ours. */
export function parseGlobalId(id: string): { type: NodeType; uid: string } | null {
  const match = GLOBAL_ID.exec(id);
  const type = match?.[1] === undefined ? undefined : TYPE_BY_PREFIX.get(match[1]);
  return type === undefined || match?.[2] === undefined ? null : { type, uid: match[2] };
}

/** The UUID in a global id that has to be of the type; throws BAD_USER_INPUT naming the field otherwise. */
export function uidOf(type: NodeType, id: string, field: string): string {
  const parsed = parseGlobalId(id);
  if (parsed?.type === type) return parsed.uid;
  throw badUserInput(
    field,
    `${field} is not the id of ${/^[AEIOU]/.test(type) ? 'an' : 'a'} ${type}.`,
  );
}
