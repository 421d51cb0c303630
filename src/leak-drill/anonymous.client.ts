import { setTimeout as sleep } from 'node:timers/promises';

const LONGEST_WAIT_SECONDS = 90;

export interface Told {
  status: number;
  text: string;
  cacheControl: string | null;
}

/** Asks a gateway as anyone can: without a token, and no faster than it allows. */
export class AnonymousClient {
  requests = 0;

  constructor(readonly url: string) {}

  /** A path of the gateway, or an address on it. */
  async get(path: string): Promise<Told> {
    return this.ask(new URL(path, `${this.url}/`), {});
  }

  async graphql(query: string): Promise<Told> {
    return this.ask(new URL('/graphql', this.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
  }

  private async ask(url: URL, init: RequestInit): Promise<Told> {
    this.requests += 1;
    const response = await fetch(url, { ...init, redirect: 'manual' });
    const text = await response.text();
    const { status, headers } = response;
    if (status !== 429) return { status, text, cacheControl: headers.get('cache-control') };
    const seconds = Number(headers.get('retry-after') ?? 1);
    await sleep(Math.min(seconds, LONGEST_WAIT_SECONDS) * 1000);
    return this.ask(url, init);
  }
}
