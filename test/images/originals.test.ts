import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import { type RequestListener } from 'node:http';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { type PictureSource } from '../../src/images/rendition.order';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { bytesOf, OriginServer, PictureServer, twoColours } from './pictures.fixture';

let gateway: TestGateway;
let origin: OriginServer;
let server: PictureServer;
let png: Buffer;
let named = 0;

beforeAll(async () => {
  gateway = await startTestGateway();
  await gateway.newspaper.section({ slug: 'town' });
  origin = await OriginServer.start();
  server = await PictureServer.start(gateway, { allowPrivate: true, fetchTimeoutMs: 500 });
  png = await twoColours(400, 200).png().toBuffer();
});

afterAll(async () => {
  await server.close();
  origin.close();
  await gateway.close();
});

/** A picture that the origin answers for in this way. */
function remote(answer: RequestListener, on = server): Promise<PictureSource> {
  named += 1;
  origin.asked.length = 0;
  origin.answer = answer;
  return on.picture({ url: `${origin.url}/${named}` });
}

const sending =
  (file: Buffer | string): RequestListener =>
  (_, response) =>
    response.end(file);

async function asked(picture: PictureSource, on = server) {
  const response = await fetch(on.images.urls.url(picture, { width: 100, format: 'WEBP' }));
  const body = await bytesOf(response);
  const cached = response.headers.get('cache-control');
  return { status: response.status, cached, text: response.ok ? '' : body.toString() };
}

const MISSING = { status: 404, cached: 'public, max-age=60' };
const AWAY = { status: 502, cached: 'public, max-age=10' };

/** A PNG of a few hundred bytes that claims to be as large as this. */
function pngClaiming(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const checksum = Buffer.alloc(4);
    checksum.writeUInt32BE(crc(body));
    return Buffer.concat([length, body, checksum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const magic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = chunk('IDAT', deflateSync(Buffer.alloc(1000)));
  return Buffer.concat([magic, chunk('IHDR', head), data, chunk('IEND', Buffer.alloc(0))]);
}

function crc(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return (value ^ 0xffffffff) >>> 0;
}

describe('an original', () => {
  it('is fetched once for all its renditions, and each is rendered once', async () => {
    const picture = await remote((_, response) => setTimeout(() => response.end(png), 50));
    const urls = [50, 100, 150].map((width) => server.images.urls.url(picture, { width }));
    const all = await Promise.all([...urls, ...urls, ...urls].map((url) => fetch(url)));
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200]));
    await fetch(server.images.urls.url(picture, { width: 200 }));
    expect(origin.asked).toHaveLength(1);
  });

  it.each(['http://127.0.0.1:9/a.jpg', 'http://169.254.169.254/a.jpg', 'http://localhost:9/a.jpg'])(
    'on a private network is not asked for: %s',
    async (url) => {
      const strict = await PictureServer.start(gateway);
      const answer = await asked(await strict.picture({ url }), strict);
      expect(answer).toMatchObject(MISSING);
      expect(answer.text).toContain('not on the public internet');
      await strict.close();
    },
  );

  it('behind a redirect to a private network is not asked for', async () => {
    const strict = await PictureServer.start(gateway);
    const picture = await remote(sending(png), strict);
    expect(await asked(picture, strict)).toMatchObject(MISSING);
    expect(origin.asked).toHaveLength(0);
    await strict.close();
  });

  it.each([
    ['not there', (_, response) => response.writeHead(404).end(), MISSING],
    ['in trouble', (_, response) => response.writeHead(500).end(), AWAY],
    ['cut off', (_, response) => response.writeHead(200, { 'content-length': 9 }).destroy(), AWAY],
    ['silent', () => undefined, AWAY],
    ['endless', (_, response) => response.write('GIF89a'), AWAY],
    ['announced as huge', (_, response) => response.writeHead(200, HUGE).write('x'), MISSING],
  ] as [string, RequestListener, object][])(
    'of a server that is %s gives a short refusal',
    async (_, answer, refusal) => {
      const picture = await remote(answer);
      expect(await asked(picture)).toMatchObject(refusal);
      expect(await asked(picture)).toMatchObject(refusal);
      expect(origin.asked).toHaveLength(1);
    },
  );
  const HUGE = { 'content-length': 21 * 1024 * 1024 };

  it.each([
    ['a page', () => '<!doctype html><p>No picture</p>'],
    ['nothing', () => ''],
    ['a drawing', () => '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'],
    [
      'a drawing that says it is a JPEG',
      () => '\xff\xd8\xff<svg xmlns="http://www.w3.org/2000/svg"/>',
    ],
    ['a TIFF', () => sharp(png).tiff().toBuffer()],
    ['half a picture', () => png.subarray(0, png.length / 2)],
    ['noise', () => Buffer.concat([png.subarray(0, 60), Buffer.alloc(500, 7)])],
    ['a picture of 50,000 by 50,000', () => pngClaiming(50_000, 50_000)],
    ['a picture of 100,000 by 1,000', () => pngClaiming(100_000, 1_000)],
  ])('that is %s is not shown', async (_, file) => {
    const picture = await remote(sending(await file()));
    expect(await asked(picture)).toMatchObject(MISSING);
    expect(await asked(picture)).toMatchObject(MISSING);
    expect(origin.asked).toHaveLength(1);
  });

  it('of this site is a file of its folder, and no other', async () => {
    await writeFile(join(server.folder, '..', 'outside.png'), png);
    const paths = [
      '/pictures/../outside.png',
      '/pictures/missing.png',
      '/outside.png',
      '/etc/passwd',
    ];
    for (const url of paths) {
      expect(await asked(await server.picture({ url }))).toMatchObject(MISSING);
    }
    await rm(join(server.folder, '..', 'outside.png'));
  });
});

describe('the picture server', () => {
  it('answers in time, whatever it waits for', async () => {
    const hasty = await PictureServer.start(gateway, { allowPrivate: true, timeoutMs: 100 });
    const picture = await remote(() => undefined, hasty);
    expect(await asked(picture, hasty)).toMatchObject({ status: 504, cached: 'no-store' });
    await hasty.close();
  });

  it('keeps no more than it may, and the newest of it', async () => {
    const small = await PictureServer.start(gateway, { cacheBytes: 40_000 });
    const noise = { type: 'gaussian' as const, mean: 128, sigma: 30 };
    const file = await sharp({
      create: { width: 400, height: 400, channels: 3, background: '#000', noise },
    })
      .png()
      .toBuffer();
    const picture = await small.localPicture('noise.png', file);
    const folder = join(small.folder, 'cache');
    const kept = async () => {
      const names = await readdir(folder, { recursive: true, withFileTypes: true });
      const files = names.filter((name) => name.isFile());
      const sizes = await Promise.all(
        files.map(async (name) => (await stat(join(name.parentPath, name.name))).size),
      );
      return { count: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
    };
    for (let width = 60; width < 120; width += 2) {
      await fetch(small.images.urls.url(picture, { width, format: 'JPEG' }));
      expect((await kept()).bytes).toBeLessThanOrEqual(40_000);
    }
    expect((await kept()).count).toBeGreaterThan(2);
    await small.close();
  });

  it('renders anew what was cut off on the disk, and serves where nothing can be kept', async () => {
    const picture = await server.localPicture('cut.png', png);
    const url = server.images.urls.url(picture, { width: 90, format: 'WEBP' });
    const whole = await bytesOf(await fetch(url));
    const cache = join(server.folder, 'cache');
    const names = await readdir(cache, { recursive: true, withFileTypes: true });
    for (const name of names.filter((one) => one.isFile())) {
      await writeFile(join(name.parentPath, name.name), 'torn');
    }
    expect((await bytesOf(await fetch(url))).equals(whole)).toBe(true);
    await rm(cache, { recursive: true });
    await writeFile(cache, 'no folder');
    expect((await bytesOf(await fetch(url))).equals(whole)).toBe(true);
    await rm(cache);
  });
});
