import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool, type PoolConfig } from 'pg';
import { createDataSource } from '../../ormconfig';

const message = (type: string, body: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
};

const LOGGED_IN = message('R', Buffer.alloc(4));
const READY = message('Z', Buffer.from('I'));
const DYING = message(
  'E',
  Buffer.from('SFATAL\0C57P01\0Mterminating connection due to unexpected postmaster exit\0\0'),
);

describe('a connection of the pool for writes', () => {
  it('may end in the moment in which it was opened, without taking the process with it', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end(Buffer.concat([LOGGED_IN, READY, DYING])));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const url = `postgres://nobody:none@127.0.0.1:${port}/none`;
    const { extra } = createDataSource(url).options as { extra?: PoolConfig };
    const pool = new Pool({ ...extra, connectionString: url });
    const crashes: unknown[] = [];
    const note = (error: unknown) => crashes.push(error);
    process.on('uncaughtException', note);
    try {
      const client = await pool.connect();
      await sleep(50);
      await expect(client.query('SELECT 1')).rejects.toThrow();
      client.release(true);
      expect(crashes).toEqual([]);
    } finally {
      process.off('uncaughtException', note);
      await pool.end();
      server.close();
    }
  });
});
