import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { request as httpRequest } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { Role } from '../../src/identity/viewer';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { expectSoon, until } from '../support/patience';

const ARTICLE = 'query A($slug: String!) { article(slug: $slug) { headline standfirst } }';
const SECTION =
  'query S($slug: String!) { section(slug: $slug) { articles(first: 50) { edges { node { slug } } } } }';

interface Raw {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
  statements: number;
}

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway({ ROW_CACHE_MB: '8', ANSWER_CACHE_MB: '8' });
  await gateway.newspaper.articles(
    Array.from({ length: 30 }, (_, n) => ({
      slug: `a${n}`,
      section: n % 2 ? 'town' : 'sport',
      text: 'Text.',
    })),
  );
  await until(async () => slugsOf(await ask(SECTION, { slug: 'sport' })).length === 15);
});
afterAll(() => gateway.close());

/** Fetch decompresses by itself and asks for compression by itself; this does neither. */
function raw(url: string, { method = 'GET', headers = {}, body = '' } = {}): Promise<Raw> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(url, { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const timing = String(response.headers['server-timing']);
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks),
          statements: Number(/sql;desc="(\d+)/.exec(timing)?.[1]),
        });
      });
    });
    sent.on('error', reject).end(body);
  });
}

function address(query: string, variables: object = {}): string {
  const search = new URLSearchParams({ query, variables: JSON.stringify(variables) });
  return `${gateway.url}/graphql?${search.toString()}`;
}

const ask = (query: string, variables: object = {}, headers: Record<string, string> = {}) =>
  raw(address(query, variables), { headers });

const post = (query: string, variables: object = {}, headers: Record<string, string> = {}) =>
  raw(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });

const dataOf = ({ body }: Raw) => (JSON.parse(body.toString()) as { data: unknown }).data;

const slugsOf = (answer: Raw) =>
  (
    dataOf(answer) as { section: { articles: { edges: { node: { slug: string } }[] } } | null }
  ).section?.articles.edges.map(({ node }) => node.slug) ?? [];

/** Asks until the answer is kept. */
async function warm(query: string, variables: object = {}): Promise<Raw> {
  await ask(query, variables);
  const answer = await ask(query, variables);
  expect(answer.statements).toBe(0);
  return answer;
}

describe('an answer that everyone may have', () => {
  it('is kept, whoever asks for it how', async () => {
    const document =
      'query Q($slug: String!, $n: Int!) { section(slug: $slug) { articles(first: $n) { edges { node { slug readingMinutes } } } } }';
    const first = await ask(document, { slug: 'town', n: 7 });
    expect(first.statements).toBeGreaterThan(0);
    const again = [
      await ask(document, { n: 7, slug: 'town' }),
      await post(document, { slug: 'town', n: 7 }),
      await post(document, { n: 7, slug: 'town' }, { accept: 'application/graphql-response+json' }),
    ];
    for (const { statements, body } of again) {
      expect([statements, body.toString()]).toEqual([0, first.body.toString()]);
    }
    expect(again[2]?.headers['content-type']).toMatch(/^application\/graphql-response\+json/);
    expect((await ask(document, { slug: 'town', n: 8 })).statements).toBeGreaterThan(0);
  });

  it('has an ETag by which a client learns in a few bytes that nothing changed', async () => {
    const { headers } = await warm(ARTICLE, { slug: 'a1' });
    const etag = String(headers.etag);
    expect(etag).toMatch(/^W\/"[\w-]{20,}"$/);
    for (const known of [etag, `"x", ${etag}`, '*']) {
      const same = await ask(ARTICLE, { slug: 'a1' }, { 'if-none-match': known });
      expect([same.status, same.body.length, same.headers.etag]).toEqual([304, 0, etag]);
      expect(same.headers['cache-control']).toBe(headers['cache-control']);
    }
    const other = await ask(ARTICLE, { slug: 'a1' }, { 'if-none-match': '"x"' });
    expect(other.status).toBe(200);
  });

  it('says how long caches on the way may keep it, and of what it is made', async () => {
    const { headers } = await warm(ARTICLE, { slug: 'a1' });
    expect(headers['cache-control']).toBe(
      'public, max-age=0, s-maxage=5, stale-while-revalidate=30, stale-if-error=86400',
    );
    const keys = String(headers['surrogate-key']).split(' ');
    expect(keys).toContain('site');
    expect(String(headers['cache-tag']).split(',')).toEqual(keys);
    expect(headers.vary).toBe('Accept, Accept-Encoding, Authorization, X-Api-Key');
  });

  it('is kept nowhere where it changed while it was made: a CDN may have been told to purge it before', async () => {
    const { uid } = await gateway.newspaper.article({ slug: 'while-made', text: 'Text.' });
    const document =
      'query C($slug: String!) { article(slug: $slug) { headline corrections { text } } }';
    const runner = gateway.dataSource.createQueryRunner();
    await runner.startTransaction();
    await runner.query('LOCK TABLE correction IN ACCESS EXCLUSIVE MODE');
    const asked = ask(document, { slug: 'while-made' });
    await setTimeout(300);
    await gateway.newspaper.manager.query(
      `UPDATE article SET headline = 'Changed', version = version + 1 WHERE id = $1`,
      [uid],
    );
    await gateway.catchUp();
    await runner.commitTransaction();
    await runner.release();
    const { headers } = await asked;
    expect([headers['cache-control'], headers['surrogate-key']]).toEqual(['no-store', undefined]);
    const again = await ask(document, { slug: 'while-made' });
    expect(again.headers['cache-control']).toContain('s-maxage=5');
  });

  it('is compressed as the client likes it best', async () => {
    const query = '{ latest(first: 30) { slug headline path publishedAt updatedAt } }';
    const plain = await warm(query);
    const kept = plain.body.toString();
    expect(plain.headers['content-encoding']).toBeUndefined();
    const br = await ask(query, {}, { 'accept-encoding': 'gzip, deflate, br' });
    expect(br.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(br.body).toString()).toBe(kept);
    const gzip = await ask(query, {}, { 'accept-encoding': 'gzip, br;q=0' });
    expect(gzip.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(gzip.body).toString()).toBe(kept);
    expect(gzip.body.length).toBeLessThan(plain.body.length / 2);
    expect(gzip.headers['content-length']).toBe(String(gzip.body.length));
  });

  it('is executed once for many who ask at once', async () => {
    const query = '{ latest(first: 13) { slug tags { name } authors { name } } }';
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(query)));
    expect(new Set(answers.map(({ body }) => body.toString())).size).toBe(1);
    expect(answers.filter(({ statements }) => statements > 0)).toHaveLength(1);
  });

  it('is kept where it says that there is nothing, until there is', async () => {
    const { body } = await warm(ARTICLE, { slug: 'not-yet' });
    expect(body.toString().trim()).toBe('{"data":{"article":null}}');
    await gateway.newspaper.article({ slug: 'not-yet', headline: 'Now', section: 'town' });
    await expectSoon(async () => dataOf(await ask(ARTICLE, { slug: 'not-yet' })), {
      article: { headline: 'Now', standfirst: null },
    });
  });
});

describe('what changes', () => {
  it('ends what is made of it, and leaves other sections as they are', async () => {
    const before = await warm(SECTION, { slug: 'sport' });
    await warm(SECTION, { slug: 'town' });
    await gateway.newspaper.article({ slug: 'fresh', section: 'town' });
    await until(async () => slugsOf(await ask(SECTION, { slug: 'town' })).includes('fresh'));
    const sport = await ask(SECTION, { slug: 'sport' });
    expect([sport.statements, sport.headers.etag]).toEqual([0, before.headers.etag]);
  });

  it('shows at the gateway that changed it as soon as it has answered', async () => {
    const token = await gateway.token(Role.EDITOR);
    const { made } = await gateway.data<{ made: { article: { id: string } } }>(
      'mutation M($input: ArticleInput!) { made: createArticle(input: $input) { article { id } } }',
      { input: { headline: 'By hand', section: 'town', edition: 'en' } },
      { token },
    );
    const { id } = made.article;
    const node = 'query N($id: ID!) { node(id: $id) { id } }';
    expect(dataOf(await warm(node, { id }))).toEqual({ node: null });
    const publish = 'mutation P($id: ID!) { publishArticle(id: $id) { article { id } } }';
    await gateway.data(publish, { id }, { token });
    expect(dataOf(await ask(node, { id }))).toEqual({ node: { id } });
    const unpublish =
      'mutation U($id: ID!) { unpublishArticle(id: $id, reason: "A mistake") { article { id } } }';
    await gateway.data(unpublish, { id }, { token });
    expect(dataOf(await ask(node, { id }))).toEqual({ node: null });
  });
});

describe('never kept, here or on the way, is', () => {
  const headersOf = async (answer: Promise<Raw>) => {
    const { headers } = await answer;
    return [headers['cache-control'], headers.etag, headers['surrogate-key']];
  };

  it('what has errors', async () => {
    const failing = '{ article(slug: "a1") { headline nothing } }';
    expect(await headersOf(ask(failing))).toEqual(['no-store', undefined, undefined]);
    const bad = '{ latest(first: -1) { slug } }';
    expect(await headersOf(ask(bad))).toEqual(['no-store', undefined, undefined]);
  });

  it('what looked at who asks, though nobody did', async () => {
    const answers = [
      ask('{ viewer { id } }'),
      ask('{ article(slug: "a1", previewToken: "x") { id } }'),
    ];
    for (const answer of answers) {
      expect(await headersOf(answer)).toEqual(['private, no-store', undefined, undefined]);
    }
  });

  it('what somebody with a token asks for', async () => {
    const { headers } = await warm(ARTICLE, { slug: 'a3' });
    expect(headers.etag).toBeDefined();
    const token = await gateway.token(Role.READER);
    const asked = ask(ARTICLE, { slug: 'a3' }, { authorization: `Bearer ${token}` });
    expect(await headersOf(asked)).toEqual(['no-store', undefined, undefined]);
  });

  it('a document that is known by a hash alone and is not known', async () => {
    const persistedQuery = { version: 1, sha256Hash: 'a'.repeat(64) };
    const search = new URLSearchParams({ extensions: JSON.stringify({ persistedQuery }) });
    const miss = raw(`${gateway.url}/graphql?${search.toString()}`);
    expect(await headersOf(miss)).toEqual(['no-store', undefined, undefined]);
  });

  it('a mutation: it is executed as often as it is sent', async () => {
    const track = `mutation { trackViews(events: []) }`;
    const answers = await Promise.all([post(track), post(track)]);
    for (const { headers } of answers) expect(headers['cache-control']).toMatch(/no-store$/);
    const byGet = await ask(track);
    expect(byGet.status).toBe(405);
  });
});
