import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { parseGlobalId } from '../../graphql/global-id';
import { outgoingArticle } from '../feeds/feed.items';
import { sendDocument, sendRefusal, type SyndicationParts } from '../feeds/outgoing.answer';
import { ninjsItem } from './ninjs.item';
import { isWithdrawn } from './withdrawn.queries';

function articleUid(file: string): string | null {
  const parsed = file.endsWith('.json') ? parseGlobalId(file.slice(0, -'.json'.length)) : null;
  return parsed?.type === 'Article' ? parsed.uid : null;
}

async function answer(
  request: FastifyRequest<{ Params: { file: string } }>,
  reply: FastifyReply,
  parts: SyndicationParts,
): Promise<FastifyReply> {
  const uid = articleUid(request.params.file);
  const context = parts.createContext({ id: request.id });
  const article = uid === null ? null : await context.loaders.articleById.load(uid);
  if (!article) {
    // An id cannot be guessed: whoever asks had it while it was public.
    const isGone = uid !== null && (await isWithdrawn(parts.reader, uid));
    if (isGone) return sendRefusal(reply, 410, 'This article has been withdrawn.');
    return sendRefusal(reply, 404, 'There is no such article.');
  }
  const outgoing = await outgoingArticle(context, article);
  const body = JSON.stringify(await ninjsItem(context, outgoing));
  const document = { mediaType: 'application/json; charset=utf-8', body };
  return sendDocument(
    request,
    reply,
    { ...document, lastModified: outgoing.updated, statements: context.statements },
    parts,
  );
}

/** An item of ninjs for each article. */
export function ninjsRoutes(app: FastifyInstance, parts: SyndicationParts): void {
  app.get<{ Params: { file: string } }>('/ninjs/:file', (request, reply) =>
    answer(request, reply, parts),
  );
}
