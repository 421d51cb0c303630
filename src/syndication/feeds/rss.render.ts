import { type FeedDocument } from './feed.document';
import { authorsOf, type OutgoingArticle, rightsText } from './feed.items';
import { cdata, element, textElement, XML_HEAD } from './xml.write';

const NAMESPACES = {
  version: '2.0',
  'xmlns:atom': 'http://www.w3.org/2005/Atom',
  'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  'xmlns:media': 'http://search.yahoo.com/mrss/',
};

function mediaContent({ image, picture }: OutgoingArticle): string {
  if (!image || !picture) return '';
  const { url, mediaType: type, width, height } = picture;
  const { licence } = image;
  return element(
    'media:content',
    { url, type, medium: 'image', width, height },
    [
      textElement('media:description', image.caption ?? image.alt, { type: 'plain' }),
      textElement('media:credit', image.credit),
      licence &&
        textElement('media:license', licence.name, { type: 'text/html', href: licence.url }),
    ].join(''),
  );
}

function item(outgoing: OutgoingArticle, feedLanguage: string | null): string {
  const { article, section, tags, edition } = outgoing;
  const categories = [section.name, ...tags.map((tag) => tag.name)];
  const parts = [
    textElement('title', article.headline),
    textElement('link', outgoing.url),
    element('guid', { isPermaLink: 'false' }, article.id),
    textElement('pubDate', article.publishedAt.toUTCString()),
    ...authorsOf(outgoing).map((person) => textElement('dc:creator', person.name)),
    ...categories.map((name) => textElement('category', name)),
    textElement('description', outgoing.summary),
    outgoing.html === '' ? '' : element('content:encoded', {}, cdata(outgoing.html)),
    mediaContent(outgoing),
    feedLanguage === null ? textElement('dc:language', edition.language) : '',
    textElement('dc:rights', rightsText(outgoing.rights)),
  ];
  return element('item', {}, parts.filter(Boolean).join('\n'));
}

/** RSS 2.0 with the modules that readers of news expect: content, Dublin Core, media and Atom's link to itself. */
export function renderRss(feed: FeedDocument): string {
  const { scope, updated } = feed;
  const channel = [
    textElement('title', scope.title),
    textElement('link', scope.homeUrl),
    textElement('description', scope.description),
    textElement('language', scope.language),
    textElement('copyright', feed.rights),
    textElement('lastBuildDate', updated?.toUTCString()),
    element('atom:link', { href: feed.selfUrl, rel: 'self', type: 'application/rss+xml' }),
    ...feed.items.map((outgoing) => item(outgoing, scope.language)),
  ];
  const markup = channel.filter(Boolean).join('\n');
  return `${XML_HEAD}${element('rss', NAMESPACES, element('channel', {}, markup))}\n`;
}
