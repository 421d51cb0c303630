import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { articlePath } from '../../articles/article-place.resolver';
import { type Context } from '../../request/context';
import { editionOf } from '../../site/edition.lookup';
import { RequestReader } from '../../sql/request-reader';
import {
  type RedirectPlace,
  type RedirectRow,
  REDIRECTS_PER_PAGE,
  redirectsAfter,
} from './redirect-list.queries';
import { sendDocument, sendRefusal, type SyndicationParts } from './outgoing.answer';

interface ListedRedirect {
  from: string;
  /** `null` with 410. */
  to: string | null;
  status: 301 | 410;
}

const NO_UID = '00000000-0000-0000-0000-000000000000';
const START: RedirectPlace = { at: new Date(0), uid: NO_UID };

const PLACE = /^(?<time>\d{1,15}) (?<uid>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** A transaction that began earlier may still end: what is younger is told once more. */
const SETTLED_MS = 30_000;

function toToken({ at, uid }: RedirectPlace): string {
  return Buffer.from(`${at.getTime()} ${uid}`).toString('base64url');
}

/** The place in a token, or `null` when it is not one of ours. */
function fromToken(token: unknown): RedirectPlace | null {
  if (token === undefined || token === '') return START;
  if (typeof token !== 'string') return null;
  const { time, uid } = PLACE.exec(Buffer.from(token, 'base64url').toString())?.groups ?? {};
  const at = new Date(Number(time));
  // PostgreSQL has times further out, JavaScript's dates do not.
  return uid === undefined || Number.isNaN(at.getTime()) ? null : { at, uid };
}

async function listed(context: Context, row: RedirectRow): Promise<ListedRedirect[]> {
  const { pathPrefix } = editionOf(context.frame, row.editionId);
  const from = pathPrefix + row.fromPath;
  if (row.isGone) return [{ from, to: null, status: 410 }];
  if (row.toPath !== null) return [{ from, to: pathPrefix + row.toPath, status: 301 }];
  const article = row.articleId && (await context.loaders.articleById.load(row.articleId));
  if (!article) return [];
  const to = articlePath(context.frame, article);
  return to === from ? [] : [{ from, to, status: 301 }];
}

/** Where the next list begins: never before where this one began, and behind what may still be coming in. */
function nextPlace(since: RedirectPlace, rows: RedirectRow[]): RedirectPlace {
  const last = rows.at(-1);
  if (!last) return since;
  const settled = last.now.getTime() - SETTLED_MS;
  if (rows.length === REDIRECTS_PER_PAGE || last.at.getTime() <= settled) return last;
  return settled > since.at.getTime() ? { at: new Date(settled), uid: NO_UID } : since;
}

async function answer(
  request: FastifyRequest<{ Querystring: { since?: unknown } }>,
  reply: FastifyReply,
  parts: SyndicationParts,
): Promise<FastifyReply> {
  const since = fromToken(request.query.since);
  if (!since) return sendRefusal(reply, 400, 'since is not a token of this list. Leave it out.');
  const context = parts.createContext({ id: request.id });
  const reader = new RequestReader(parts.reader);
  const rows = await redirectsAfter(reader, since);
  const redirects = (await Promise.all(rows.map((row) => listed(context, row)))).flat();
  const token = toToken(nextPlace(since, rows));
  const hasMore = rows.length === REDIRECTS_PER_PAGE;
  return sendDocument(
    request,
    reply,
    {
      mediaType: 'application/json; charset=utf-8',
      body: JSON.stringify({ redirects, token, hasMore }),
      lastModified: null,
      statements: reader.statements + context.statements,
    },
    parts,
  );
}

/** The list of redirects for CDNs, and what is new in it since a token. */
export function redirectRoutes(app: FastifyInstance, parts: SyndicationParts): void {
  app.get<{ Querystring: { since?: unknown } }>('/redirects.json', (request, reply) =>
    answer(request, reply, parts),
  );
}
