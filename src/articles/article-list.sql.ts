import { type Position } from '../graphql/cursor';
import { type PageRequest } from '../graphql/page.args';
import { type Statement, adHocStatement, namedStatement } from '../sql/statement';
import { Values } from '../sql/values';
import { ArticleOrder } from './article.enums';

/** What leads to a list's articles, and so which index it walks. */
export type ListDriver = 'edition' | 'section' | 'tag' | 'person';

/** What a list leaves out. Ids are rows' own; sections are already expanded to their subsections. */
export interface ListFilter {
  editionId?: string;
  sectionIds?: string[];
  tagIds?: readonly string[];
  personIds?: string[];
  role?: string;
  formats?: string[];
  publishedFrom?: string;
  publishedTo?: string;
  hasVideo?: boolean;
}

/** A list of public articles: all that the members of the driver lead to, merged, filtered and ordered. */
export interface ArticleList {
  driver: ListDriver;
  members: readonly string[];
  filter: ListFilter;
  /** What else leads to its articles. A list with such parts is read by itself, still with one statement. */
  also?: ListPart[];
}

/** Members that lead to articles in one way. */
export type ListPart = Pick<ArticleList, 'driver' | 'members'>;

export interface ArticleListPage extends ArticleList {
  order: ArticleOrder;
  page: PageRequest<Position>;
}

interface Source {
  from: string;
  member: string;
  /** What the list is ordered by, and what breaks ties; together they are the driver's index. */
  value: string;
  uid: string;
}

// article_tag and credit repeat the article's time, so each source is walked in order without a sort.
const BY_TIME: Record<ListDriver, Source> = {
  edition: {
    from: 'public_article a',
    member: 'a.edition_id',
    value: 'a.published_at',
    uid: 'a.id',
  },
  section: {
    from: 'public_article a',
    member: 'a.section_id',
    value: 'a.published_at',
    uid: 'a.id',
  },
  tag: {
    from: 'article_tag d JOIN public_article a ON a.id = d.article_id',
    member: 'd.tag_id',
    value: 'd.published_at',
    uid: 'd.article_id',
  },
  person: {
    from: 'credit d JOIN public_article a ON a.id = d.article_id',
    member: 'd.person_id',
    value: 'd.published_at',
    uid: 'd.article_id',
  },
};

/** Where a driver's articles come from in the order of time: `from` has the alias `a` for the article. */
export function sourceByTime(driver: ListDriver): Source {
  return BY_TIME[driver];
}

function sourceOf(driver: ListDriver, order: ArticleOrder): Source {
  const source = BY_TIME[driver];
  if (order === ArticleOrder.UPDATED) return { ...source, value: 'a.updated_at', uid: 'a.id' };
  if (order !== ArticleOrder.MOST_VIEWED) return source;
  const members = { edition: 'v.edition_id', section: 'v.section_id' };
  return {
    from: `${source.from} JOIN article_view_count v ON v.article_id = a.id`,
    member: driver === 'edition' || driver === 'section' ? members[driver] : source.member,
    value: 'v.views',
    uid: 'v.article_id',
  };
}

/** The conditions of a filter on the alias `a` and, for a person's role, on the driver's `d`. */
export function filterConditions({ driver, filter }: ArticleList, values: Values): string[] {
  const parts: string[] = [];
  const isAny = (column: string, list: string[] | undefined, type: string) => {
    if (list) parts.push(`${column} = ANY(${values.add(list)}::${type}[])`);
  };
  if (filter.editionId !== undefined) parts.push(`a.edition_id = ${values.add(filter.editionId)}`);
  isAny('a.section_id', filter.sectionIds, 'uuid');
  if (filter.formats?.length === 1) {
    // Equality, not a list of one: so the index of formats gives them in order.
    parts.push(`a.format = ${values.add(filter.formats[0])}::article_format`);
  } else isAny('a.format', filter.formats, 'article_format');
  if (filter.publishedFrom) parts.push(`a.published_at >= ${values.add(filter.publishedFrom)}`);
  if (filter.publishedTo) parts.push(`a.published_at < ${values.add(filter.publishedTo)}`);
  if (filter.hasVideo !== undefined) parts.push(`a.has_video = ${values.add(filter.hasVideo)}`);
  if (filter.role !== undefined && driver === 'person') {
    parts.push(`d.role = ${values.add(filter.role)}::credit_role`);
  }
  if (filter.tagIds) {
    parts.push(`EXISTS (SELECT FROM article_tag x
      WHERE x.article_id = a.id AND x.tag_id = ANY(${values.add(filter.tagIds)}::uuid[]))`);
  }
  if (filter.personIds) {
    parts.push(`EXISTS (SELECT FROM credit x
      WHERE x.article_id = a.id AND x.person_id = ANY(${values.add(filter.personIds)}::uuid[]))`);
  }
  return parts;
}

function pageConditions(list: ArticleListPage, source: Source, values: Values): string[] {
  const { order, page } = list;
  const type = order === ArticleOrder.MOST_VIEWED ? 'bigint' : 'timestamptz';
  const [later, earlier] = order === ArticleOrder.OLDEST ? ['>', '<'] : ['<', '>'];
  const beyond = (position: Position, sign: string | undefined) => {
    const value =
      type === 'bigint' ? position.value : new Date(Number(position.value)).toISOString();
    return `(${source.value}, ${source.uid}) ${sign ?? ''}
      (${values.add(value)}::${type}, ${values.add(position.uid)}::uuid)`;
  };
  return [
    ...(page.after ? [beyond(page.after, later)] : []),
    ...(page.before ? [beyond(page.before, earlier)] : []),
  ];
}

/** Those of lists without a filter, by their texts: one for each driver, order, direction and shape. */
const unfiltered = new Map<string, Statement>();

/** A text whose shape varies with a filter is planned for its values: what is rare decides how to look. */
function statementOf(text: string, filter: ListFilter): Statement {
  if (Object.keys(filter).length > 0) return adHocStatement(text);
  let known = unfiltered.get(text);
  if (!known) unfiltered.set(text, (known = namedStatement(text)));
  return known;
}

/** Every list's members, flat: which list (by its place) has which member. */
function memberRows(lists: ArticleList[], values: Values): string {
  const places = lists.flatMap((list, place) => list.members.map(() => place));
  const members = lists.flatMap((list) => list.members);
  return `unnest(${values.add(places)}::int[], ${values.add(members)}::uuid[]) AS m(place, id)`;
}

/** What an article is that stands on a list's page because of a member. */
function conditionsOf(list: ArticleListPage, member: string, values: Values): string {
  const source = sourceOf(list.driver, list.order);
  return [
    `${source.member} = ${member}`,
    ...filterConditions(list, values),
    ...pageConditions(list, source, values),
  ].join(' AND ');
}

/** The newest rows of each member of some lists, or of one part of a list, up to a limit; nothing merged yet. */
function walkOf(
  lists: [ArticleListPage, ...ArticleListPage[]],
  columns: string,
  values: Values,
  limit: string,
) {
  const [list] = lists;
  const source = sourceOf(list.driver, list.order);
  const direction = directionOf(list);
  const members = memberRows(lists, values);
  const where = conditionsOf(list, 'm.id', values);
  // A person may have two roles in one article.
  const distinct = list.driver === 'person' ? `DISTINCT ON (${source.value}, ${source.uid})` : '';
  return `
    SELECT m.place, e.* FROM ${members} CROSS JOIN LATERAL (
      SELECT ${distinct} ${columns}, ${source.value} AS "rankValue"
      FROM ${source.from} WHERE ${where}
      ORDER BY ${source.value} ${direction}, ${source.uid} ${direction} LIMIT ${limit}) e`;
}

function directionOf({ order, page }: ArticleListPage): 'ASC' | 'DESC' {
  return (order === ArticleOrder.OLDEST) !== page.backward ? 'ASC' : 'DESC';
}

/** One list with one member that leads to each article once: the walk alone, with nothing to merge. */
function singleStatement(list: ArticleListPage, member: string, columns: string) {
  const values = new Values();
  const source = sourceOf(list.driver, list.order);
  const direction = directionOf(list);
  const where = conditionsOf(list, `${values.add(member)}::uuid`, values);
  const text = `
    SELECT 0 AS "place", ${columns}, ${source.value} AS "rankValue"
    FROM ${source.from} WHERE ${where}
    ORDER BY ${source.value} ${direction}, ${source.uid} ${direction} LIMIT ${values.add(list.page.size + 1)}`;
  return { statement: statementOf(text, list.filter), values: values.list };
}

/**
 * One statement for a page of each list, of their articles the `columns` under the alias `a`. The lists have driver, filter, order
 * and page in common. Each member is walked along its index for no more rows than a page has; where a list has several members (a
 * section with its subsections) their rows are merged.
 */
export function listStatement(lists: [ArticleListPage, ...ArticleListPage[]], columns: string) {
  const [list] = lists;
  const [member] = list.members;
  const isSingle = lists.length === 1 && list.members.length === 1 && !list.also;
  if (isSingle && member !== undefined && !mayRepeat(list)) {
    return singleStatement(list, member, columns);
  }
  const values = new Values();
  const direction = directionOf(list);
  const limit = values.add(list.page.size + 1);
  const parts =
    list.also?.map((part) => walkOf([{ ...list, ...part }], columns, values, limit)) ?? [];
  const walks = [walkOf(lists, columns, values, limit), ...parts].join(' UNION ALL ');
  const merged = `
    SELECT w.*, dense_rank() OVER (
      PARTITION BY w.place ORDER BY w."rankValue" ${direction}, w."uid" ${direction}) AS "rank"
    FROM (${walks}) w`;
  const text = `SELECT * FROM (${merged}) r WHERE r."rank" <= ${limit} ORDER BY r."place", r."rank"`;
  return { statement: statementOf(text, list.filter), values: values.list };
}

/** Whether an article may come more than once: by two of the tags asked for, by two roles of a person. */
function mayRepeat({ driver, members }: ArticleList): boolean {
  return driver === 'person' || (driver === 'tag' && members.length > 1);
}

function countSource(list: ArticleList, values: Values, memberCondition: string): string {
  const source = sourceOf(list.driver, ArticleOrder.NEWEST);
  const where = [memberCondition, ...filterConditions(list, values)];
  const distinct = mayRepeat(list) ? 'DISTINCT' : '';
  return `SELECT ${distinct} a.id FROM ${source.from} WHERE ${where.join(' AND ')}`;
}

/**
 * One statement that counts each list, no further than `cap`. Each member is walked for no more than that, so
 * that a long list stops early. The lists have driver and filter in common.
 */
export function countStatement(lists: [ArticleList, ...ArticleList[]], cap: number | null) {
  const values = new Values();
  const [list] = lists;
  if (list.also) return mixedCountStatement(list, cap);
  const { member } = sourceOf(list.driver, ArticleOrder.NEWEST);
  const members = memberRows(lists, values);
  const source = countSource(list, values, `${member} = m.id`);
  const distinct = lists.some(mayRepeat) ? 'DISTINCT' : '';
  const limit = cap === null ? '' : `LIMIT ${values.add(cap)}`;
  const text = `
    SELECT g.place AS "place", c.count AS "count"
    FROM (SELECT m.place, array_agg(m.id) AS ids FROM ${members} GROUP BY m.place) g
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS count FROM (
        SELECT ${distinct} e.id FROM unnest(g.ids) AS m(id) CROSS JOIN LATERAL (${source} ${limit}) e ${limit}
      ) s) c`;
  return { statement: statementOf(text, list.filter), values: values.list };
}

function partsOf(list: ArticleList): ArticleList[] {
  return [list, ...(list.also ?? []).map((part) => ({ ...list, ...part }))];
}

/** The same for a list that several kinds of members lead to. */
function mixedCountStatement(list: ArticleList, cap: number | null) {
  const values = new Values();
  const limit = cap === null ? '' : `LIMIT ${values.add(cap)}`;
  const walks = partsOf(list).map((part) => {
    const source = countSource(
      part,
      values,
      `${sourceOf(part.driver, ArticleOrder.NEWEST).member} = m.id`,
    );
    return `SELECT e.id FROM unnest(${values.add(part.members)}::uuid[]) AS m(id)
      CROSS JOIN LATERAL (${source} ${limit}) e`;
  });
  const text = `
    SELECT 0 AS "place", count(*)::int AS "count"
    FROM (SELECT u.id FROM (${walks.join(' UNION ')}) u ${limit}) s`;
  return { statement: statementOf(text, list.filter), values: values.list };
}

/** One statement that asks the planner how long each list is. */
export function estimateStatement(lists: ArticleList[]) {
  const values = new Values();
  const parts = lists.flatMap(partsOf).map((list) => {
    const { member } = sourceOf(list.driver, ArticleOrder.NEWEST);
    return `(${countSource(list, values, `${member} = ANY(${values.add(list.members)}::uuid[])`)})`;
  });
  const text = `EXPLAIN (FORMAT JSON) ${parts.join(' UNION ALL ')}`;
  return { statement: adHocStatement(text), values: values.list };
}
