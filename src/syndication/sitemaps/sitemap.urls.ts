import { articleUrl } from '../../articles/article-place.resolver';
import { type Article } from '../../articles/article.entity';
import { translationsByArticle } from '../../articles/article.queries';
import { type Context } from '../../request/context';
import { sectionPath } from '../../sections/section.resolver';
import { type Edition } from '../../site/edition.entity';
import { absoluteUrl, editionOf } from '../../site/edition.lookup';
import { manyByKey } from '../../sql/loader';
import { type Reader } from '../../sql/reader';
import { uri } from '../feeds/address';
import { personSlugs, tagSlugs } from './sitemap-pages.queries';
import { type SitemapArticle } from './sitemap.queries';
import { type SitemapUrl } from './sitemap.render';

/** What the addresses of a sitemap are made from. */
export interface SitemapSources {
  context: Context;
  reader: Reader;
  edition: Edition;
}

type Alternates = NonNullable<SitemapUrl['alternates']>;

function alternatesOf(context: Context, versions: Article[]): Alternates {
  if (versions.length < 2) return [];
  const { frame } = context;
  const ofEdition = new Map(versions.map((article) => [article.editionId, article]));
  const links = frame.editions.flatMap((edition) => {
    const article = ofEdition.get(edition.uid);
    if (!article) return [];
    const link = { hreflang: edition.language, href: uri(articleUrl(context, article)) };
    return edition.isDefault ? [link, { ...link, hreflang: 'x-default' }] : [link];
  });
  return links.length < 2 ? [] : links;
}

/** A picture's address as the page's structured data has it. */
function pictureOf({ imageUrls }: Context, { image }: SitemapArticle): string | null {
  return image && imageUrls.url(image);
}

/** Articles' addresses, with those of their translations where the site has several editions. */
export async function* articleUrls(
  { context, reader }: SitemapSources,
  batches: AsyncIterable<SitemapArticle[]>,
): AsyncGenerator<SitemapUrl[]> {
  for await (const batch of batches) {
    const uids = batch.map(({ article }) => article.uid);
    const isAlone = context.frame.editions.length === 1;
    const rows = isAlone ? [] : await translationsByArticle(reader, uids);
    const translations = manyByKey(uids, rows, (row) => row.forId);
    yield batch.map(({ article, image }, place) => ({
      loc: uri(articleUrl(context, article)),
      lastmod: article.updatedAt,
      alternates: alternatesOf(context, [
        ...(translations[place] ?? []).map((row) => row.article),
        article,
      ]),
      image: pictureOf(context, { article, image }),
    }));
  }
}

/** What Google calls a language: its own words for Chinese, else two or three letters. */
function newsLanguage(language: string): string {
  if (/^zh-(?:TW|HK|Hant)/.test(language)) return 'zh-tw';
  return /^zh\b/.test(language) ? 'zh-cn' : (language.split('-')[0] ?? language);
}

/** Articles as Google News wants them. */
export function newsUrls(context: Context, articles: SitemapArticle[]): SitemapUrl[] {
  const { frame } = context;
  return articles.map(({ article, image }) => ({
    loc: uri(articleUrl(context, article)),
    news: {
      publication: frame.settings.name,
      language: newsLanguage(editionOf(frame, article.editionId).language),
      published: article.publishedAt,
      title: article.headline,
    },
    image: pictureOf(context, { article, image }),
  }));
}

/** The paths of an edition's pages that the frame knows: front, all news, sections, static pages. */
export function framePaths({ frame }: Context, edition: Edition): string[] {
  const { pathPrefix, uid } = edition;
  return [
    pathPrefix || '/',
    `${pathPrefix}/news`,
    ...frame.sections.ofEdition(uid).map((section) => sectionPath(edition, section)),
    ...frame.pages
      .filter((page) => page.editionId === uid)
      .map((page) => `${pathPrefix}/${page.slug}`),
  ];
}

async function* pagePaths({ context, reader, edition }: SitemapSources): AsyncGenerator<string[]> {
  const { pathPrefix, uid } = edition;
  yield framePaths(context, edition);
  for await (const slugs of personSlugs(reader, uid)) {
    yield slugs.map((slug) => `${pathPrefix}/authors/${slug}`);
  }
  for await (const slugs of tagSlugs(reader, uid)) {
    yield slugs.map((slug) => `${pathPrefix}/tags/${slug}`);
  }
}

/** The addresses of an edition's pages that are no articles, from the `offset`th on and at most `limit`. */
export async function* pageUrls(
  sources: SitemapSources,
  { offset, limit }: { offset: number; limit: number },
): AsyncGenerator<SitemapUrl[]> {
  const { edition, context } = sources;
  let at = 0;
  for await (const paths of pagePaths(sources)) {
    const from = Math.max(offset - at, 0);
    const batch = paths.slice(from, Math.max(offset + limit - at, 0));
    at += paths.length;
    yield batch.map((path) => ({ loc: uri(absoluteUrl(edition, context.publicUrl, path)) }));
    if (at >= offset + limit) return;
  }
}
