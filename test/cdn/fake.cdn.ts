import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';

export interface Call {
  /** Milliseconds since 1970. */
  at: number;
  path: string;
  headers: IncomingHttpHeaders;
  body: { surrogate_keys?: string[]; tags?: string[] };
  keys: string[];
  status: number;
}

/** A CDN's purge API that answers as it is told to, and writes down what it was told. */
export class FakeCdn {
  readonly calls: Call[] = [];
  /** What it answers with; it purges where that is a 200. */
  answer: { status: number; headers?: Record<string, string>; body?: string } = { status: 200 };
  delayMs = 0;
  /** Whoever purges is told of the keys. */
  onPurge: (keys: readonly string[]) => void = () => undefined;
  private server: Server | null = null;
  private port = 0;

  static async start(): Promise<FakeCdn> {
    const cdn = new FakeCdn();
    await cdn.up();
    return cdn;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** All keys it has purged so far, each as often as that. */
  get purged(): string[] {
    return this.calls.filter(({ status }) => status === 200).flatMap(({ keys }) => keys);
  }

  forget(): void {
    this.calls.length = 0;
  }

  /** Listens where it did before. */
  async up(): Promise<void> {
    const server = createServer((request, response) => {
      void (async () => {
        const body = (await json(request)) as Call['body'];
        const { answer } = this;
        const keys = body.surrogate_keys ?? body.tags ?? [];
        const { url: path = '', headers } = request;
        this.calls.push({ at: Date.now(), path, headers, body, keys, status: answer.status });
        await setTimeout(this.delayMs, undefined, { ref: false });
        if (answer.status === 200) this.onPurge(keys);
        response.writeHead(answer.status, answer.headers).end(answer.body ?? '{"success":true}');
      })();
    });
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  async down(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }
}
