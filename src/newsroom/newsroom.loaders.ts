import { type Placed } from '../graphql/connection';
import { createLoader, manyByKey, oneByKey } from '../sql/loader';
import { type RequestReader } from '../sql/request-reader';
import { type NewsroomArticle } from './newsroom-article.type';
import { hiddenParts } from './hidden-article.queries';
import { type NewsroomFilter } from './newsroom.filter';
import {
  newsroomArticlesById,
  newsroomCount,
  type NewsroomListKey,
  newsroomPage,
} from './newsroom-list.queries';
import { personIdsBySlug } from './person-id.queries';
import { revisionsByArticle } from './revision.queries';
import {
  spellingReportCounts,
  type SpellingListKey,
  spellingReportPage,
  spellingReportsById,
} from './spelling-report.queries';
import { type SpellingReport, type SpellingStatus } from './spelling-report.type';

/** Of what is hidden too: handed out by `asEditor()` alone. */
export function createNewsroomLoaders(reader: RequestReader) {
  return {
    newsroomArticleById: createLoader(reader, async (uids: readonly string[]) =>
      oneByKey(uids, await newsroomArticlesById(reader, uids), (article) => article.uid),
    ),
    newsroomPage: createLoader<NewsroomListKey, Placed<NewsroomArticle>[]>(
      reader,
      (keys) => Promise.all(keys.map((key) => newsroomPage(reader, key))),
      JSON.stringify,
    ),
    newsroomCount: createLoader<NewsroomFilter, number>(
      reader,
      (keys) => Promise.all(keys.map((key) => newsroomCount(reader, key))),
      JSON.stringify,
    ),
    personIdBySlug: createLoader(reader, async (slugs: readonly string[]) => {
      const rows = await personIdsBySlug(reader, slugs);
      return slugs.map((slug) => rows.find((row) => row.slug === slug)?.id ?? null);
    }),
    revisionsByArticle: createLoader(reader, async (uids: readonly string[]) =>
      manyByKey(uids, await revisionsByArticle(reader, uids), (row) => row.articleId),
    ),
    spellingReportById: createLoader(reader, async (uids: readonly string[]) =>
      oneByKey(uids, await spellingReportsById(reader, uids), (report) => report.uid),
    ),
    spellingReportPage: createLoader<SpellingListKey, Placed<SpellingReport>[]>(
      reader,
      (keys) => Promise.all(keys.map((key) => spellingReportPage(reader, key))),
      JSON.stringify,
    ),
    spellingReportCount: createLoader(reader, (statuses: readonly (SpellingStatus | '')[]) =>
      spellingReportCounts(reader, statuses),
    ),
    hiddenParts: createLoader(reader, async (uids: readonly string[]) =>
      oneByKey(uids, await hiddenParts(reader, uids), (row) => row.articleId),
    ),
  };
}
