import { uri } from './address';
import { type FeedDocument } from './feed.document';
import { authorsOf, type OutgoingArticle } from './feed.items';

function item(outgoing: OutgoingArticle, publicUrl: string): object {
  const { article, edition, section, tags, picture, summary } = outgoing;
  const authors = authorsOf(outgoing).map((person) => ({
    name: person.name,
    url: uri(publicUrl + person.path),
  }));
  return {
    id: article.id,
    url: outgoing.url,
    title: article.headline,
    content_html: outgoing.html,
    ...(summary !== null && { summary }),
    ...(picture && { image: picture.url }),
    date_published: article.publishedAt.toISOString(),
    date_modified: outgoing.updated.toISOString(),
    ...(authors.length > 0 && { authors }),
    tags: [section.name, ...tags.map((tag) => tag.name)],
    language: edition.language,
  };
}

/** JSON Feed 1.1. */
export function renderJsonFeed(feed: FeedDocument): string {
  const { scope } = feed;
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: scope.title,
    home_page_url: scope.homeUrl,
    feed_url: feed.selfUrl,
    ...(scope.description !== scope.title && { description: scope.description }),
    ...(scope.language !== null && { language: scope.language }),
    authors: [{ name: feed.siteName }],
    items: feed.items.map((outgoing) => item(outgoing, feed.publicUrl)),
  });
}
