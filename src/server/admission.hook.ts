import { type FastifyInstance } from 'fastify';
import { type Admit, type Caller } from '../identity/admission';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who sent it; `null` where nobody looked. */
    caller: Caller | null;
  }
}

/** Lets in to these routes who may come in, before anything of the request is read; what went before it is logged. */
export function admission(app: FastifyInstance, admit: Admit | undefined): void {
  if (!admit) return;
  app.addHook('onRequest', async (request, reply) => {
    const admitted = await admit({ headers: request.headers, ip: request.ip });
    void reply.headers(admitted.headers);
    if ('refused' in admitted) throw admitted.refused;
    request.caller = admitted.caller;
    if (request.operation) request.operation.apiClient = admitted.caller.client;
  });
}
