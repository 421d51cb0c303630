import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode, isBlurhashValid } from 'blurhash';
import { demoPictures, readDemo } from '../../src/demo/demo.content';
import { saveImages } from '../../src/images/image.commands';
import { blurhashOf } from '../../src/images/picture.blurhash';
import { measurePictures } from '../../src/images/picture.measure';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { OriginServer, twoColours } from './pictures.fixture';

function distance(one: string, other: string): number {
  const [a, b] = [decode(one, 16, 16), decode(other, 16, 16)];
  return a.reduce((sum, value, at) => sum + Math.abs(value - (b[at] ?? 0)), 0) / a.length;
}

describe('a BlurHash', () => {
  it('has the picture’s colours where they are', async () => {
    const hash = await blurhashOf(await twoColours(400, 200).jpeg().toBuffer());
    expect(isBlurhashValid(hash).result).toBe(true);
    const pixels = decode(hash, 20, 10);
    const at = (x: number) => [...pixels.subarray((5 * 20 + x) * 4, (5 * 20 + x) * 4 + 3)];
    const [left, right] = [at(2), at(17)];
    expect(left[0]).toBeGreaterThan(150);
    expect(left[2]).toBeLessThan(100);
    expect(right[0]).toBeLessThan(100);
    expect(right[2]).toBeGreaterThan(150);
  });

  it('of each demo picture is that of its file', async () => {
    const { images } = readDemo();
    for (const { key, file, blurhash } of images) {
      const path = join(demoPictures().folder, '..', file);
      const computed = await blurhashOf(readFileSync(path));
      expect({ key, computed, isNear: distance(computed, blurhash) < 4 }).toEqual({
        key,
        computed: expect.any(String) as string,
        isNear: true,
      });
    }
  });
});

describe('measuring the pictures of imported articles', () => {
  let gateway: TestGateway;
  let origin: OriginServer;
  const source = { local: demoPictures(), allowPrivate: true, timeoutMs: 300 };

  beforeAll(async () => {
    gateway = await startTestGateway();
    origin = await OriginServer.start();
    const file = await twoColours(400, 200).png().toBuffer();
    origin.answer = (request, response) => {
      if (request.url?.startsWith('/good')) response.end(file);
      else if (request.url?.startsWith('/page')) response.end('<p>');
      else if (!request.url?.startsWith('/silent')) response.writeHead(404).end();
    };
  });

  afterAll(async () => {
    origin.close();
    await gateway.close();
  });

  async function article(drafts: { url: string; width?: number; height?: number }[]) {
    const { newspaper } = gateway;
    await saveImages(newspaper.manager, drafts, { update: true });
    const rows = await newspaper.manager.query<{ id: string }[]>(
      'SELECT id FROM image WHERE original_url = ANY($1)',
      [drafts.map(({ url }) => url)],
    );
    const blocks = rows.map(({ id }) => ({ kind: 'image' as const, imageId: id }));
    return (await newspaper.article({ blocks })).uid;
  }

  it('adds BlurHashes, and sizes where none is told', async () => {
    const id = await article([
      { url: `${origin.url}/good/1` },
      { url: `${origin.url}/good/2`, width: 300, height: 150 },
      { url: `${origin.url}/missing` },
      { url: `${origin.url}/page` },
    ]);
    const { manager } = gateway.newspaper;
    const told: number[] = [];
    const counts = await measurePictures(manager, [id], source, (done) => told.push(done));
    expect(counts).toMatchObject({ measured: 2, failed: 2 });
    expect(counts.failures.map(({ error }) => error).sort()).toEqual([
      'The file is none of JPEG, PNG, WebP, AVIF and GIF.',
      'The server answered 404 instead of sending the file.',
    ]);
    expect(told).toEqual([1, 2, 3, 4]);
    const rows = await manager.query<object[]>(
      'SELECT width, height, blurhash IS NOT NULL AS hashed FROM image ORDER BY original_url',
    );
    expect(rows).toEqual([
      { width: 400, height: 200, hashed: true },
      { width: 300, height: 150, hashed: true },
      { width: null, height: null, hashed: false },
      { width: null, height: null, hashed: false },
    ]);
    origin.asked.length = 0;
    expect(await measurePictures(manager, [id], source)).toMatchObject({ measured: 0, failed: 2 });
    expect(origin.asked.sort()).toEqual(['/missing', '/page']);
  });

  it('gives a host up that does not answer', async () => {
    const drafts = Array.from({ length: 30 }, (_, place) => ({
      url: `${origin.url}/silent/${place}`,
    }));
    origin.asked.length = 0;
    const id = await article(drafts);
    const counts = await measurePictures(gateway.newspaper.manager, [id], source);
    expect(counts).toMatchObject({ measured: 0, failed: 30 });
    expect(counts.failures).toHaveLength(10);
    expect(origin.asked.length).toBeLessThan(10);
  });
});
