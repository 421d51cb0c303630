import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { isPublicAddress, publicLookup } from '../../src/net/address.guard';
import { fetchSource } from '../../src/syndication/fetch/source.fetch';

const LIMITS = { maxBytes: 100_000, timeoutMs: 2_000 };
const OPEN = { ...LIMITS, allowPrivate: true };

describe('an address', () => {
  it.each([
    ...[
      '127.0.0.1',
      '10.1.2.3',
      '172.16.0.1',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '0.0.0.0',
      '224.0.0.1',
      '255.255.255.255',
      '198.18.0.1',
      '168.63.129.16',
    ],
    ...[
      '::1',
      '::',
      '::ffff:10.0.0.1',
      '::ffff:8.8.8.8',
      '64:ff9b::7f00:1',
      '64:ff9b:1::1',
      '2002:7f00:1::',
      '2001:0:1::',
      'fe80::1%eth0',
      'fc00::1',
      'fec0::1',
      '::7f00:1',
      'ff02::1',
    ],
  ])('is not public: %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['8.8.8.8', '2606:4700::1111'])('is public: %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    ...[
      'http://127.0.0.1/',
      'http://2130706433/',
      'http://0x7f.1/',
      'http://0177.0.0.1/',
      'http://127.1./',
      'http://[::1]/',
      'http://[::ffff:127.0.0.1]/',
    ],
    ...['http://localhost:1/', 'https://169.254.169.254/latest/meta-data'],
  ])('is refused in any form: %s', async (url) => {
    await expect(fetchSource(url, LIMITS)).rejects.toThrow('not on the public internet');
  });

  it.each([
    ['file:///etc/passwd', 'Only http and https'],
    ['ftp://f.example/', 'Only http and https'],
    ['http://user:secret@f.example/', 'user name or a password'],
    ['no address', 'is not an address'],
  ])('is refused: %s', async (url, reason) => {
    await expect(fetchSource(url, LIMITS)).rejects.toThrow(reason);
  });

  it('is judged by the resolver that the connection uses', async () => {
    const error = await new Promise((resolve) => {
      publicLookup('localhost', { all: true }, (problem) => {
        resolve(problem);
      });
    });
    expect(String(error)).toContain('not on the public internet');
  });
});

describe('fetching', () => {
  let server: Server;
  let base: string;
  let answer: RequestListener;

  beforeAll(async () => {
    server = createServer((request, response) => {
      answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  async function body(path = '/', options = OPEN): Promise<string> {
    const { stream } = await fetchSource(base + path, options);
    const chunks: Buffer[] = [];
    for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  }

  it('follows redirects and tells where they led', async () => {
    answer = ({ url }, response) => {
      if (url === '/old') response.writeHead(302, { location: '/new' }).end();
      else response.setHeader('content-type', 'application/rss+xml; charset=koi8-r').end('<rss/>');
    };
    const fetched = await fetchSource(`${base}/old`, OPEN);
    expect(fetched).toMatchObject({
      finalUrl: `${base}/new`,
      contentType: 'application/rss+xml; charset=koi8-r',
    });
    fetched.stream.destroy();
  });

  it('judges each redirect, and follows no more than five', async () => {
    answer = (_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end();
    await expect(body()).rejects.toThrow('Only http and https');
    answer = (_, response) => response.writeHead(302, { location: 'http://a:b@f.example/' }).end();
    await expect(body()).rejects.toThrow('user name or a password');
    answer = (_, response) => response.writeHead(302, { location: '/again' }).end();
    await expect(body()).rejects.toThrow('redirects more than 5 times');
  });

  it.each([
    ['gzip', gzipSync('<rss/>')],
    ['br', brotliCompressSync('<rss/>')],
  ])('unpacks %s', async (encoding, packed) => {
    answer = (_, response) => response.setHeader('content-encoding', encoding).end(packed);
    expect(await body()).toBe('<rss/>');
  });

  it('stops a body over the limit, announced, streamed or packed', async () => {
    answer = (_, response) =>
      response.setHeader('content-length', 200_000).end('x'.repeat(200_000));
    await expect(body()).rejects.toThrow('larger than the limit');
    answer = (_, response) => {
      const more = (): void => {
        if (response.write('x'.repeat(10_000))) setImmediate(more);
        else response.once('drain', more);
      };
      response.on('error', () => undefined);
      more();
    };
    await expect(body()).rejects.toThrow('larger than the limit');
    answer = (_, response) =>
      response.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(5_000_000)));
    await expect(body()).rejects.toThrow('larger than the limit');
  });

  it('stops waiting, for an answer and for its end', async () => {
    const hasty = { ...OPEN, timeoutMs: 200 };
    answer = () => undefined;
    await expect(body('/', hasty)).rejects.toThrow('did not arrive within 200 milliseconds');
    answer = (_, response) => response.write('<rss>');
    await expect(body('/', hasty)).rejects.toThrow('did not arrive within 200 milliseconds');
  });

  it('says what the server answered', async () => {
    answer = (_, response) => response.writeHead(404).end();
    await expect(body()).rejects.toThrow('The server answered 404');
  });
});
