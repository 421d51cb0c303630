import { type FastifyInstance } from 'fastify';
import { isIPv6 } from 'node:net';

const FIRST_PORT = 4_000;
const PORTS_TRIED = 100;

/** The server could not listen. The message is a sentence that says why and what to do about it. */
export class ListenError extends Error {
  override name = 'ListenError';
}

function advice(error: NodeJS.ErrnoException, host: string, port: number): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken by another program. Stop that program, or choose another port with PORT=${port + 1}, or any free one with PORT=0.`;
    case 'EACCES':
      return `Port ${port} may not be used by this user. Choose a port from 1024 up with PORT=4000.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `This machine has no address "${host}" to listen on. Set HOST to one of its addresses, 127.0.0.1 or 0.0.0.0.`;
    default:
      return `The server cannot listen on ${host}:${port}: ${error.message}.`;
  }
}

/** Listens, and answers `false` where the port is taken and another one will do. */
async function tryPort(
  app: FastifyInstance,
  address: { host: string; port: number },
  isOnlyChoice: boolean,
): Promise<boolean> {
  try {
    await app.listen(address);
    return true;
  } catch (error) {
    const failure = error as NodeJS.ErrnoException;
    if (failure.code === 'EADDRINUSE' && !isOnlyChoice) return false;
    throw new ListenError(advice(failure, address.host, address.port), { cause: error });
  }
}

function baseUrl(app: FastifyInstance, host: string): string {
  const address = app.server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const isAny = host === '0.0.0.0' || host === '::';
  const name = isAny ? 'localhost' : host;
  return `http://${isIPv6(name) ? `[${name}]` : name}:${port}`;
}

/** Listens on the configured port, or for `null` on 4000 or the next free one, and answers the base address. */
export async function listen(
  app: FastifyInstance,
  { host, port }: { host: string; port: number | null },
): Promise<string> {
  if (port !== null) {
    await tryPort(app, { host, port }, true);
    return baseUrl(app, host);
  }
  const last = FIRST_PORT + PORTS_TRIED - 1;
  for (let next = FIRST_PORT; next <= last; next += 1) {
    if (await tryPort(app, { host, port: next }, next === last)) break;
  }
  return baseUrl(app, host);
}
