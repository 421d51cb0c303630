import { getDistDirectory, renderAltair, renderInitSnippet } from 'altair-static';
import { type FastifyInstance, type FastifyReply } from 'fastify';
import { createReadStream, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';

const BASE = '/graphiql/';
const START_SCRIPT = 'start.js';

/** Altair is an Angular application: it writes style elements. All it loads is ours. */
const POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "worker-src 'self' blob:",
  "frame-ancestors 'self'",
].join('; ');

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/** The package's files by the path they are asked for: only what is listed here can be read. */
function packagedFiles(): Map<string, string> {
  const folder = getDistDirectory();
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return new Map(
    paths
      .filter((path) => extname(path) in TYPES)
      .map((path) => [path.replaceAll('\\', '/'), join(folder, path)]),
  );
}

function respond(reply: FastifyReply, path: string): FastifyReply {
  return reply
    .type(TYPES[extname(path)] ?? 'application/octet-stream')
    .header('content-security-policy', POLICY)
    .header('x-frame-options', 'SAMEORIGIN');
}

/** The IDE at `/graphiql`: Altair, served from its package, with `exampleQuery` in the first window. */
export function ideRoutes(app: FastifyInstance, exampleQuery: string | undefined): void {
  const options = {
    baseURL: BASE,
    endpointURL: '/graphql',
    serveInitialOptionsInSeperateRequest: START_SCRIPT,
    disableAccount: true,
    ...(exampleQuery !== undefined && { initialQuery: exampleQuery }),
  };
  const files = packagedFiles();
  const page = renderAltair(options);
  const script = renderInitSnippet(options);
  app.get('/', (_request, reply) => reply.redirect('/graphiql'));
  app.get('/graphiql', (_request, reply) => respond(reply, 'index.html').send(page));
  app.get<{ Params: { '*': string } }>('/graphiql/*', (request, reply) => {
    const path = request.params['*'];
    if (path === '' || path === 'index.html') return respond(reply, 'index.html').send(page);
    if (path === START_SCRIPT) return respond(reply, path).send(script);
    const file = files.get(path);
    if (file === undefined) {
      reply.callNotFound();
      return reply;
    }
    return respond(reply, path).send(createReadStream(file));
  });
}
