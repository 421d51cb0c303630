import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type Context } from '../../request/context';
import { type Edition } from '../../site/edition.entity';
import { renderAtom } from './atom.render';
import { type FeedDocument, feedDocument } from './feed.document';
import {
  editionFeed,
  FEED_FORMATS,
  type FeedFile,
  type FeedScope,
  personFeed,
  sectionFeed,
  tagFeed,
} from './feed.scope';
import { renderJsonFeed } from './json-feed.render';
import { renderRss } from './rss.render';
import { sendDocument, sendRefusal, type SyndicationParts } from './outgoing.answer';

const RENDERERS: Record<FeedFile, (feed: FeedDocument) => string> = {
  'rss.xml': renderRss,
  'atom.xml': renderAtom,
  'feed.json': renderJsonFeed,
};

type Params = Partial<Record<'language' | 'slug' | 'file', string>>;

/** Finds what a feed is of; `null` where there is no such thing for the public. */
type FindScope = (context: Context, params: Params) => Promise<FeedScope | null> | FeedScope | null;

function editionIn({ frame }: Context, { language = '' }: Params): Edition | undefined {
  return frame.editionByLanguage.get(language);
}

const SCOPES: Record<string, FindScope> = {
  '/feeds/:language/:file': (context, params) => {
    const edition = editionIn(context, params);
    return edition ? editionFeed(context, edition) : null;
  },
  '/feeds/:language/sections/:slug/:file': (context, params) => {
    const edition = editionIn(context, params);
    const section = edition && context.frame.sections.find(edition.uid, params.slug ?? '');
    return section ? sectionFeed(context, section) : null;
  },
  '/feeds/:language/tags/:slug/:file': async (context, params) => {
    const edition = editionIn(context, params);
    if (!edition) return null;
    const key = { editionId: edition.uid, slug: params.slug ?? '' };
    const tag = await context.loaders.tagBySlug.load(key);
    return tag && tagFeed(context, tag);
  },
  '/feeds/authors/:slug/:file': async (context, params) => {
    const person = await context.loaders.personBySlug.load(params.slug ?? '');
    return person && personFeed(context, person);
  },
};

function isFeedFile(file: string): file is FeedFile {
  return Object.hasOwn(FEED_FORMATS, file);
}

async function answer(
  request: FastifyRequest<{ Params: Params }>,
  reply: FastifyReply,
  parts: SyndicationParts,
  find: FindScope,
): Promise<FastifyReply> {
  const { file = '' } = request.params;
  const context = parts.createContext({ id: request.id });
  const scope = isFeedFile(file) ? await find(context, request.params) : null;
  if (!scope || !isFeedFile(file)) return sendRefusal(reply, 404, 'There is no such feed.');
  const feed = await feedDocument(context, scope, file);
  return sendDocument(
    request,
    reply,
    {
      mediaType: `${FEED_FORMATS[file]}; charset=utf-8`,
      body: RENDERERS[file](feed),
      lastModified: feed.updated,
      statements: context.statements,
    },
    parts,
  );
}

/** The feeds of editions, sections, tags and authors. */
export function feedRoutes(app: FastifyInstance, parts: SyndicationParts): void {
  for (const [path, find] of Object.entries(SCOPES)) {
    app.get<{ Params: Params }>(path, (request, reply) => answer(request, reply, parts, find));
  }
}
