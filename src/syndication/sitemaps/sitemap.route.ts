import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type Edition } from '../../site/edition.entity';
import { RequestReader } from '../../sql/request-reader';
import { uri } from '../feeds/address';
import {
  type OutgoingDocument,
  sendDocument,
  sendRefusal,
  type SyndicationParts,
} from '../feeds/outgoing.answer';
import {
  monthSitemap,
  newsIndex,
  newsSitemap,
  pagesSitemap,
  siteIndex,
  type SitemapRequest,
} from './sitemap.documents';

const FILE =
  /^(?<name>pages|news|news-index|[0-9]{4}-(?:0[1-9]|1[0-2]))(?:-(?<part>[1-9][0-9]{0,3}))?\.xml$/;

type Params = Partial<Record<'language' | 'file', string>>;

function documentOf(
  request: SitemapRequest,
  edition: Edition,
  file: string,
): Promise<OutgoingDocument | null> | null {
  const { name = '', part: number } = FILE.exec(file)?.groups ?? {};
  const part = Number(number ?? 1);
  // The first file has no number, and there is no year 0.
  if (name === '' || number === '1' || name.startsWith('0000')) return null;
  if (name === 'pages') return pagesSitemap(request, edition, part);
  if (name === 'news') return newsSitemap(request, edition, part);
  if (name === 'news-index') return number === undefined ? newsIndex(request, edition) : null;
  return monthSitemap(request, edition, name, part);
}

function readWith(request: FastifyRequest, parts: SyndicationParts): SitemapRequest {
  const context = parts.createContext({ id: request.id });
  return { context, reader: new RequestReader(parts.reader) };
}

function robots(publicUrl: string): string {
  // Crawlers that run a page's scripts have to reach the API.
  return `User-agent: *\nDisallow: /graphiql\n\nSitemap: ${uri(`${publicUrl}/sitemap.xml`)}\n`;
}

async function sitemap(
  request: FastifyRequest<{ Params: Params }>,
  reply: FastifyReply,
  parts: SyndicationParts,
): Promise<FastifyReply> {
  const { language = '', file = '' } = request.params;
  const read = readWith(request, parts);
  const edition = read.context.frame.editionByLanguage.get(language);
  const document = edition ? await documentOf(read, edition, file) : null;
  if (!document) return sendRefusal(reply, 404, 'There is no such sitemap.');
  return sendDocument(request, reply, document, parts);
}

/** The sitemaps, their index, and `robots.txt` that leads to it. */
export function sitemapRoutes(app: FastifyInstance, parts: SyndicationParts): void {
  app.get('/sitemap.xml', async (request, reply) =>
    sendDocument(request, reply, await siteIndex(readWith(request, parts)), parts),
  );
  app.get<{ Params: Params }>('/sitemaps/:language/:file', (request, reply) =>
    sitemap(request, reply, parts),
  );
  app.get('/robots.txt', (request, reply) => {
    const { publicUrl, statements } = parts.createContext({ id: request.id });
    const text = { mediaType: 'text/plain; charset=utf-8', body: robots(publicUrl) };
    return sendDocument(request, reply, { ...text, lastModified: null, statements }, parts);
  });
}
