import 'reflect-metadata';
import { readConfig } from '../../src/config';
import { createImageUrls } from '../../src/images/image.urls';
import { imgproxySignature } from '../../src/images/imgproxy.signer';
import { ForgedAddressError, RenditionAddresses } from '../../src/images/rendition.address';
import { ensureSecret } from '../../src/images/secret.commands';
import { Newspaper } from '../support/newspaper';
import { freshDatabase } from '../support/database';

const KEY = '943b421c9eb07c830af81030552c86009268de4e532ba2ee2eab8247c6da0881';
const SALT = '520f986b998545b4785e0defbc4f3c1203f22de2374a3d53cb7a7fe9fea309c5';

const picture = {
  uid: '0190b5a8-7c1d-7d3e-9a52-3f1c5a6b7c8d',
  originalUrl: 'https://pictures.example/bridge.jpg',
  width: 1600,
  height: 900,
  focalX: null,
  focalY: null,
};
const addresses = new RenditionAddresses('a secret of this test');
const urls = createImageUrls(null, addresses, () => 'https://paper.example');

const fileOf = (url: string) => url.slice(url.lastIndexOf('/') + 1);
const pathOf = (url: string) => new URL(url).pathname;

describe('a URL of ours', () => {
  it('names the picture, a version, a signature, the size and the format', () => {
    expect(urls.url(picture, { width: 640, format: 'WEBP' })).toMatch(
      new RegExp(
        `^https://paper\\.example/images/${picture.uid}/[\\w-]{8}/[\\w-]{24}/w640\\.webp$`,
      ),
    );
  });

  it('is the same each time', () => {
    expect(urls.url(picture, { width: 640 })).toBe(urls.url({ ...picture }, { width: 640 }));
  });

  it.each([
    ['no size: its own', {}, 'w1600'],
    ['a width', { width: 800 }, 'w800'],
    ['a height', { height: 450, format: 'AVIF' as const }, 'h450.avif'],
    ['both', { width: 300, height: 200, format: 'JPEG' as const }, '300x200.jpg'],
    ['nulls', { width: null, height: null, format: null }, 'w1600'],
    ['a width beyond the original', { width: 4000 }, 'w1600'],
    ['a height beyond the original', { height: 1200 }, 'h900'],
    [
      'a shape beyond the original, which keeps its shape',
      { width: 3200, height: 900 },
      '1600x450',
    ],
    ['a square beyond the original', { width: 4000, height: 4000 }, '900x900'],
  ])('asks for %s', (_, options, file) => {
    expect(fileOf(urls.url(picture, options))).toBe(file);
  });

  it('asks for what it is told where the original is not known', () => {
    const unknown = { ...picture, width: null, height: null };
    const files = [{ width: 4000 }, { width: 300, height: 200 }, {}].map((asked) =>
      fileOf(urls.url(unknown, asked)),
    );
    expect(files).toEqual(['w4000', '300x200', 'w4096']);
  });

  it.each([
    ['its original', { originalUrl: 'https://pictures.example/other.jpg' }],
    ['its focal point', { focalX: 0.2, focalY: 0.5 }],
  ])('changes with %s', (_, change) => {
    expect(urls.url({ ...picture, ...change })).not.toBe(urls.url(picture));
  });

  it('is read back as it was asked for', () => {
    const path = pathOf(urls.url(picture, { width: 300, height: 200, format: 'AVIF' }));
    expect(addresses.read(path)).toMatchObject({
      uid: picture.uid,
      size: { width: 300, height: 200 },
      format: 'AVIF',
    });
  });

  it.each([
    ['its size', (path: string) => path.replace('w640', 'w641')],
    ['its format', (path: string) => path.replace('.webp', '.avif')],
    ['its picture', (path: string) => path.replace('/0190', '/0191')],
    ['its version', (path: string) => path.replace(/(\/images\/[^/]+\/)./, '$1_')],
    ['its signature', (path: string) => path.replace(/.(\/w640)/, '!$1').replace('!', '_')],
  ])('is refused when %s is altered', (_, alter) => {
    const path = pathOf(urls.url(picture, { width: 640, format: 'WEBP' }));
    expect(() => addresses.read(alter(path))).toThrow(ForgedAddressError);
  });

  it('is refused when another secret signed it', () => {
    const other = new RenditionAddresses('another secret of this test');
    const path = pathOf(urls.url(picture));
    expect(() => other.read(path)).toThrow(ForgedAddressError);
  });

  it.each(['?x=1', '.png', '/', '%00', '\n'])('is none of ours with %j behind it', (tail) => {
    expect(addresses.read(pathOf(urls.url(picture)) + tail)).toBeNull();
  });
});

describe('a srcset', () => {
  const widthsOf = (srcset: string) => srcset.split(', ').map((one) => one.split(' ')[1]);

  it.each([
    [
      [800, 400, 800],
      ['400w', '800w'],
    ],
    [
      [400, 1600, 3200],
      ['400w', '1600w'],
    ],
    [[2000, 3000], ['1600w']],
    [[], ['1600w']],
  ])('of %j has %j', (widths, expected) => {
    expect(widthsOf(urls.srcset(picture, widths))).toEqual(expected);
  });

  it('of a picture of unknown size has what is asked for, else its URL alone', () => {
    const unknown = { ...picture, width: null, height: null };
    expect(widthsOf(urls.srcset(unknown, [3000, 400]))).toEqual(['400w', '3000w']);
    expect(urls.srcset(unknown, [], 'JPEG')).toBe(urls.url(unknown, { format: 'JPEG' }));
  });

  it('has the URLs that are asked for one by one', () => {
    const url = urls.url(picture, { width: 400, format: 'AVIF' });
    expect(urls.srcset(picture, [400], 'AVIF')).toBe(`${url} 400w`);
  });
});

describe('an imgproxy URL', () => {
  it.each([
    // https://docs.imgproxy.net/usage/signing_url, and the examples in imgproxy's repository.
    [
      '736563726574',
      '68656C6C6F',
      '/rs:fill:300:400:0/g:sm/aHR0cDovL2V4YW1w/bGUuY29tL2ltYWdl/cy9jdXJpb3NpdHku/anBn.png',
      'oKfUtW34Dvo2BGQehJFR4Nr0_rIjOtdtzJ3QFsUcXH8',
    ],
    [
      KEY,
      SALT,
      '/rs:fit:300:300/plain/http://img.example.com/pretty/image.jpg',
      'm3k5QADfcKPDj-SDI2AIogZbC3FlAXszuwhtWXYqavc',
    ],
  ])('is signed as the documentation says', (key, salt, path, signature) => {
    expect(imgproxySignature(key, salt, path)).toBe(signature);
  });

  const service = { url: 'https://resize.example/base', key: KEY, salt: SALT };
  const proxied = createImageUrls(service, addresses, () => 'https://paper.example');
  const source = Buffer.from(picture.originalUrl).toString('base64url');

  it.each([
    [{ width: 640, format: 'WEBP' as const }, `/rs:fit:640:0:0/${source}.webp`],
    [{ height: 450 }, `/rs:fit:0:450:0/${source}`],
    [{ width: 300, height: 200, format: 'JPEG' as const }, `/rs:fill:300:200:0/g:ce/${source}.jpg`],
  ])('for %j', (options, path) => {
    const signature = imgproxySignature(KEY, SALT, path);
    expect(proxied.url(picture, options)).toBe(`https://resize.example/base/${signature}${path}`);
  });

  it('names the focal point, and the absolute address of an original of this site', () => {
    const own = { ...picture, originalUrl: '/demo/pictures/a.jpg', focalX: 0.25, focalY: 0.5 };
    const absolute = Buffer.from('https://paper.example/demo/pictures/a.jpg').toString('base64url');
    expect(proxied.url(own, { width: 300, height: 200 })).toContain(
      `/rs:fill:300:200:0/g:fp:0.25:0.5/${absolute}`,
    );
  });
});

describe('the settings', () => {
  const url = { IMAGE_SERVICE_URL: 'https://resize.example/' };

  it('name an imgproxy with its key and salt', () => {
    const { imageService } = readConfig({
      ...url,
      IMAGE_SERVICE_KEY: KEY,
      IMAGE_SERVICE_SALT: SALT,
    });
    expect(imageService).toEqual({ url: 'https://resize.example', key: KEY, salt: SALT });
  });

  it.each([
    [url, 'IMAGE_SERVICE_KEY must be set together with IMAGE_SERVICE_URL.'],
    [
      { ...url, IMAGE_SERVICE_KEY: KEY },
      'IMAGE_SERVICE_SALT must be set together with IMAGE_SERVICE_URL.',
    ],
    [{ IMAGE_SERVICE_SALT: 'abc' }, 'IMAGE_SERVICE_SALT must be hexadecimal digits.'],
    [{ IMAGE_URL_SECRET: 'too short' }, 'IMAGE_URL_SECRET must have at least 16 characters.'],
  ])('of %j are refused with a sentence', (environment, sentence) => {
    expect(() => readConfig(environment)).toThrow(sentence);
  });
});

describe('the secret in the database', () => {
  it('is made once, whoever asks, and is another for another name', async () => {
    const database = await freshDatabase();
    const newspaper = await Newspaper.found(database.url);
    const { manager } = newspaper;
    const asked = await Promise.all(Array.from({ length: 8 }, () => ensureSecret(manager, 'one')));
    expect(new Set(asked).size).toBe(1);
    expect(asked[0]).toMatch(/^[\w-]{43}$/);
    expect(await ensureSecret(manager, 'other')).not.toBe(asked[0]);
    await newspaper.close();
    await database.drop();
  });
});
