import { type FastifyInstance, type FastifyReply } from 'fastify';

function setDefault(reply: FastifyReply, name: string, value: string): void {
  if (!reply.hasHeader(name)) void reply.header(name, value);
}

/** Headers for an API whose answers are data: never run, never framed. A route that needs it otherwise sets its own first. */
export function securityHeaders(app: FastifyInstance): void {
  app.addHook('onSend', (_request, reply, _payload, done) => {
    setDefault(reply, 'x-content-type-options', 'nosniff');
    setDefault(reply, 'referrer-policy', 'no-referrer');
    setDefault(reply, 'x-frame-options', 'DENY');
    setDefault(reply, 'content-security-policy', "default-src 'none'; frame-ancestors 'none'");
    done();
  });
}
