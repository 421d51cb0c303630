import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { DateTimeScalar } from '../graphql/scalars';
import { HttpRefusal } from '../server/http.refusal';
import { BUSY_SECONDS, type ViewCounter } from './view.counter';
import { MAX_EVENTS, type ReportedView } from './view.event';

export interface ViewRouteParts {
  views: ViewCounter;
  /** Whose pages may send views and see the answer; `*`: anyone's. The site's own is always among them. */
  origins: readonly string[];
  publicUrl: () => string;
}

/** The most that browsers send in a beacon. */
const BODY_BYTES = 65_536;
const PREFLIGHT_SECONDS = '7200';

function originOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).origin : null;
}

/** A beacon carries the page's credentials, so that browsers want its origin by name. We look at none. */
function allowOrigin(
  { headers: { origin } }: FastifyRequest,
  reply: FastifyReply,
  { origins, publicUrl }: ViewRouteParts,
): boolean {
  void reply.header('vary', 'Origin');
  const isKnown =
    origin !== undefined &&
    (origins.includes('*') || origins.includes(origin) || originOf(publicUrl()) === origin);
  if (isKnown) {
    void reply.headers({
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
    });
  }
  return isKnown;
}

function preflight(request: FastifyRequest, reply: FastifyReply, isKnown: boolean): FastifyReply {
  if (isKnown) {
    void reply.headers({
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type',
      'access-control-max-age': PREFLIGHT_SECONDS,
    });
  }
  return reply.code(204).send();
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new HttpRefusal('BAD_REQUEST', "The request's body is not valid JSON in UTF-8.");
  }
}

function timeOf(value: unknown): Date | null {
  return value == null ? null : DateTimeScalar.parseValue(value);
}

/** What an item of the body reports, or nothing where it is no event: one bad item does not take the others with it. */
function toReport(item: unknown): ReportedView[] {
  if (typeof item !== 'object' || item === null) return [];
  const { articleId, visitor, at } = item as Record<string, unknown>;
  if (typeof articleId !== 'string' || typeof visitor !== 'string') return [];
  try {
    return [{ articleId, visitor, at: timeOf(at) }];
  } catch {
    return [];
  }
}

function eventsIn(body: unknown): unknown[] {
  if (Array.isArray(body)) return body;
  if (typeof body !== 'object' || body === null) {
    throw new HttpRefusal('BAD_REQUEST', 'Send an event, a list of events or {"events": [...]}.');
  }
  if (!('events' in body)) return [body];
  if (Array.isArray(body.events)) return body.events;
  throw new HttpRefusal('BAD_REQUEST', '"events" has to be a list.');
}

function readReports(body: unknown): ReportedView[] {
  const items = eventsIn(body);
  if (items.length <= MAX_EVENTS) return items.flatMap(toReport);
  throw new HttpRefusal('LIMIT_EXCEEDED', `Send at most ${MAX_EVENTS} events at once.`, {
    status: 413,
    extensions: { limit: 'events', maximum: MAX_EVENTS, actual: items.length },
  });
}

function take(request: FastifyRequest, reply: FastifyReply, views: ViewCounter): FastifyReply {
  const accepted = views.report(readReports(request.body), request.headers['user-agent']);
  if (accepted === null) {
    throw new HttpRefusal('UNAVAILABLE', 'No more views can be taken just now.', {
      headers: { 'retry-after': String(BUSY_SECONDS) },
    });
  }
  return reply.code(202).send({ accepted });
}

function refuseSize(error: Error): never {
  if (!('code' in error) || error.code !== 'FST_ERR_CTP_BODY_TOO_LARGE') throw error;
  throw new HttpRefusal('LIMIT_EXCEEDED', `Send at most ${BODY_BYTES} bytes at once.`, {
    status: 413,
    extensions: { limit: 'bodyBytes', maximum: BODY_BYTES },
  });
}

/**
 * `POST /v1/views`: what `navigator.sendBeacon` sends, as text or JSON. It is answered before anything is written down;
 * what is no public article is left out later.
 */
export function viewRoute(app: FastifyInstance, parts: ViewRouteParts): void {
  void app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      ['application/json', 'text/plain'],
      { parseAs: 'buffer' },
      (_request, body, parsed: (error: Error | null, value?: unknown) => void) => {
        try {
          parsed(null, parse(body as Buffer));
        } catch (error) {
          parsed(error as Error);
        }
      },
    );
    const config = { cors: false as const };
    scope.options('/v1/views', { config }, (request, reply) =>
      preflight(request, reply, allowOrigin(request, reply, parts)),
    );
    scope.post('/v1/views', {
      config,
      bodyLimit: BODY_BYTES,
      onRequest: (request, reply, next) => {
        allowOrigin(request, reply, parts);
        void reply.header('cache-control', 'no-store');
        next();
      },
      errorHandler: refuseSize,
      handler: (request, reply) => take(request, reply, parts.views),
    });
    done();
  });
}
