import { type Context } from '../../request/context';
import { type Edition } from '../../site/edition.entity';
import { type RequestReader } from '../../sql/request-reader';
import { uri } from '../feeds/address';
import { latest, type OutgoingDocument, tagOf } from '../feeds/outgoing.answer';
import { type PageCensus, pageCensus } from './sitemap-pages.queries';
import {
  monthArticles,
  type MonthCensus,
  monthCensus,
  readMonth,
  recentArticles,
} from './sitemap.queries';
import { NEWS_PER_FILE, newsSet, sitemapIndex, URLS_PER_FILE, urlSet } from './sitemap.render';
import { articleUrls, framePaths, newsUrls, pageUrls } from './sitemap.urls';

/** What sitemaps are read with, for one request. */
export interface SitemapRequest {
  context: Context;
  reader: RequestReader;
}

export const XML_TYPE = 'application/xml; charset=utf-8';

interface IndexEntry {
  loc: string;
  lastmod: Date | null;
}

/** `/sitemaps/en/2026-11.xml`, `/sitemaps/en/2026-11-2.xml`, … */
function files(
  { publicUrl }: Context,
  edition: Edition,
  name: string,
  { count, changed }: { count: number; changed: Date | null },
): IndexEntry[] {
  return Array.from({ length: count }, (_, index) => ({
    loc: uri(
      `${publicUrl}/sitemaps/${edition.language}/${name}${index === 0 ? '' : `-${index + 1}`}.xml`,
    ),
    lastmod: changed,
  }));
}

const filesFor = (urls: number, size: number) => Math.ceil(urls / size);

function recentOf(months: MonthCensus[]): { count: number; changed: Date | null } {
  const recent = months.reduce((sum, month) => sum + month.recent, 0);
  const changed = latest(months.filter((month) => month.recent > 0).map((month) => month.changed));
  return { count: filesFor(recent, NEWS_PER_FILE), changed };
}

function editionFiles(
  context: Context,
  edition: Edition,
  months: MonthCensus[],
  pages: PageCensus | undefined,
): IndexEntry[] {
  const paths = framePaths(context, edition).length + (pages?.count ?? 0);
  const monthly = months.flatMap(({ month, count, changed }) =>
    files(context, edition, month, { count: filesFor(count, URLS_PER_FILE), changed }),
  );
  const changed = pages?.changed ?? null;
  return [
    ...files(context, edition, 'news', recentOf(months)),
    ...files(context, edition, 'pages', { count: filesFor(paths, URLS_PER_FILE), changed }),
    ...monthly,
  ];
}

function indexDocument(entries: IndexEntry[], { reader }: SitemapRequest): OutgoingDocument {
  return {
    mediaType: XML_TYPE,
    body: sitemapIndex(entries),
    lastModified: latest(entries.map((entry) => entry.lastmod)),
    statements: reader.statements,
  };
}

/** The index of all sitemaps of all editions. */
export async function siteIndex(request: SitemapRequest): Promise<OutgoingDocument> {
  const { context, reader } = request;
  const { editions } = context.frame;
  const [months, pages] = await Promise.all([
    monthCensus(reader),
    pageCensus(
      reader,
      editions.map((edition) => edition.uid),
    ),
  ]);
  const entries = editions.flatMap((edition) =>
    editionFiles(
      context,
      edition,
      months.filter((month) => month.editionId === edition.uid),
      pages.find((page) => page.editionId === edition.uid),
    ),
  );
  return indexDocument(entries, request);
}

/** The index of an edition's sitemaps of news alone. */
export async function newsIndex(
  request: SitemapRequest,
  edition: Edition,
): Promise<OutgoingDocument> {
  const { context, reader } = request;
  const months = (await monthCensus(reader)).filter((month) => month.editionId === edition.uid);
  const { count, changed } = recentOf(months);
  return indexDocument(
    files(context, edition, 'news', { count: Math.max(count, 1), changed }),
    request,
  );
}

/** All of the frame that addresses are made of. */
function frameTag({ frame, publicUrl }: Context): unknown[] {
  const sections = frame.editions.map((edition) => frame.sections.ofEdition(edition.uid));
  return [
    publicUrl,
    frame.editions,
    sections,
    frame.pages.map((page) => [page.editionId, page.slug]),
  ];
}

/** A month's articles; `null` where it has none, or not so many. Parts are counted from 1. */
export async function monthSitemap(
  { context, reader }: SitemapRequest,
  edition: Edition,
  month: string,
  part: number,
): Promise<OutgoingDocument | null> {
  const found = await readMonth(reader, edition, month);
  const offset = (part - 1) * URLS_PER_FILE;
  if (found.count <= offset) return null;
  const page = { offset, limit: URLS_PER_FILE };
  const articles = monthArticles(reader, edition.uid, found, page);
  return {
    mediaType: XML_TYPE,
    body: urlSet(articleUrls({ context, reader, edition }, articles)),
    etag: `W/${tagOf(part, found.count, found.hash, frameTag(context))}`,
    lastModified: found.changed,
    statements: reader.statements,
  };
}

/** The pages that are no articles; `null` where they are not so many. */
export async function pagesSitemap(
  { context, reader }: SitemapRequest,
  edition: Edition,
  part: number,
): Promise<OutgoingDocument | null> {
  const [census] = await pageCensus(reader, [edition.uid]);
  const offset = (part - 1) * URLS_PER_FILE;
  if (framePaths(context, edition).length + (census?.count ?? 0) <= offset) return null;
  const page = { offset, limit: URLS_PER_FILE };
  return {
    mediaType: XML_TYPE,
    body: urlSet(pageUrls({ context, reader, edition }, page)),
    etag: `W/${tagOf(part, census?.count, census?.hash, frameTag(context))}`,
    lastModified: census?.changed ?? null,
    statements: reader.statements,
  };
}

/** The news of the last two days. The first file is there without news too; of the others, `null` where there are none. */
export async function newsSitemap(
  { context, reader }: SitemapRequest,
  edition: Edition,
  part: number,
): Promise<OutgoingDocument | null> {
  const page = { offset: (part - 1) * NEWS_PER_FILE, limit: NEWS_PER_FILE };
  const articles = await recentArticles(reader, edition.uid, page);
  if (articles.length === 0 && part > 1) return null;
  return {
    mediaType: XML_TYPE,
    body: newsSet(newsUrls(context, articles)),
    lastModified: latest(articles.map(({ article }) => article.updatedAt)),
    statements: reader.statements,
  };
}
