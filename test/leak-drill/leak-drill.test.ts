import { createImageUrls } from '../../src/images/image.urls';
import { IMAGE_SECRET } from '../../src/images/images.setup';
import { RenditionAddresses } from '../../src/images/rendition.address';
import { ensureSecret } from '../../src/images/secret.commands';
import { CANARY_STATES } from '../../src/leak-drill/canary';
import { type DrillReport } from '../../src/leak-drill/drill.types';
import { runLeakDrill } from '../../src/leak-drill/leak.drill';
import { createSchema } from '../../src/schema';
import { startTestGateway, type TestGateway } from '../support/gateway';

const schema = createSchema();
let gateway: TestGateway;
let clean: DrillReport;
let leaking: DrillReport;

async function drill(withLeak: boolean): Promise<DrillReport> {
  const { manager } = gateway.dataSource;
  const addresses = new RenditionAddresses(await ensureSecret(manager, IMAGE_SECRET));
  const images = createImageUrls(null, addresses, () => gateway.url);
  return runLeakDrill({ manager, schema, url: gateway.url, images, withLeak });
}

async function tableSizes(): Promise<unknown> {
  return gateway.dataSource.query(
    `SELECT (SELECT count(*) FROM article) AS articles, (SELECT count(*) FROM tag) AS tags,
       (SELECT count(*) FROM person) AS people, (SELECT count(*) FROM image) AS images,
       (SELECT count(*) FROM related_override) AS pins`,
  );
}

let before: unknown;
beforeAll(async () => {
  gateway = await startTestGateway({ COMPILE_QUERIES_AT: '0' }, 'demo');
  before = await tableSizes();
  clean = await drill(false);
  leaking = await drill(true);
}, 300_000);
afterAll(() => gateway.close());

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

  it('leaves nothing behind', async () => {
    expect(await tableSizes()).toEqual(before);
  });
});
