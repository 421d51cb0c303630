import { type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { clientAddress } from '../../src/server/answers/answer.front';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { expectSoon } from '../support/patience';

const QUERY = '{ latest(first: 3) { headline } }';

async function asked(
  gateway: TestGateway,
  headers: Record<string, string> = {},
  query: string = QUERY,
) {
  const url = `${gateway.url}/graphql?${new URLSearchParams({ query }).toString()}`;
  const response = await fetch(url, { headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** What every request has its own of, and what tells of the connection. */
const OWN = /^(?:x-request-id|server-timing|date|ratelimit)$/;

const shown = ({ status, headers, text }: Awaited<ReturnType<typeof asked>>) => ({
  status,
  text,
  headers: Object.fromEntries([...headers].filter(([name]) => !OWN.test(name))),
});

/** Sends requests on one connection, each when something has arrived of the one before; all that came, and how it ended. */
async function sentOnOne(url: string, requests: string[]) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).setTimeout(500);
  const arrived: string[] = [];
  const ended = new Promise<string>((resolve) => {
    socket.on('end', () => {
      resolve('closed');
    });
    socket.on('timeout', () => {
      resolve('open');
    });
  });
  socket.on('data', (bytes) => arrived.push(bytes.toString('latin1')));
  for (const request of requests) {
    const before = arrived.length;
    socket.write(request);
    await expectSoon(() => Promise.resolve(arrived.length > before), true);
  }
  const end = await ended;
  socket.destroy();
  return { text: arrived.join(''), end };
}

describe('what was answered before', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    const settings = { ROW_CACHE_MB: '8', ANSWER_CACHE_MB: '8', RATE_LIMIT_PER_MINUTE: '1000' };
    gateway = await startTestGateway({ ...settings, CORS_ORIGINS: 'https://app.example' });
    await gateway.newspaper.article({ slug: 'one', headline: 'One' });
    await expectSoon(async () => (await asked(gateway)).text.includes('"One"'), true);
  });
  afterAll(() => gateway.close());

  it.each([
    ['plainly', {}],
    ['compressed', { 'accept-encoding': 'gzip' }],
    ['by a page of another origin', { origin: 'https://app.example' }],
    ['in the modern media type', { accept: 'application/graphql-response+json' }],
  ])('has the same headers each time it is asked for %s', async (_how, headers) => {
    const first = shown(await asked(gateway, headers));
    expect(first.status).toBe(200);
    for (let turn = 0; turn < 3; turn += 1) {
      expect(shown(await asked(gateway, headers))).toEqual(first);
    }
  });

  it.each([
    ['alone', (etag: string) => etag],
    ['in a list, and strong', (etag: string) => `"x", ${etag.replace('W/', '')}`],
    ['as anything', () => '*'],
  ])('is not sent to who has it: its tag is given %s', async (_how, given) => {
    const document = `query Q { latest(first: 2) { headline id } }`;
    const ask = (headers = {}) => asked(gateway, headers, document);
    const made = await ask();
    const known = { 'if-none-match': given(made.headers.get('etag') ?? '') };
    // By the framework, before it was told how the whole is given in this encoding.
    const first = shown(await ask({ ...known, 'accept-encoding': 'br' }));
    const whole = await ask({ 'accept-encoding': 'br' });
    expect([first.status, first.text, whole.status]).toEqual([304, '', 200]);
    for (const encoding of ['br', 'identity']) {
      expect(shown(await ask({ ...known, 'accept-encoding': encoding }))).toEqual(first);
    }
    const other = await ask({ 'if-none-match': '"x"', 'accept-encoding': 'br' });
    expect(shown(other)).toEqual(shown(whole));
  });

  it('is well-formed on a connection that stays open, and goes with its end on one that does not', async () => {
    const { search } = new URL(`http://x/?${new URLSearchParams({ query: QUERY }).toString()}`);
    const head = `GET /graphql${search} HTTP/1.1\r\nhost: x\r\n`;
    await asked(gateway);
    const etag = (await asked(gateway)).headers.get('etag') ?? '';
    const whole = `${head}\r\n`;
    const known = `${head}if-none-match: ${etag}\r\n\r\n`;
    const open = await sentOnOne(gateway.url, [whole, known, whole + known + whole]);
    expect(open.end).toBe('open');
    const heads = open.text.match(/HTTP\/1\.1 .*?\r\n\r\n/gs) ?? [];
    expect(heads.map((one) => one.split('\r\n')[0])).toEqual(
      ['200 OK', '304 Not Modified', '200 OK', '304 Not Modified', '200 OK'].map(
        (status) => `HTTP/1.1 ${status}`,
      ),
    );
    const dates = heads.map((one) => Date.parse(/^date: (.*?)\r$/im.exec(one)?.[1] ?? ''));
    for (const date of dates) expect(Math.abs(Date.now() - date)).toBeLessThan(5_000);
    const closed = await sentOnOne(gateway.url, [`${head}connection: close\r\n\r\n`]);
    expect(closed.end).toBe('closed');
    expect(closed.text).toMatch(/^HTTP\/1\.1 200 OK\r\n.*^connection: close\r\n.*"One"/ims);
  });

  it('counts as a request like any other, and has an id of its own', async () => {
    const [one, other] = [await asked(gateway), await asked(gateway)];
    const left = ({ headers }: typeof one) =>
      Number(/r=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1]);
    expect(left(other)).toBe(left(one) - 1);
    expect(one.headers.get('x-request-id')).not.toBe(other.headers.get('x-request-id'));
    const named = await asked(gateway, { 'x-request-id': 'mine' });
    expect(named.headers.get('x-request-id')).toBe('mine');
  });

  it('is not given to those who say who they are, and ends with a change', async () => {
    const refused = await asked(gateway, { authorization: 'Bearer nonsense' });
    expect(refused.status).toBe(401);
    await gateway.newspaper.article({ slug: 'two', headline: 'Two' });
    await expectSoon(async () => (await asked(gateway)).text.includes('"Two"'), true);
  });
});

describe('what was answered before, with a limit', () => {
  it('is refused to whoever asks too often, whole and as "not modified"', async () => {
    const settings = { ROW_CACHE_MB: '8', ANSWER_CACHE_MB: '8', RATE_LIMIT_PER_MINUTE: '4' };
    const gateway = await startTestGateway(settings);
    try {
      const statuses = [];
      let known = {};
      for (let turn = 0; turn < 6; turn += 1) {
        const { status, headers } = await asked(gateway, turn % 2 === 0 ? {} : known);
        if (turn === 0) known = { 'if-none-match': headers.get('etag') ?? '' };
        statuses.push(status);
      }
      expect(statuses).toEqual([200, 304, 200, 304, 429, 429]);
    } finally {
      await gateway.close();
    }
  });
});

describe("a client's address", () => {
  const request = (forwarded?: string) =>
    ({
      headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
      socket: { remoteAddress: '10.0.0.1' },
    }) as unknown as IncomingMessage;

  it('is the one that the furthest trusted proxy reports', () => {
    expect(clientAddress(request('1.1.1.1, 2.2.2.2'), 0)).toBe('10.0.0.1');
    expect(clientAddress(request('1.1.1.1, 2.2.2.2'), 1)).toBe('2.2.2.2');
    expect(clientAddress(request('1.1.1.1, 2.2.2.2'), 2)).toBe('1.1.1.1');
    expect(clientAddress(request('1.1.1.1'), 3)).toBe('1.1.1.1');
    expect(clientAddress(request(), 1)).toBe('10.0.0.1');
  });
});
