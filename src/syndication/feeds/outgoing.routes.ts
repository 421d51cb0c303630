import { type FastifyInstance } from 'fastify';
import { ninjsRoutes } from '../ninjs-out/ninjs.route';
import { sitemapRoutes } from '../sitemaps/sitemap.route';
import { feedRoutes } from './feed.route';
import { redirectRoutes } from './redirect-list.route';
import { type SyndicationParts } from './outgoing.answer';

/** Everything that goes out to other programs: feeds, sitemaps, ninjs, the list of redirects. */
export function outgoingRoutes(app: FastifyInstance, parts: SyndicationParts): void {
  feedRoutes(app, parts);
  ninjsRoutes(app, parts);
  sitemapRoutes(app, parts);
  redirectRoutes(app, parts);
}
