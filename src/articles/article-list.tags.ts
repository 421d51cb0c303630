import { changedListTag, type ListOwner, listTag } from '../cache/cache.tags';
import { type ArticleList, type ArticleListPage } from './article-list.sql';
import { ArticleOrder } from './article.enums';

/** How long a list by views may be shown: views have no events. */
const BY_VIEWS_MS = 30_000;

function ownersOf({ driver, members, filter, also = [] }: ArticleList): [ListOwner, string][] {
  const owners = (owner: ListOwner, uids: readonly string[] = []) =>
    uids.map((uid): [ListOwner, string] => [owner, uid]);
  return [
    ...[{ driver, members }, ...also].flatMap((part) => owners(part.driver, part.members)),
    ...owners('tag', filter.tagIds),
    ...owners('person', filter.personIds),
  ];
}

/** What a list's articles are taken from: it changes when one of them does, or when one comes or goes there. */
export function listTags(list: ArticleList & { order?: ArticleOrder }): string[] {
  const owners = ownersOf(list);
  const tags = owners.map(([owner, uid]) => listTag(owner, uid));
  if (list.order !== ArticleOrder.UPDATED) return tags;
  return [...tags, ...owners.map(([owner, uid]) => changedListTag(owner, uid))];
}

/** For how long a page of a list may be shown where nothing changes. */
export function listFreshForMs({ order }: ArticleListPage): number {
  return order === ArticleOrder.MOST_VIEWED ? BY_VIEWS_MS : Infinity;
}
