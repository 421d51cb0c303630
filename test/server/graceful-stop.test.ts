import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { post, startGateway } from './gateway.fixture';

describe('a server that is told to stop', () => {
  it('finishes the running requests and takes no new connection', async () => {
    const { server, graphql } = await startGateway();
    const slow = post(graphql, { query: '{ slow(ms: 2000) }' });
    await sleep(1_000);
    const closed = server.close();
    await sleep(50);
    await expect(fetch(graphql)).rejects.toThrow();
    const { status, data, headers } = await slow;
    expect([status, data]).toEqual([200, { slow: 'done' }]);
    expect(headers.get('connection')).toBe('close');
    await closed;
  });

  it('does not wait for connections that idle', async () => {
    const { server, url } = await startGateway({ SHUTDOWN_TIMEOUT_MS: '20000' });
    const agent = new Agent({ keepAlive: true });
    const kept = request(`${url}/health/live`, { agent }).end();
    const [response] = (await once(kept, 'response')) as [NodeJS.ReadableStream];
    response.resume();
    await once(response, 'end');
    const silent = connect(Number(new URL(url).port), '127.0.0.1');
    await once(silent, 'connect');
    const start = performance.now();
    await server.close();
    expect(performance.now() - start).toBeLessThan(20_000);
    agent.destroy();
    silent.destroy();
  });

  it('answers a request that was half sent, and says that it is not ready any more', async () => {
    const { server, url } = await startGateway();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    socket.write('GET /health/ready HTTP/1.1\r\nhost: x\r\n');
    await sleep(50);
    const closed = server.close();
    await sleep(50);
    socket.write('\r\n');
    await Promise.all([closed, once(socket, 'close')]);
    expect(text).toContain('HTTP/1.1 503');
    expect(text).toContain('"detail":"stopping"');
  });

  it('cuts off what is not finished in the time it has, and says so in the log', async () => {
    const { server, graphql, lines } = await startGateway({ SHUTDOWN_TIMEOUT_MS: '200' });
    const slow = post(graphql, { query: '{ slow(ms: 60000) }' });
    const outcome = slow.then(
      () => 'answered',
      () => 'cut off',
    );
    await sleep(100);
    await server.close();
    expect(await outcome).toBe('cut off');
    expect(lines.some(({ level, msg }) => level === 40 && msg.includes('cut off'))).toBe(true);
  });

  it('may be told twice', async () => {
    const { server } = await startGateway();
    await Promise.all([server.close(), server.close()]);
    await expect(server.close()).resolves.toBeUndefined();
  });
});
