import { type FastifyInstance } from 'fastify';
import { type Readiness } from './server.types';

/** `/health/live`: the process answers. `/health/ready`: it can serve; 503 while it cannot, and from the moment it stops. */
export function healthRoutes(
  app: FastifyInstance,
  readiness: () => Promise<Readiness>,
  isStopping: () => boolean,
): void {
  app.get('/health/live', (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ ok: true }),
  );
  app.get('/health/ready', async (_request, reply) => {
    const state = await readiness();
    const ok = state.ok && !isStopping();
    const checks = isStopping()
      ? { ...state.checks, server: { ok: false, detail: 'stopping' } }
      : state.checks;
    return reply
      .code(ok ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ ok, checks });
  });
}
