import { type FastifyInstance } from 'fastify';
import { acceptedEncoding, compress, SMALLEST_COMPRESSED } from './content.encoding';

const COMPRESSIBLE = /^(?:text\/|application\/(?:[\w.-]+\+)?(?:json|xml)|image\/svg\+xml)/;

const bytesOf = (payload: unknown): Buffer | null => {
  if (typeof payload === 'string') return Buffer.from(payload);
  return Buffer.isBuffer(payload) ? payload : null;
};

/** Compresses the text that these routes answer with, where it is not compressed yet and long enough to gain by it. */
export function compression(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const type = String(reply.getHeader('content-type') ?? '');
    const bytes = bytesOf(payload);
    if (!bytes || bytes.length < SMALLEST_COMPRESSED || !COMPRESSIBLE.test(type)) return payload;
    if (reply.hasHeader('content-encoding')) return payload;
    const encoding = acceptedEncoding(request.headers['accept-encoding']);
    if (encoding === null) return payload;
    const compressed = await compress(bytes, encoding);
    void reply.removeHeader('content-length').header('content-encoding', encoding);
    return compressed;
  });
}
