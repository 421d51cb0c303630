import {
  articleTag,
  changedListTag,
  imageTag,
  listTag,
  lostTag,
  PEOPLE,
  personSlugTag,
  personTag,
  relatedTag,
  slugTag,
  tagSlugTag,
  tagTag,
} from '../cache/cache.tags';
import { type OutboxEvent } from '../sql/outbox';
import { type Place, type Ties } from './change.queries';

/** An event of an article, with its place before and after. */
interface ArticleChange {
  articleId: string;
  editionIds: string[];
  places: Place[];
  /** It became public or hidden, or moved: the lists that have it, or should, are others now. */
  isMove: boolean;
}

/** What of its place decides in which lists an article stands, besides being public. */
const LISTED_BY = ['sectionId', 'format', 'hasVideo', 'publishedAt', 'originalId'] as const;

const PUBLIC_CHANGES = new Set(['article.updated']);
const MOVES = new Set(['article.published', 'article.unpublished', 'article.deleted']);
const LINKS = new Set(['article.tags', 'article.people', 'article.related', 'article.corrected']);

function changeOf({ kind, articleId, editionId, payload }: OutboxEvent): ArticleChange | null {
  if (articleId === null || !(PUBLIC_CHANGES.has(kind) || MOVES.has(kind))) return null;
  const {
    old,
    new: now,
    oldEditionId,
  } = payload as {
    old?: Place;
    new?: Place;
    oldEditionId?: string;
  };
  const places = [old, now].filter((place) => place !== undefined);
  const editionIds = [editionId, oldEditionId].filter((id) => typeof id === 'string');
  const hasMoved =
    oldEditionId !== undefined || LISTED_BY.some((part) => old?.[part] !== now?.[part]);
  return { articleId, editionIds, places, isMove: MOVES.has(kind) || hasMoved };
}

/** The articles of some events whose ties have to be known, and the originals of their translation groups. */
export function toLookUp(events: readonly OutboxEvent[]): {
  articleIds: string[];
  originals: string[];
} {
  const changes = events.map(changeOf).filter((change) => change !== null);
  const linked = events.filter(({ kind }) => LINKS.has(kind)).map(({ articleId }) => articleId);
  const changed = changes.map(({ articleId }) => articleId);
  const articleIds = new Set([...changed, ...linked.filter((id) => id !== null)]);
  const groups = changes.flatMap(({ places }) => places.map(({ originalId }) => originalId));
  const originals = new Set([...changed, ...groups.filter((id) => id !== null)]);
  return { articleIds: [...articleIds], originals: [...originals] };
}

function* addressTags(editionIds: string[], places: { slug?: string }[]): Iterable<string> {
  for (const editionId of editionIds) {
    for (const { slug } of places) if (slug !== undefined) yield slugTag(editionId, slug);
  }
}

function* articleChangeTags(change: ArticleChange): Iterable<string> {
  const { articleId, editionIds, places, isMove } = change;
  const sectionIds = places.map((place) => place.sectionId).filter((id) => id !== null);
  yield articleTag(articleId);
  for (const { originalId } of places) if (originalId !== null) yield articleTag(originalId);
  for (const id of editionIds) yield changedListTag('edition', id);
  for (const id of sectionIds) yield changedListTag('section', id);
  const isRenamed = places[0]?.slug !== places.at(-1)?.slug;
  if (isMove || isRenamed) {
    yield* addressTags(editionIds, places);
    yield* editionIds.map(lostTag);
  }
  if (!isMove) return;
  for (const id of editionIds) yield listTag('edition', id);
  for (const id of sectionIds) yield listTag('section', id);
}

/** What hangs on articles that were edited; `others`: that may now be public by them or no more; `isMove`: that list them. */
function* tieTags(ties: Ties, is: { others: boolean; move: boolean }): Iterable<string> {
  yield* ties.translations.map(articleTag);
  for (const { uid } of ties.tags) yield changedListTag('tag', uid);
  for (const { uid } of ties.people) yield changedListTag('person', uid);
  if (is.move) yield* ties.relating.map(relatedTag);
  if (!is.others) return;
  for (const { uid, editionId, slug } of ties.tags) {
    yield listTag('tag', uid);
    yield tagSlugTag(editionId, slug);
  }
  for (const { uid, slug } of ties.people) {
    yield listTag('person', uid);
    yield personSlugTag(slug);
  }
  if (ties.people.length > 0) yield PEOPLE;
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

/** Tags and people are public by their articles, so one link more or less can show or hide them. */
function* linkTags({ articleId, payload }: OutboxEvent): Iterable<string> {
  if (articleId !== null) {
    yield articleTag(articleId);
    yield relatedTag(articleId);
  }
  for (const id of strings(payload.tagIds)) yield* [listTag('tag', id), changedListTag('tag', id)];
  for (const id of strings(payload.personIds)) {
    yield* [listTag('person', id), changedListTag('person', id), PEOPLE];
  }
}

interface Row {
  id?: string;
  slug?: string;
}

/** Of each kind of row that is not in the frame, what shows it. */
const ROW_TAGS: Record<string, (row: Row, editionId: string | null) => (string | undefined)[]> = {
  'person.changed': ({ id, slug }) => [
    PEOPLE,
    id && personTag(id),
    id && listTag('person', id),
    slug && personSlugTag(slug),
  ],
  'tag.changed': ({ id, slug }, editionId) => [
    id && tagTag(id),
    id && listTag('tag', id),
    slug && editionId ? tagSlugTag(editionId, slug) : undefined,
  ],
  // Its time zone is what days begin and end by.
  'edition.changed': ({ id }) => [id && listTag('edition', id)],
  'image.changed': ({ id }) => [id && imageTag(id)],
  'redirect.changed': (_row, editionId) => [editionId ? lostTag(editionId) : undefined],
  'section.changed': (_row, editionId) => [editionId ? lostTag(editionId) : undefined],
};

function* rowTags({ kind, editionId, payload }: OutboxEvent): Iterable<string> {
  const { old, new: now } = payload as { old?: Row; new?: Row };
  for (const row of [old, now]) {
    if (!row) continue;
    for (const tag of ROW_TAGS[kind]?.(row, editionId) ?? []) if (tag) yield tag;
  }
}

/** Whether a change of a hidden article can be one of what is said of its addresses. */
function changesAddresses(old: Place | undefined, now: Place | undefined): boolean {
  if (old?.status !== now?.status || now?.status === 'UNPUBLISHED') return true;
  return old?.slug !== now?.slug || old?.sectionId !== now?.sectionId;
}

/** Of a hidden article only what is said of the addresses it has or had can change. */
function* hiddenTags({ editionId, payload }: OutboxEvent): Iterable<string> {
  const {
    old,
    new: now,
    oldEditionId,
  } = payload as Partial<Record<'old' | 'new', Place>> & {
    oldEditionId?: string;
  };
  if (oldEditionId !== undefined) yield lostTag(oldEditionId);
  if (editionId !== null && changesAddresses(old, now)) yield lostTag(editionId);
}

function* eventTags(event: OutboxEvent): Iterable<string> {
  const change = changeOf(event);
  if (change) yield* articleChangeTags(change);
  else if (LINKS.has(event.kind)) yield* linkTags(event);
  else if (event.kind === 'related.listed')
    yield* strings(event.payload.articleIds).map(relatedTag);
  else if (event.kind.startsWith('article.')) yield* hiddenTags(event);
  else yield* rowTags(event);
}

/**
 * The tags of all that some events may have changed. `ties` are those of their articles as they are now; what was untied
 * meanwhile has an event of its own.
 */
export function tagsOfEvents(events: readonly OutboxEvent[], ties: Ties): Set<string> {
  const changes = events.map(changeOf).filter((change) => change !== null);
  const shown = new Set([...ties.public, ...changes.map(({ articleId }) => articleId)]);
  // What is tied to a hidden article shows nowhere.
  const telling = events.filter(
    ({ kind, articleId }) => !LINKS.has(kind) || (articleId !== null && shown.has(articleId)),
  );
  const tags = new Set<string>();
  for (const event of telling) for (const tag of eventTags(event)) tags.add(tag);
  const move = changes.some(({ isMove }) => isMove);
  const others = move || telling.some(({ kind }) => LINKS.has(kind));
  for (const tag of tieTags(ties, { others, move })) tags.add(tag);
  return tags;
}
