import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { readOne, REAL_DATA } from '../syndication/support';
import { fetchJson, fetchPath } from './support';

const SCHEMA = resolve(REAL_DATA, 'ninjs/ninjs-schema-3.1.json');
const hasSchema = existsSync(SCHEMA);
const withSchema = hasSchema ? describe : describe.skip;
if (!hasSchema) {
  console.info("IPTC's schema does not lie beside the project: items are not checked against it.");
}

function validator() {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv);
  // IPTC's schema names that of GeoJSON, of which our items have none.
  ajv.addSchema({ $id: 'https://geojson.org/schema/GeoJSON.json' });
  return ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);
}

interface Item {
  [key: string]: unknown;
  associations: { [key: string]: unknown; renditions: { href: string }[] }[];
}

describe('an item of ninjs 3.1', () => {
  let gateway: TestGateway;
  let path: string;
  let article: { id: string; uid: string; slug: string };

  beforeAll(async () => {
    gateway = await startTestGateway();
    const { newspaper } = gateway;
    await newspaper.section({ slug: 'town', name: 'Town' });
    await newspaper.person({ slug: 'ann', name: 'Ann Bell' });
    const lead = await newspaper.image('lead');
    const inside = await newspaper.image('inside');
    article = await newspaper.article({
      headline: 'The bridge is open',
      seoTitle: 'Bridge opens after nine years',
      shortTitle: 'Bridge opens',
      kicker: 'Roads',
      standfirst: 'After nine years.',
      authors: ['ann'],
      credits: [{ role: 'EDITOR', person: 'ed' }],
      tags: ['roads', 'harbour', 'council', 'regatta', 'mayor'],
      imageId: lead,
      usageTerms: 'Name us.',
      publishedAt: new Date('2026-03-04T05:06:07Z'),
      updatedAt: new Date('2026-03-05T00:00:00Z'),
      blocks: [
        { kind: 'paragraph', html: 'It is <em>open</em>.' },
        { kind: 'image', imageId: inside },
        { kind: 'image', imageId: lead },
      ],
    });
    await newspaper.correction(article.uid, 'It is long.', new Date('2026-03-06T00:00:00Z'));
    const kinds = { PLACE: 'harbour', ORGANISATION: 'council', EVENT: 'regatta', PERSON: 'mayor' };
    for (const [kind, slug] of Object.entries(kinds)) {
      const sql = 'UPDATE tag SET kind = $1::tag_kind WHERE slug = $2';
      await newspaper.manager.query(sql, [kind, slug]);
    }
    await newspaper.manager.query(
      `UPDATE image SET credit = 'Cy Dee', caption = 'A bridge', licence_name = 'CC BY 4.0',
         licence_url = 'https://creativecommons.org/licenses/by/4.0/' WHERE id = $1`,
      [lead],
    );
    path = `/ninjs/${article.id}.json`;
  });
  afterAll(() => gateway.close());

  it('has identity, dates, texts, rights and the canonical address', async () => {
    const url = `${gateway.url}/town/${article.slug}`;
    expect(await fetchJson<Item>(gateway, path)).toMatchObject({
      uri: `urn:uuid:${article.uid}`,
      standard: { name: 'ninjs', version: '3.1' },
      type: 'text',
      pubStatus: 'usable',
      language: 'en',
      firstCreated: '2026-03-04T05:06:07.000Z',
      contentCreated: '2026-03-04T05:06:07.000Z',
      versionCreated: '2026-03-06T00:00:00.000Z',
      by: 'Ann Bell',
      headlines: [
        { role: 'main', value: 'The bridge is open' },
        { role: 'seo', value: 'Bridge opens after nine years' },
        { role: 'short', value: 'Bridge opens' },
        { role: 'kicker', value: 'Roads' },
      ],
      descriptions: [
        { role: 'summary', value: 'After nine years.' },
        { role: 'correction', value: 'Correction (2026-03-06): It is long.' },
      ],
      bodies: [
        { contentType: 'text/html', value: expect.stringContaining('<em>open</em>') as string },
        { contentType: 'text/plain', value: expect.stringContaining('It is open.') as string },
      ],
      edNote: 'Correction (2026-03-06): It is long.',
      copyrightHolder: 'Broadsheet',
      copyrightNotice: '© 2026 Broadsheet',
      usageTerms: 'Name us.',
      altIds: [
        { role: 'id', value: article.id },
        { role: 'canonical', value: url },
      ],
      renditions: [{ href: url, contentType: 'text/html' }],
    });
  });

  it('names people with what they did, and tags by their kind', async () => {
    const about = (slug: string) => ({
      name: slug,
      rel: 'about',
      uri: `${gateway.url}/tags/${slug}`,
      literal: slug,
    });
    const item = await fetchJson<Item>(gateway, path);
    expect(item).toMatchObject({
      people: [
        { name: 'Ann Bell', rel: 'author', uri: `${gateway.url}/authors/ann` },
        { name: 'ed', rel: 'editor' },
        about('mayor'),
      ],
      places: [about('harbour')],
      organisations: [about('council')],
      events: [about('regatta')],
      subjects: [{ name: 'Town', rel: 'section' }, about('roads')],
    });
  });

  it('has each picture once with its credit, its rights and files that are there to be fetched', async () => {
    const { associations } = await fetchJson<Item>(gateway, path);
    expect(associations).toMatchObject([
      {
        type: 'picture',
        rel: 'lead',
        by: 'Cy Dee',
        usageTerms: 'CC BY 4.0',
        rightsInfo: { linkedRights: 'https://creativecommons.org/licenses/by/4.0/' },
        descriptions: [{ value: 'A bridge' }],
        renditions: [
          { name: 'highRes', contentType: 'image/jpeg', width: 1600, height: 900 },
          { name: 'web', contentType: 'image/jpeg', width: 1200, height: 675 },
        ],
      },
      { type: 'picture', rel: 'body' },
    ]);
    const links = associations.flatMap((one) => one.renditions.map((rendition) => rendition.href));
    for (const link of links) expect(new URL(link).origin).toBe(new URL(gateway.url).origin);
  });

  withSchema("and IPTC's JSON Schema", () => {
    it('is valid, with everything and with as little as can be', async () => {
      const validate = validator();
      const bare = await gateway.newspaper.article();
      for (const id of [article.id, bare.id]) {
        validate(await fetchJson<Item>(gateway, `/ninjs/${id}.json`));
        expect(validate.errors).toBeNull();
      }
      expect(validate({ uri: 'urn:x', headline: 'no such field in 3.1' })).toBe(false);
    });
  });

  it('is read by our own import', async () => {
    const { body } = await fetchPath(gateway, path);
    expect(await readOne(body)).toMatchObject({
      externalId: `urn:uuid:${article.uid}`,
      title: 'The bridge is open',
      standfirst: 'After nine years.',
      authors: [{ name: 'Ann Bell' }],
      published: new Date('2026-03-04T05:06:07Z'),
    });
  });

  it('costs as many statements, however much hangs on the article', async () => {
    const bare = await gateway.newspaper.article();
    const rich = await fetchPath(gateway, path);
    expect(rich.statements).toBeLessThanOrEqual(6);
    expect((await fetchPath(gateway, `/ninjs/${bare.id}.json`)).statements).toBeLessThanOrEqual(6);
  });

  it('is known by its id, whatever its slug becomes', async () => {
    const sql = "UPDATE article SET slug = 'moved' WHERE id = $1";
    await gateway.newspaper.manager.query(sql, [article.uid]);
    const item = await fetchJson<Item>(gateway, path);
    expect(item.uri).toBe(`urn:uuid:${article.uid}`);
    expect(item.altIds).toContainEqual({ role: 'canonical', value: `${gateway.url}/town/moved` });
  });
});
