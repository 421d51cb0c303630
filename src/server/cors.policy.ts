import cors from '@fastify/cors';
import { type FastifyInstance } from 'fastify';

/** How long a browser may remember a preflight's answer, in seconds: the longest that Chromium honours. */
const PREFLIGHT_SECONDS = 7_200;

/** Lets pages of these origins (`*`: all) read the API's answers. Without any, only pages of the API's own origin can. */
export async function corsPolicy(app: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  await app.register(cors, {
    origin: origins.includes('*') ? '*' : [...origins],
    methods: ['GET', 'HEAD', 'POST'],
    exposedHeaders: [
      'ratelimit',
      'ratelimit-policy',
      'retry-after',
      'server-timing',
      'www-authenticate',
      'x-request-id',
    ],
    maxAge: PREFLIGHT_SECONDS,
  });
}
