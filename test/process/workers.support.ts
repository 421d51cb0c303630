import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { isRunning } from '../support/embedded-bench';
import { until } from '../support/patience';
import { type Running } from './support';

/** The worker processes that a process has started. */
export function workersOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && isWorkerOf(name, parent))
    .map(Number)
    .filter(isRunning);
}

function isWorkerOf(pid: string, parent: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(') ') + 2).split(' ');
    return (
      Number(fields[1]) === parent &&
      readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('worker.js')
    );
  } catch {
    return false;
  }
}

/** What came back of a request. */
export interface Reply {
  requestId: string;
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: { data: Record<string, unknown>; errors?: unknown };
}

/** One connection, which stays with the worker that it came to. */
export class Connection {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(private readonly address: string) {}

  ask(query: string, token?: string): Promise<Reply> {
    return this.send('/graphql', JSON.stringify({ query }), token);
  }

  send(path: string, body: string, token?: string): Promise<Reply> {
    const requestId = randomUUID();
    const headers = {
      'content-type': 'application/json',
      'x-request-id': requestId,
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    };
    return new Promise((resolve, reject) => {
      const sent = request(`${this.address}${path}`, {
        ...{ method: 'POST', agent: this.agent, headers },
      });
      sent.on('error', reject).on('response', (response) => {
        let text = '';
        response.on('error', reject).on('data', (part: Buffer) => (text += part.toString()));
        response.on('end', () => {
          const { statusCode: status = 0, headers: given } = response;
          resolve({ requestId, status, headers: given, body: JSON.parse(text) as Reply['body'] });
        });
      });
      sent.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

/** Which process answered a request: its log says so. */
export async function answeredBy(gateway: Running, { requestId }: Reply): Promise<number> {
  const line = () => gateway.stdout.split('\n').find((one) => one.includes(requestId));
  await until(() => line() !== undefined);
  return (JSON.parse(line() ?? '{}') as { pid: number }).pid;
}

/** Connections to as many different workers. */
export async function connectionsTo(
  gateway: Running,
  address: string,
  count: number,
): Promise<Connection[]> {
  const found = new Map<number, Connection>();
  await until(async () => {
    const connection = new Connection(address);
    const pid = await answeredBy(gateway, await connection.ask('{ __typename }'));
    if (found.has(pid)) connection.close();
    else found.set(pid, connection);
    return found.size === count;
  });
  return [...found.values()];
}
