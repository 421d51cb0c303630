import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { createImageUrls } from '../../src/images/image.urls';
import { IMAGE_SECRET } from '../../src/images/images.setup';
import { RenditionAddresses } from '../../src/images/rendition.address';
import { ensureSecret } from '../../src/images/secret.commands';
import { AnonymousClient } from '../../src/leak-drill/anonymous.client';
import { CANARY_STATES, canaryOf } from '../../src/leak-drill/canary';
import { findPerch, plantCanaries, removeCanaries } from '../../src/leak-drill/canary.commands';
import { type DrillReport } from '../../src/leak-drill/drill.types';
import { runLeakDrill } from '../../src/leak-drill/leak.drill';
import { huntPreview } from '../../src/leak-drill/preview.hunt';
import { makePreviewTokens } from '../../src/leak-drill/preview.tokens';
import { createPreviewLinks, PREVIEW_SECRET } from '../../src/newsroom/preview.links';
import { createSchema } from '../../src/schema';
import { NOTHING_KEPT, startTestGateway, type TestGateway } from '../support/gateway';

const schema = createSchema();
let gateway: TestGateway;
/** What leaks is seen at once here: rankings are kept for some seconds, whatever changes. */
let leaky: TestGateway;
let clean: DrillReport;
let leaking: DrillReport;

async function drill({ dataSource, url }: TestGateway, withLeak: boolean): Promise<DrillReport> {
  const { manager } = dataSource;
  const addresses = new RenditionAddresses(await ensureSecret(manager, IMAGE_SECRET));
  const images = createImageUrls(null, addresses, () => url);
  const previews = createPreviewLinks(await ensureSecret(manager, PREVIEW_SECRET));
  return runLeakDrill({ manager, schema, url, images, previews, withLeak });
}

/** A cache before the gateway that keeps everything, and does not know that a token makes another request of it. */
async function forgetfulCache(): Promise<{ url: string; server: Server }> {
  const kept = new Map<string, string>();
  const withoutToken = (text: string) =>
    decodeURIComponent(text).replace(/, previewToken: \\?"[^"]*"/g, '');
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks).toString();
      const { url = '/', method = 'GET' } = request;
      const key = `${method} ${withoutToken(url)} ${withoutToken(body)}`;
      const ask = async () => {
        const post = { method, body, headers: { 'content-type': 'application/json' } };
        return (await fetch(`${gateway.url}${url}`, method === 'POST' ? post : {})).text();
      };
      const text = kept.get(key) ?? (await ask());
      kept.set(key, text);
      response.setHeader('cache-control', 'public, max-age=60').end(text);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

async function tableSizes({ dataSource }: TestGateway): Promise<unknown> {
  return dataSource.query(
    `SELECT (SELECT count(*) FROM article) AS articles, (SELECT count(*) FROM tag) AS tags,
       (SELECT count(*) FROM person) AS people, (SELECT count(*) FROM image) AS images,
       (SELECT count(*) FROM related_override) AS pins, (SELECT count(*) FROM article_revision) AS revisions`,
  );
}

let before: unknown;
beforeAll(async () => {
  gateway = await startTestGateway({ COMPILE_QUERIES_AT: '0' }, 'demo');
  leaky = await startTestGateway({ ...NOTHING_KEPT, COMPILE_QUERIES_AT: '0' }, 'demo');
  before = await Promise.all([tableSizes(gateway), tableSizes(leaky)]);
  clean = await drill(gateway, false);
  leaking = await drill(leaky, true);
}, 300_000);
afterAll(() => Promise.all([gateway.close(), leaky.close()]));

describe('the leak drill', () => {
  it('plants every kind of hidden article', () => {
    expect(clean.planted).toEqual([...CANARY_STATES]);
  });

  it('finds none of them anywhere', () => {
    expect(clean.findings).toEqual([]);
  });

  it('hunts every field of the query, and every argument that takes a text or an id', () => {
    const fields = Object.values(schema.getQueryType()?.getFields() ?? {});
    for (const { name } of fields) {
      expect(clean.places.some((place) => place.startsWith(`Query.${name}`))).toBe(true);
    }
    expect(clean.places).toEqual(
      expect.arrayContaining([
        'Query.article(id, previewToken)',
        'GET Query.page(path, previewToken)',
        'Query.articles(filter.tags)',
        'Query.node(id)',
        'Section.articles(filter.people)',
        '/sitemap.xml',
        '/redirects.json',
      ]),
    );
  });

  it('finds one that is public in many places', () => {
    expect(leaking.findings.length).toBeGreaterThan(20);
    for (const { what } of leaking.findings) expect(what).toMatch(/published|the count was/);
    const found = new Set(leaking.findings.map(({ place }) => place));
    const missed = ['Query.latest', 'Query.popular', 'Query.node(id)', 'Query.search(query)'];
    expect(missed.filter((place) => !found.has(place))).toEqual([]);
    expect([...found].filter((place) => place.includes('/feeds/'))).not.toEqual([]);
    expect([...found].filter((place) => place.includes('/sitemaps/'))).not.toEqual([]);
  });

  it('finds what a preview link leaves in a cache', async () => {
    const { manager } = gateway.dataSource;
    const perch = await findPerch(manager);
    if (!perch) throw new Error('The demo has no public article.');
    const [canary, other] = [canaryOf('preview only'), canaryOf('draft')];
    await plantCanaries(manager, [canary, other], perch);
    const { url, server } = await forgetfulCache();
    try {
      const previews = createPreviewLinks(await ensureSecret(manager, PREVIEW_SECRET));
      const tokens = await makePreviewTokens({ manager, previews }, canary, other);
      const hunt = async (at: string) =>
        (await huntPreview(new AnonymousClient(at), schema, tokens, { canary, others: [other] }))
          .findings;
      expect(await hunt(gateway.url)).toEqual([]);
      const found = (await hunt(url)).map(({ place, what }) => `${place}: ${what}`);
      for (const place of ['Query.article(id', 'Query.page(path', 'GET Query.article(slug']) {
        for (const what of [
          'answered with public, max-age=60',
          'with no token',
          'with an expired token',
          "with another article's token",
        ]) {
          expect(found).toContainEqual(
            expect.stringMatching(new RegExp(`^${place.replace('(', '\\(')}.*${what}$`)),
          );
        }
      }
    } finally {
      server.closeAllConnections();
      server.close();
      await removeCanaries(manager, [canary, other]);
    }
  });

  it('leaves nothing behind', async () => {
    expect(await Promise.all([tableSizes(gateway), tableSizes(leaky)])).toEqual(before);
  });
});
