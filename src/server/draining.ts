import { type FastifyInstance } from 'fastify';
import { type Socket } from 'node:net';
import { type Logger } from 'pino';

interface Drain {
  readonly isStopping: () => boolean;
  /** Stops to listen and answers when every running request has been answered, or the time is over. */
  readonly drain: () => Promise<void>;
}

/** Prepares `app` for a stop that cuts no request off and waits for no connection that merely idles. */
export function draining(app: FastifyInstance, timeoutMs: number, logger: Logger): Drain {
  let stopping = false;
  const sockets = new Set<Socket>();
  app.server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  app.addHook('onSend', (_request, reply, _payload, done) => {
    // A connection kept alive would hold the stop up, and its next request would meet a closed server.
    if (stopping) void reply.header('connection', 'close');
    done();
  });
  app.addHook('onResponse', (_request, _reply, done) => {
    // An answer whose head was sent before the stop began leaves its connection open.
    if (stopping)
      setImmediate(() => {
        app.server.closeIdleConnections();
      });
    done();
  });
  const drain = async (): Promise<void> => {
    stopping = true;
    // Browsers open connections in advance; to Node one that never asked for anything is not idle, and would be waited for.
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
    const timer = setTimeout(() => {
      logger.warn(
        { timeoutMs },
        'requests still running at the end of the shutdown time are cut off',
      );
      app.server.closeAllConnections();
    }, timeoutMs);
    try {
      await app.close();
    } finally {
      clearTimeout(timer);
    }
  };
  return { isStopping: () => stopping, drain };
}
