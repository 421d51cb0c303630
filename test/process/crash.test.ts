import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LOCAL_TOKEN_SECRET, signLocalToken } from '../../src/identity/local.token';
import { Role } from '../../src/identity/viewer';
import { bootEmbeddedPostgres } from '../../src/sql/embedded/embedded-postgres';
import { ask as askDatabase, EmbeddedBench, killHard } from '../support/embedded-bench';
import { build, type Running, start, stopAll } from './support';

const WRITES = 1_000;
const READERS = 20;

interface Response<Data> {
  data: Data | null;
  errors?: unknown[];
}

async function send<Data>(
  address: string,
  token: string,
  query: string,
  variables: object,
): Promise<Response<Data>> {
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Response<Data>;
}

const ADD = `mutation Add($articleId: ID!, $key: String) {
  addToReadingList(articleId: $articleId, idempotencyKey: $key) { id } }`;

const SAVED = `{ viewer { savedList { itemCount
  first: items(first: 100) { totalCount nodes { position article { id } } } } } }`;

interface Saved {
  viewer: {
    savedList: {
      itemCount: number;
      first: { nodes: { position: number; article: { id: string } | null }[] };
    };
  };
}

beforeAll(build, 120_000);

describe('kill -9 in the middle of 1,000 writes', () => {
  const bench = new EmbeddedBench();

  afterAll(async () => {
    await stopAll();
    await bench.clear();
  });

  function postmasterOf(dataDir: string): number {
    const cluster = readdirSync(dataDir).find((name) => /^pgdata-\d+$/.test(name)) ?? '';
    return Number(readFileSync(join(dataDir, cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);
  }

  /** A token for each reader, signed with the secret that the gateway has made. */
  async function tokensOf(dataDir: string): Promise<string[]> {
    const server = await bootEmbeddedPostgres(bench.options(dataDir));
    const [row] = await askDatabase<{ value: string }>(
      server.url('broadsheet'),
      `SELECT value FROM secret WHERE name = '${LOCAL_TOKEN_SECRET}'`,
    );
    await server.stop();
    return Promise.all(
      Array.from({ length: READERS }, (_, reader) =>
        signLocalToken(row?.value ?? '', { subject: `reader ${reader}`, role: Role.READER }),
      ),
    );
  }

  async function kill(victim: string, gateway: Running, dataDir: string): Promise<void> {
    if (victim === 'PostgreSQL') await killHard(postmasterOf(dataDir));
    await gateway.stop('SIGKILL');
  }

  it.each(['the gateway', 'PostgreSQL'])(
    'of %s loses no acknowledged one and leaves none half done',
    async (victim) => {
      const dataDir = bench.folder();
      const settings = {
        DATA_DIR: dataDir,
        PORT: '0',
        DEMO_CONTENT: 'true',
        DATABASE_URL: '',
        RATE_LIMIT_PER_MINUTE: '0',
        EXECUTION_TIMEOUT_MS: '120000',
      };
      let gateway = start('main.js', [], settings);
      let address = await gateway.address();
      const tokens = await tokensOf(dataDir);
      const { data } = await send<{ articles: { nodes: { id: string }[] } }>(
        address,
        tokens[0] ?? '',
        '{ articles(first: 50) { nodes { id } } }',
        {},
      );
      const articles = data?.articles.nodes.map(({ id }) => id) ?? [];
      const acknowledged = new Set<number>();
      const write = async (number: number) => {
        const variables = {
          articleId: articles[Math.floor(number / READERS) % articles.length],
          key: `write ${number}`,
        };
        try {
          const answer = await send(address, tokens[number % READERS] ?? '', ADD, variables);
          if (answer.data) acknowledged.add(number);
        } catch {
          // The connection broke: the client does not know, and will ask again.
        }
      };
      const all = Array.from({ length: WRITES }, (_, number) => write(number));
      const ended = Promise.all(all);
      let isOver = false as boolean;
      void ended.then(() => (isOver = true));
      while (acknowledged.size < WRITES / 5 && !isOver) await sleep(2);
      await kill(victim, gateway, dataDir);
      await ended;
      const before = new Set(acknowledged);

      gateway = start('main.js', [], settings);
      address = await gateway.address();
      const held = await shelves(address, tokens);
      const lost = [...before].filter((number) => {
        const article = articles[Math.floor(number / READERS) % articles.length] ?? '';
        return !held[number % READERS]?.has(article);
      });
      const kept = held.reduce((sum, shelf) => sum + shelf.size, 0);
      process.stdout.write(
        `kill -9 of ${victim}: ${before.size} of ${WRITES} writes acknowledged, ${kept} found, ${lost.length} lost\n`,
      );
      expect(lost).toEqual([]);
      expect(before.size).toBeLessThan(WRITES);
      for (let number = 0; number < WRITES; number += 50) {
        await Promise.all(Array.from({ length: 50 }, (_, place) => write(number + place)));
      }
      const after = await shelves(address, tokens);
      expect(after.map((shelf) => shelf.size)).toEqual(tokens.map(() => WRITES / READERS));
      await gateway.stop();
    },
    180_000,
  );

  /** Which articles each reader's saved list has; fails where a count or a place is not right. */
  async function shelves(address: string, tokens: string[]): Promise<Set<string>[]> {
    const found: Set<string>[] = [];
    for (const token of tokens) {
      const { data } = await send<Saved>(address, token, SAVED, {});
      const list = data?.viewer.savedList;
      const ids = list?.first.nodes.map(({ article }) => article?.id ?? '') ?? [];
      expect(list?.itemCount).toBe(ids.length);
      expect(list?.first.nodes.map(({ position }) => position)).toEqual(
        ids.map((_, place) => place),
      );
      found.push(new Set(ids));
    }
    return found;
  }
});
