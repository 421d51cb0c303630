import { type Placed } from '../graphql/connection';
import { createLoader, loadInGroups, manyByKey, oneByKey } from '../sql/loader';
import { type RequestReader } from '../sql/request-reader';
import { archiveDays } from './archive.queries';
import {
  articleCountEstimates,
  articleCounts,
  articlePages,
  COUNT_CAP,
} from './article-list.queries';
import { type ArticleList, type ArticleListPage } from './article-list.sql';
import { type Article } from './article.entity';
import { CountPrecision } from './article.enums';
import {
  type EditionSlug,
  articlesById,
  articlesBySlug,
  bodiesByArticle,
  translationsByArticle,
} from './article.queries';
import { correctionsByArticle, correctionsById } from './correction.queries';
import { creditsByArticle } from './credit.queries';
import { type RelatedKey, relatedByArticle } from './related.queries';
import { tagsByArticle, tagsById, tagsBySlug } from './tag.queries';

export interface ArticleCountKey {
  list: ArticleList;
  precision: CountPrecision;
}

const slugKey = (key: EditionSlug) => `${key.editionId}/${key.slug}`;

/** Lists that differ only in their members are read with one statement. */
const listGroup = ({ members: _members, ...shape }: ArticleListPage) => JSON.stringify(shape);

const countGroup = ({ list, precision }: ArticleCountKey) =>
  JSON.stringify([precision, list.driver, list.filter]);

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

function createListLoaders(reader: RequestReader) {
  return {
    articlesByList: createLoader<ArticleListPage, Placed<Article>[]>(
      reader,
      (lists) => loadInGroups(lists, listGroup, (group) => articlePages(reader, group)),
      JSON.stringify,
    ),
    articleCountByList: createLoader<ArticleCountKey, number>(
      reader,
      (keys) => loadInGroups(keys, countGroup, (group) => countLists(reader, group)),
      JSON.stringify,
    ),
    relatedByArticle: createLoader<RelatedKey, Article[]>(
      reader,
      (keys) => relatedByArticle(reader, keys),
      (key) => `${key.articleId} ${key.size}`,
    ),
    archiveDaysByEdition: createLoader(reader, async (editionIds: readonly string[]) =>
      manyByKey(editionIds, await archiveDays(reader, editionIds), (day) => day.editionId),
    ),
  };
}

function createPartLoaders(reader: RequestReader) {
  return {
    bodyByArticle: createLoader(reader, async (uids: readonly string[]) =>
      oneByKey(uids, await bodiesByArticle(reader, uids), (body) => body.articleId),
    ),
    creditsByArticle: createLoader(reader, async (uids: readonly string[]) =>
      manyByKey(uids, await creditsByArticle(reader, uids), (credit) => credit.articleId),
    ),
    tagsByArticle: createLoader(reader, async (uids: readonly string[]) =>
      manyByKey(uids, await tagsByArticle(reader, uids), (row) => row.articleId),
    ),
    correctionsByArticle: createLoader(reader, async (uids: readonly string[]) =>
      manyByKey(uids, await correctionsByArticle(reader, uids), (row) => row.articleId),
    ),
    translationsByArticle: createLoader(reader, async (uids: readonly string[]) =>
      manyByKey(uids, await translationsByArticle(reader, uids), (row) => row.forId),
    ),
  };
}

export function createArticleLoaders(reader: RequestReader) {
  return {
    ...createListLoaders(reader),
    ...createPartLoaders(reader),
    articleById: createLoader(reader, async (uids: readonly string[]) =>
      oneByKey(uids, await articlesById(reader, uids), (article) => article.uid),
    ),
    articleBySlug: createLoader(
      reader,
      async (keys: readonly EditionSlug[]) =>
        oneByKey(keys.map(slugKey), await articlesBySlug(reader, keys), slugKey),
      slugKey,
    ),
    correctionById: createLoader(reader, async (uids: readonly string[]) =>
      oneByKey(uids, await correctionsById(reader, uids), (correction) => correction.uid),
    ),
    tagById: createLoader(reader, async (uids: readonly string[]) =>
      oneByKey(uids, await tagsById(reader, uids), (tag) => tag.uid),
    ),
    tagBySlug: createLoader(
      reader,
      async (keys: readonly EditionSlug[]) =>
        oneByKey(keys.map(slugKey), await tagsBySlug(reader, keys), slugKey),
      slugKey,
    ),
  };
}
