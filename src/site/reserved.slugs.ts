/** First parts of paths that the site or the server needs itself: no section and no static page may take them. */
const RESERVED = new Set([
  'archive',
  'authors',
  'demo',
  'feeds',
  'graphiql',
  'graphql',
  'health',
  'images',
  'news',
  'ninjs',
  'page',
  'preview',
  'redirects',
  'search',
  'sitemaps',
  'tags',
  'v1',
]);

/** A slug that may stand first in a path: with an ending where the site needs the word, or where it is a language's prefix. */
export function firstPathPart(slug: string, ending: string): string {
  const isPrefix = /^[a-z]{2,3}$/.test(slug);
  return RESERVED.has(slug) || isPrefix ? `${slug}-${ending}` : slug;
}
