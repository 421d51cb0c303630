import { type Edition } from '../site/edition.entity';
import { toConnection } from '../graphql/connection';
import { decodeCursor } from '../graphql/cursor';
import { type Loaded, whenLoaded } from '../graphql/loaded';
import { checkedCount, type PageArgs, toPageRequest } from '../graphql/page.args';
import { type Section } from '../sections/section.entity';
import { type Context } from '../request/context';
import { type ArticleConnection } from './article-connection.type';
import { type ArticleList, type ArticleListPage, type ListFilter } from './article-list.sql';
import { type Article } from './article.entity';
import { ArticleOrder } from './article.enums';
import { type ArticleFilter, toListFilter } from './article.inputs';

/** A page of a list as a connection; throws BAD_USER_INPUT naming a paging argument that is wrong. */
export function articleConnection(
  { loaders }: Context,
  list: ArticleList,
  order: ArticleOrder,
  args: PageArgs,
): Loaded<ArticleConnection> {
  const kind = `article:${order}`;
  const page = toPageRequest(args, (cursor, field) => decodeCursor(kind, cursor, field));
  const found = loaders.articlesByList.get(pageOf(inOrder(list, order), order, page));
  return whenLoaded(found, (rows) => Object.assign(toConnection(kind, rows, page), { list }));
}

/** Without spreading: to what was spread V8 adds each property by a hidden class of its own (docs/decisions/016). */
function pageOf(
  { driver, members, filter, also }: ArticleList,
  order: ArticleOrder,
  page: ArticleListPage['page'],
): ArticleListPage {
  const list = { driver, members, filter, order, page };
  return also ? Object.assign(list, { also }) : list;
}

/** Whether a tag's or a person's articles have an index in this order. */
export function isByTime(order: ArticleOrder): boolean {
  return order === ArticleOrder.NEWEST || order === ArticleOrder.OLDEST;
}

/**
 * No index has a tag's articles by last change or by views. Where very many have the tag, going through the edition's finds
 * enough of them soon; where few have it, they are sorted. The planner knows which, when it sees the tag beside the edition.
 */
function inOrder(list: ArticleList, order: ArticleOrder): ArticleList {
  const { driver, members, filter, also } = list;
  const { editionId, ...rest } = filter;
  if (isByTime(order) || driver !== 'tag' || editionId === undefined || also) return list;
  return { driver: 'edition', members: [editionId], filter: { ...rest, tagIds: members } };
}

/** The newest articles of a list; `first` is checked. */
export function newestOf(
  { loaders }: Context,
  list: ArticleList,
  first: number,
): Loaded<Article[]> {
  const size = checkedCount('first', first);
  const page = { size, backward: false, after: null, before: null };
  const found = loaders.articlesByList.get(pageOf(list, ArticleOrder.NEWEST, page));
  return whenLoaded(found, (rows) => rows.slice(0, size).map((row) => row.node));
}

/** All public articles of a section and its subsections. */
export function sectionList(
  { frame }: Context,
  section: Section,
  filter: ListFilter = {},
): ArticleList {
  return { driver: 'section', members: frame.sections.subtreeIds(section.uid), filter };
}

export function editionList(edition: Edition, filter: ListFilter = {}): ArticleList {
  return { driver: 'edition', members: [edition.uid], filter };
}

/** An edition's articles, walked along the index of the rarest thing the filter names. */
export function filteredEditionList(edition: Edition, filter: ListFilter): ArticleList {
  return filteredList(edition.uid, filter);
}

/** The same, by the edition's id. */
export function filteredList(editionId: string, filter: ListFilter): ArticleList {
  const { tagIds, personIds, sectionIds, ...rest } = filter;
  if (tagIds) {
    const others = { ...(personIds && { personIds }), ...(sectionIds && { sectionIds }) };
    return { driver: 'tag', members: tagIds, filter: { ...rest, ...others, editionId } };
  }
  if (personIds) {
    const others = sectionIds && { sectionIds };
    return { driver: 'person', members: personIds, filter: { ...rest, ...others, editionId } };
  }
  if (sectionIds) return { driver: 'section', members: [...new Set(sectionIds)], filter: rest };
  return { driver: 'edition', members: [editionId], filter: rest };
}

/** Resolves a filter's slugs in an edition. */
export function resolveFilter(
  { frame, loaders }: Context,
  edition: Edition,
  input: ArticleFilter | null | undefined,
): Promise<ListFilter> {
  const editionId = edition.uid;
  return toListFilter(input, {
    frame,
    editionId,
    tagId: async (slug) => (await loaders.tagBySlug.load({ editionId, slug }))?.uid ?? null,
    personId: async (slug) => (await loaders.personBySlug.load(slug))?.uid ?? null,
  });
}
