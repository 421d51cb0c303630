import { type FastifyInstance, type FastifyRequest } from 'fastify';
import { HttpRefusal } from './http.refusal';
import { isForeignCharset } from './media.types';

function refuseEncoding({ headers }: FastifyRequest): void {
  const encoding = headers['content-encoding'];
  if (isForeignCharset(headers['content-type'])) {
    throw new HttpRefusal('UNSUPPORTED_MEDIA_TYPE', 'Send the JSON in UTF-8.');
  }
  if (encoding !== undefined && encoding !== 'identity') {
    throw new HttpRefusal('UNSUPPORTED_MEDIA_TYPE', 'Send the JSON uncompressed.');
  }
}

function parseJson(body: Buffer): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new HttpRefusal('BAD_REQUEST', "The request's body is not valid UTF-8.");
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpRefusal('BAD_REQUEST', "The request's body is not valid JSON.");
  }
}

function parseOperation(request: FastifyRequest, body: Buffer): unknown {
  refuseEncoding(request);
  const parsed = parseJson(body);
  if (Array.isArray(parsed)) {
    throw new HttpRefusal(
      'BATCHING_NOT_SUPPORTED',
      'Send one operation a request: a list of operations is not taken.',
    );
  }
  return parsed;
}

/** Takes JSON, and nothing else, for a request's body in `app`'s routes. */
export function acceptJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    (request, body, done: (error: Error | null, value?: unknown) => void) => {
      try {
        done(null, parseOperation(request, body as Buffer));
      } catch (error) {
        done(error as Error);
      }
    },
  );
}
