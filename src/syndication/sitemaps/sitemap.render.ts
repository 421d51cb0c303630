import { element, textElement, XML_HEAD } from '../feeds/xml.write';

/** What the protocol allows in one file. */
export const URLS_PER_FILE = 50_000;

/** What Google allows in one file of news. */
export const NEWS_PER_FILE = 1_000;

const SITEMAP = 'http://www.sitemaps.org/schemas/sitemap/0.9';
const IMAGE = 'http://www.google.com/schemas/sitemap-image/1.1';
const NEWS = 'http://www.google.com/schemas/sitemap-news/0.9';
const XHTML = 'http://www.w3.org/1999/xhtml';

/** A page as a sitemap lists it. */
export interface SitemapUrl {
  loc: string;
  lastmod?: Date | null;
  /** The same page in each language, itself among them; none where it stands alone. */
  alternates?: { hreflang: string; href: string }[];
  news?: { publication: string; language: string; published: Date; title: string };
  image?: string | null;
}

/** One `<url>`, in the order of elements that the schemas want. */
export function urlElement({ loc, lastmod, alternates, news, image }: SitemapUrl): string {
  const links = (alternates ?? []).map((link) =>
    element('xhtml:link', { rel: 'alternate', ...link }),
  );
  return element(
    'url',
    {},
    [
      textElement('loc', loc),
      textElement('lastmod', lastmod?.toISOString()),
      news && newsElement(news),
      image && element('image:image', {}, textElement('image:loc', image)),
      ...links,
    ].join(''),
  );
}

function newsElement(news: NonNullable<SitemapUrl['news']>): string {
  const publication = [
    textElement('news:name', news.publication),
    textElement('news:language', news.language),
  ];
  const parts = [
    element('news:publication', {}, publication.join('')),
    textElement('news:publication_date', news.published.toISOString()),
    textElement('news:title', news.title),
  ];
  return element('news:news', {}, parts.join(''));
}

const OPEN = `${XML_HEAD}<urlset xmlns="${SITEMAP}" xmlns:image="${IMAGE}" xmlns:xhtml="${XHTML}">\n`;
const OPEN_NEWS = `${XML_HEAD}<urlset xmlns="${SITEMAP}" xmlns:news="${NEWS}" xmlns:image="${IMAGE}">\n`;
const CLOSE = '</urlset>\n';

/** The protocol ends a file at 50 MiB; what is left of that holds as many addresses as may come, bare. */
const ALTERNATES_UNTIL = 25 * 1024 ** 2;

/** A sitemap in pieces, one for each batch of addresses. Where a file grows too long, other languages are left out. */
export async function* urlSet(batches: AsyncIterable<SitemapUrl[]>): AsyncGenerator<string> {
  yield OPEN;
  let bytes = 0;
  for await (const batch of batches) {
    const isLong = bytes > ALTERNATES_UNTIL;
    const markup = batch
      .map((url) => `${urlElement(isLong ? { ...url, alternates: [] } : url)}\n`)
      .join('');
    bytes += Buffer.byteLength(markup);
    yield markup;
  }
  yield CLOSE;
}

/** A sitemap of news. */
export function newsSet(urls: SitemapUrl[]): string {
  return `${OPEN_NEWS}${urls.map((url) => `${urlElement(url)}\n`).join('')}${CLOSE}`;
}

/** An index of sitemaps. */
export function sitemapIndex(sitemaps: { loc: string; lastmod: Date | null }[]): string {
  const list = sitemaps.map(({ loc, lastmod }) => {
    const parts = [textElement('loc', loc), textElement('lastmod', lastmod?.toISOString())];
    return `${element('sitemap', {}, parts.join(''))}\n`;
  });
  return `${XML_HEAD}<sitemapindex xmlns="${SITEMAP}">\n${list.join('')}</sitemapindex>\n`;
}
