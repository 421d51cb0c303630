import { type Placed } from '../graphql/connection';
import { type Image } from '../images/image.entity';
import { createLoader, loadInGroups, type Loader, manyByKey, oneByKey } from '../sql/loader';
import { type RequestReader } from '../sql/request-reader';
import { type ArchiveCount, archiveCounts, type ArchiveKey } from './archive.queries';
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
    archiveCountsByPeriod: createLoader<ArchiveKey, ArchiveCount[]>(
      reader,
      (keys) => archiveCounts(reader, keys),
      (key) => `${key.editionId} ${key.unit} ${key.within}`,
    ),
  };
}

/** What a body shows and links to comes with it, and need not be asked for again. */
function createBodyLoader(
  reader: RequestReader,
  imageById: Loader<string, Image | null>,
  articleById: Loader<string, Article | null>,
) {
  return createLoader(reader, async (uids: readonly string[]) => {
    const bodies = await bodiesByArticle(reader, uids);
    for (const { blocks, images, links } of bodies) {
      for (const image of images) imageById.prime(image.uid, image);
      for (const article of links) articleById.prime(article.uid, article);
      for (const block of blocks) {
        // What is linked to and did not come is not public.
        if (block.kind === 'articleLink') articleById.prime(block.articleId, null);
      }
    }
    return oneByKey(uids, bodies, (body) => body.articleId);
  });
}

function createPartLoaders(reader: RequestReader) {
  return {
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

export function createArticleLoaders(
  reader: RequestReader,
  { imageById }: { imageById: Loader<string, Image | null> },
) {
  const articleById = createLoader(reader, async (uids: readonly string[]) =>
    oneByKey(uids, await articlesById(reader, uids), (article) => article.uid),
  );
  return {
    ...createListLoaders(reader),
    ...createPartLoaders(reader),
    articleById,
    bodyByArticle: createBodyLoader(reader, imageById, articleById),
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
