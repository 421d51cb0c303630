import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { imageUid, saveImages } from '../../src/images/image.commands';
import { type PictureSource } from '../../src/images/rendition.order';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { BLUE, bytesOf, pixel, PictureServer, RED, twoColours } from './pictures.fixture';

let gateway: TestGateway;
let server: PictureServer;
let wide: PictureSource;
let cacheFolder: string;

beforeAll(async () => {
  cacheFolder = await mkdtemp(join(tmpdir(), 'broadsheet-cache-'));
  gateway = await startTestGateway({ IMAGE_CACHE_DIR: cacheFolder });
  await gateway.newspaper.section({ slug: 'town' });
  server = await PictureServer.start(gateway);
  wide = await server.localPicture('wide.png', await twoColours(800, 400).png().toBuffer());
});

afterAll(async () => {
  await server.close();
  await gateway.close();
  await rm(cacheFolder, { recursive: true, force: true });
});

const get = (url: string, headers: Record<string, string> = {}) =>
  fetch(url, { headers, redirect: 'manual' });

async function shown(url: string, headers?: Record<string, string>) {
  const response = await get(url, headers);
  expect(response.status).toBe(200);
  const bytes = await bytesOf(response);
  const { format, width, height, ...rest } = await sharp(bytes).metadata();
  return { response, bytes, format, size: [width, height], rest };
}

describe('a rendition', () => {
  it.each([
    ['image/avif,image/webp,image/*,*/*;q=0.8', 'image/avif', 'heif'],
    ['image/webp,*/*', 'image/webp', 'webp'],
    ['image/avif;q=0, image/webp;q=0.5', 'image/webp', 'webp'],
    ['*/*', 'image/jpeg', 'jpeg'],
    ['image/*', 'image/jpeg', 'jpeg'],
  ])('for Accept: %s is %s', async (accept, type, format) => {
    const { response, ...rendition } = await shown(server.images.urls.url(wide, { width: 200 }), {
      accept,
    });
    expect(rendition).toMatchObject({ format, size: [200, 100] });
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('vary')).toBe('Accept');
  });

  it.each([
    ['JPEG', 'jpeg', 'jpg'],
    ['WEBP', 'webp', 'webp'],
    ['AVIF', 'heif', 'avif'],
  ] as const)('that is asked for as %s is that, whatever the client accepts', async (...row) => {
    const [asked, format, extension] = row;
    const url = server.images.urls.url(wide, { width: 64, format: asked });
    const { response, ...rendition } = await shown(url, { accept: 'text/html' });
    expect(rendition.format).toBe(format);
    expect(response.headers.get('vary')).toBeNull();
    expect(response.headers.get('content-disposition')).toBe(
      `inline; filename="${wide.uid}-w64.${extension}"`,
    );
  });

  it.each([
    [{ width: 200 }, [200, 100]],
    [{ height: 50 }, [100, 50]],
    [{ width: 120, height: 120 }, [120, 120]],
    [{}, [800, 400]],
    [{ width: 3000 }, [800, 400]],
    [{ height: 3000 }, [800, 400]],
    [{ width: 1600, height: 1600 }, [400, 400]],
  ])('asked for as %j has the size %j', async (options, size) => {
    expect((await shown(server.images.urls.url(wide, options))).size).toEqual(size);
  });

  it.each([
    [undefined, RED, BLUE],
    [[0.25, 0.5], RED, RED],
    [[0.75, 0.5], BLUE, BLUE],
    [[0, 0], RED, RED],
    [[1, 1], BLUE, BLUE],
  ] as const)('cropped around %j has its focal point', async (focus, left, right) => {
    const file = await twoColours(800, 400).png().toBuffer();
    const name = `focus-${focus?.join('-') ?? 'none'}.png`;
    const picture = await server.localPicture(name, file, focus && [...focus]);
    const url = server.images.urls.url(picture, { width: 100, height: 200, format: 'WEBP' });
    const { bytes } = await shown(url);
    expect([await pixel(bytes, 10, 100), await pixel(bytes, 90, 100)]).toEqual([left, right]);
  });

  it('stands upright and keeps nothing of the camera', async () => {
    const file = await twoColours(80, 40)
      .withExif({ IFD0: { Copyright: 'Ada' } })
      .withMetadata({ orientation: 6 })
      .jpeg({ quality: 100 })
      .toBuffer();
    const picture = await server.localPicture('turned.jpg', file);
    const { bytes, size, rest } = await shown(server.images.urls.url(picture));
    expect(size).toEqual([40, 80]);
    expect([await pixel(bytes, 20, 10), await pixel(bytes, 20, 70)]).toEqual([RED, BLUE]);
    expect([rest.exif, rest.icc, rest.orientation]).toEqual([undefined, undefined, undefined]);
  });

  it.each(['gif', 'avif', 'webp', 'png', 'jpeg'] as const)('is made of a %s', async (format) => {
    const file = await twoColours(80, 40).toFormat(format).toBuffer();
    const picture = await server.localPicture(`original-${format}`, file);
    const { bytes } = await shown(server.images.urls.url(picture, { width: 40, format: 'JPEG' }));
    expect([await pixel(bytes, 5, 10), await pixel(bytes, 35, 10)]).toEqual([RED, BLUE]);
  });

  it('of something transparent is white behind it as JPEG', async () => {
    const clear = { r: 0, g: 0, b: 0, alpha: 0 };
    const file = await sharp({ create: { width: 20, height: 20, channels: 4, background: clear } })
      .png()
      .toBuffer();
    const picture = await server.localPicture('clear.png', file);
    const { bytes } = await shown(server.images.urls.url(picture, { format: 'JPEG' }));
    expect(await pixel(bytes, 10, 10)).toEqual([2, 2, 2]);
  });
});

describe('the answer', () => {
  it('may be kept for ever, and says so to whoever asks again', async () => {
    const url = server.images.urls.url(wide, { width: 200, format: 'WEBP' });
    const { response } = await shown(url);
    const etag = response.headers.get('etag') ?? '';
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    for (const known of [etag, `"other", W/${etag}`, '*']) {
      const again = await get(url, { 'if-none-match': known });
      expect([again.status, again.headers.get('etag')]).toEqual([304, etag]);
      expect(await bytesOf(again)).toHaveLength(0);
    }
    expect((await get(url, { 'if-none-match': '"other"' })).status).toBe(200);
  });

  it('to HEAD has the same headers and no body', async () => {
    const url = server.images.urls.url(wide, { width: 200, format: 'JPEG' });
    const { response, bytes } = await shown(url);
    const head = await fetch(url, { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(head.headers.get('content-length')).toBe(String(bytes.length));
    for (const name of ['etag', 'content-type', 'cache-control', 'content-disposition']) {
      expect(head.headers.get(name)).toBe(response.headers.get(name));
    }
  });

  it('to what is not signed, or not as it is asked for, is a refusal that nobody keeps', async () => {
    const url = server.images.urls.url(wide, { width: 200, format: 'WEBP' });
    const forged = [url.replace('w200', 'w201'), url.replace('.webp', '')];
    const strange = [`${url}?v=1`, url.replace('w200', 'w200x'), `${server.url}/images/`];
    const refused = async (all: string[]) => {
      const responses = await Promise.all(all.map((one) => get(one)));
      return responses.map(({ status, headers }) => [status, headers.get('cache-control')]);
    };
    expect(await refused(forged)).toEqual(forged.map(() => [403, 'no-store']));
    expect(await refused(strange)).toEqual(strange.map(() => [404, 'no-store']));
  });

  it.each(['/images/../demo', '/images/%2e%2e/x', '/images/%00', '/images/%ff', '/images//'])(
    'to %s is a refusal',
    async (path) => {
      const status = await new Promise((resolve, reject) => {
        httpRequest(server.url, { path }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end();
      });
      expect([400, 404]).toContain(status);
    },
  );

  it('to an address of before a change leads to the one of now', async () => {
    const picture = await server.localPicture(
      'moved.png',
      await twoColours(80, 40).png().toBuffer(),
    );
    const before = server.images.urls.url(picture, { width: 20, height: 20, format: 'WEBP' });
    await gateway.newspaper.manager.query(
      'UPDATE image SET focal_x = 1, focal_y = 0.5 WHERE id = $1',
      [picture.uid],
    );
    const response = await get(before);
    const location = response.headers.get('location') ?? '';
    const now = { ...picture, focalX: 1, focalY: 0.5 };
    expect([response.status, response.headers.get('cache-control')]).toEqual([
      302,
      'public, max-age=60',
    ]);
    expect(server.url + location).toBe(
      server.images.urls.url(now, { width: 20, height: 20, format: 'WEBP' }),
    );
    expect(await pixel((await shown(server.url + location)).bytes, 2, 10)).toEqual(BLUE);
  });
});

describe('a picture that only hidden articles show', () => {
  it('is not there, though its address was good and its rendition is kept', async () => {
    const picture = await server.localPicture(
      'secret.png',
      await twoColours(80, 40).png().toBuffer(),
    );
    const url = server.images.urls.url(picture, { width: 40, format: 'WEBP' });
    const { manager } = gateway.newspaper;
    const setStatus = (status: string) =>
      manager.query('UPDATE article SET status = $2 WHERE image_id = $1', [picture.uid, status]);
    await shown(url);
    for (const status of ['UNPUBLISHED', 'DRAFT']) {
      await setStatus(status);
      const response = await get(url);
      expect([response.status, response.headers.get('cache-control')]).toEqual([404, 'no-store']);
    }
    await setStatus('PUBLISHED');
    await shown(url);
  });

  it('is there while a static page shows it', async () => {
    const file = await twoColours(80, 40).png().toBuffer();
    const picture = await server.localPicture('page.png', file);
    const { newspaper } = gateway;
    await newspaper.manager.query("UPDATE article SET status = 'DRAFT' WHERE image_id = $1", [
      picture.uid,
    ]);
    const url = server.images.urls.url(picture, { width: 40 });
    const blocks = [{ id: 'i1', kind: 'image', imageId: picture.uid }];
    await newspaper.page('drafted', { blocks, isPublished: false });
    expect((await get(url)).status).toBe(404);
    await newspaper.page('about', { blocks });
    await shown(url);
  });
});

describe('a gateway', () => {
  it('serves the pictures of its articles at the addresses it answers', async () => {
    const { newspaper } = gateway;
    const url = '/demo/pictures/eelgrass.jpg';
    const uid = imageUid(url);
    const size = { width: 1600, height: 1067 };
    await saveImages(newspaper.manager, [{ url, alt: 'Eelgrass', ...size }], { update: true });
    const blocks = [{ kind: 'image' as const, imageId: uid }];
    await newspaper.article({ slug: 'eelgrass', imageId: uid, blocks });
    const { article } = await gateway.data<{
      article: { image: { url: string; srcset: string; crop: string }; bodyHtml: string };
    }>(`{ article(slug: "eelgrass") {
      image { url(width: 320, format: WEBP) srcset(widths: [320, 640]) crop: url(width: 90, height: 90) }
      bodyHtml
    } }`);
    const { image, bodyHtml } = article;
    expect((await shown(image.url)).size).toEqual([320, 213]);
    expect((await shown(image.crop)).size).toEqual([90, 90]);
    const candidates = image.srcset.split(', ').map((one) => one.split(' ')[0] ?? '');
    const sizes = await Promise.all(candidates.map(async (one) => (await shown(one)).size[0]));
    expect(sizes).toEqual([320, 640]);
    const attributes = /<img src="([^"]+)" srcset="([^"]+)" sizes="([^"]+)"/.exec(bodyHtml);
    expect((await shown(attributes?.[1] ?? '')).size).toEqual([800, 534]);
    expect(attributes?.[2]?.split(', ')).toHaveLength(5);
  });
});
