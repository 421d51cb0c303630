import {
  articleTag,
  imageTag,
  listTag,
  personTag,
  relatedTag,
  slugTag,
  tagSlugTag,
  tagTag,
} from '../cache/cache.tags';
import { type Placed } from '../graphql/connection';
import { type Image } from '../images/image.entity';
import { createLoader, loadInGroups, type Loader, manyByKey, oneByKey } from '../sql/loader';
import { type RequestReader } from '../sql/request-reader';
import { createSharedLoader } from '../sql/shared.loader';
import { type ArchiveCount, archiveCounts, type ArchiveKey } from './archive.queries';
import {
  articleCountEstimates,
  articleCounts,
  articlePages,
  COUNT_CAP,
} from './article-list.queries';
import { type ArticleList, type ArticleListPage } from './article-list.sql';
import { listFreshForMs, listTags } from './article-list.tags';
import { readingOf } from './article.reading';
import { type Article } from './article.entity';
import { CountPrecision } from './article.enums';
import {
  type EditionSlug,
  articlesById,
  articlesBySlug,
  bodiesByArticle,
  type BodyRow,
  translationsByArticle,
} from './article.queries';
import { bodyPlaceholders } from './body/body.placeholders';
import { correctionsByArticle, correctionsById } from './correction.queries';
import { creditsByArticle } from './credit.queries';
import { type RelatedKey, relatedByArticle } from './related.queries';
import { type Tag } from './tag.entity';
import { tagsByArticle, tagsById, tagsBySlug } from './tag.queries';

/** One may be dated ahead, and nothing tells when its time has come. */
const CORRECTIONS_MS = 60_000;

export interface ArticleCountKey {
  list: ArticleList;
  precision: CountPrecision;
}

const slugKey = (key: EditionSlug) => `${key.editionId}/${key.slug}`;

/** Lists that differ only in their members are read with one statement. */
const listGroup = ({ members, ...shape }: ArticleListPage) =>
  JSON.stringify(shape.also ? { members, ...shape } : shape);

const countGroup = ({ list, precision }: ArticleCountKey) =>
  JSON.stringify([precision, list.driver, list.filter, list.also && [list.members, list.also]]);

function countLists(reader: RequestReader, keys: ArticleCountKey[]): Promise<number[]> {
  const lists = keys.map((key) => key.list);
  switch (keys[0]?.precision) {
    case CountPrecision.ESTIMATE:
      return articleCountEstimates(reader, lists);
    case CountPrecision.EXACT:
      return articleCounts(reader, lists, null);
    default:
      return articleCounts(reader, lists, COUNT_CAP);
  }
}

export function createArticleListLoaders(reader: RequestReader) {
  const variant = () => readingOf(reader).lists;
  return {
    articlesByList: createSharedLoader<ArticleListPage, Placed<Article>[]>(
      reader,
      (lists) =>
        loadInGroups(lists, listGroup, (group) =>
          articlePages(reader, group, readingOf(reader).lists),
        ),
      {
        name: 'articles',
        tags: (list, page) => [...listTags(list), ...page.map(({ node }) => articleTag(node.uid))],
        freshForMs: listFreshForMs,
        variant,
        // Without a filter it is a walk along an index.
        isSlow: ({ filter }) => Object.keys(filter).length > 0,
      },
      JSON.stringify,
    ),
    articleCountByList: createSharedLoader<ArticleCountKey, number>(
      reader,
      (keys) => loadInGroups(keys, countGroup, (group) => countLists(reader, group)),
      { name: 'article count', tags: ({ list }) => listTags(list), isSlow: () => true },
      JSON.stringify,
    ),
    relatedByArticle: createSharedLoader<RelatedKey, Article[]>(
      reader,
      (keys) => relatedByArticle(reader, keys, readingOf(reader).lists),
      {
        name: 'related',
        tags: ({ articleId }, related) => [
          relatedTag(articleId),
          articleTag(articleId),
          ...related.map(({ uid }) => articleTag(uid)),
        ],
        variant,
      },
      (key) => `${key.articleId} ${key.size}`,
    ),
    archiveCountsByPeriod: createSharedLoader<ArchiveKey, ArchiveCount[]>(
      reader,
      (keys) => archiveCounts(reader, keys),
      {
        name: 'archive',
        tags: ({ editionId }) => [listTag('edition', editionId)],
        isSlow: () => true,
      },
      (key) => `${key.editionId} ${key.unit} ${key.within}`,
    ),
  };
}

/** The articles that a body links to, public or not. */
const linkedIds = ({ blocks, html }: BodyRow): string[] =>
  blocks?.flatMap((block) => (block.kind === 'articleLink' ? [block.articleId] : [])) ??
  bodyPlaceholders(html).articleIds;

/** What a body shows and links to comes with it, and need not be asked for again. */
function createBodyLoader(
  reader: RequestReader,
  imageById: Loader<string, Image | null>,
  articleById: Loader<string, Article | null>,
) {
  const load = async (uids: readonly string[]) =>
    oneByKey(
      uids,
      await bodiesByArticle(reader, uids, readingOf(reader).bodies),
      (body) => body.articleId,
    );
  return createSharedLoader<string, BodyRow | null>(reader, load, {
    name: 'body',
    variant: () => readingOf(reader).bodies,
    tags: (uid, body) => [
      articleTag(uid),
      ...(body ? [...linkedIds(body).map(articleTag), ...body.images.map(imageTagOf)] : []),
    ],
    onValue: (body) => {
      for (const image of body?.images ?? []) imageById.prime(image.uid, image);
      for (const article of body?.links ?? []) articleById.prime(article.uid, article);
      // What is linked to and did not come is not public.
      for (const uid of body ? linkedIds(body) : []) articleById.prime(uid, null);
    },
  });
}

const imageTagOf = ({ uid }: Image): string => imageTag(uid);

export function createArticlePartLoaders(reader: RequestReader) {
  return {
    creditsByArticle: createSharedLoader(
      reader,
      (uids: readonly string[]) => creditsByArticle(reader, uids, readingOf(reader).people),
      {
        name: 'credits',
        variant: () => readingOf(reader).people,
        tags: (uid, credits) => [
          articleTag(uid),
          ...credits.map(({ person }) => personTag(person.uid)),
        ],
      },
    ),
    tagsByArticle: createSharedLoader(
      reader,
      (uids: readonly string[]) => tagsByArticle(reader, uids, readingOf(reader).tags),
      {
        name: 'tags',
        variant: () => readingOf(reader).tags,
        tags: (articleId, tags) => [articleTag(articleId), ...tags.map(({ uid }) => tagTag(uid))],
      },
    ),
    correctionsByArticle: createSharedLoader(
      reader,
      async (uids: readonly string[]) =>
        manyByKey(uids, await correctionsByArticle(reader, uids), (row) => row.articleId),
      {
        name: 'corrections',
        tags: (uid) => [articleTag(uid)],
        freshForMs: () => CORRECTIONS_MS,
      },
    ),
    translationsByArticle: createSharedLoader(
      reader,
      async (uids: readonly string[]) =>
        manyByKey(uids, await translationsByArticle(reader, uids), (row) => row.forId),
      {
        name: 'translations',
        tags: (uid, rows) => [
          articleTag(uid),
          ...rows.map(({ article }) => articleTag(article.uid)),
        ],
      },
    ),
  };
}

export function createTagLoaders(reader: RequestReader) {
  return {
    tagById: createSharedLoader<string, Tag | null>(
      reader,
      async (uids) => oneByKey(uids, await tagsById(reader, uids), (tag) => tag.uid),
      { name: 'tag', tags: (uid) => [tagTag(uid), listTag('tag', uid)] },
    ),
    tagBySlug: createSharedLoader<EditionSlug, Tag | null>(
      reader,
      async (keys) => oneByKey(keys.map(slugKey), await tagsBySlug(reader, keys), slugKey),
      {
        name: 'tag by slug',
        tags: ({ editionId, slug }, tag) => [
          tagSlugTag(editionId, slug),
          ...(tag ? [tagTag(tag.uid), listTag('tag', tag.uid)] : []),
        ],
      },
      slugKey,
    ),
  };
}

export function createArticleLoaders(
  reader: RequestReader,
  { imageById }: { imageById: Loader<string, Image | null> },
) {
  const articleById = createSharedLoader<string, Article | null>(
    reader,
    async (uids) => oneByKey(uids, await articlesById(reader, uids), (article) => article.uid),
    { name: 'article', tags: (uid) => [articleTag(uid)] },
  );
  return {
    articleById,
    bodyByArticle: createBodyLoader(reader, imageById, articleById),
    articleBySlug: createSharedLoader<EditionSlug, Article | null>(
      reader,
      async (keys) => oneByKey(keys.map(slugKey), await articlesBySlug(reader, keys), slugKey),
      {
        name: 'article by slug',
        tags: ({ editionId, slug }, article) => [
          slugTag(editionId, slug),
          ...(article ? [articleTag(article.uid)] : []),
        ],
      },
      slugKey,
    ),
    correctionById: createLoader(reader, async (uids: readonly string[]) =>
      oneByKey(uids, await correctionsById(reader, uids), (correction) => correction.uid),
    ),
  };
}
