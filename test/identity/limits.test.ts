import { addressKey } from '../../src/identity/address.key';
import {
  addApiClient,
  revokeApiClient,
  rotateApiKey,
} from '../../src/identity/api-client.commands';
import { RateLimiter } from '../../src/identity/rate.limiter';
import { Role } from '../../src/identity/viewer';
import { startTestGateway, type TestGateway } from '../support/gateway';

const QUERY = '{ site { name } }';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await startTestGateway({
    RATE_LIMIT_PER_MINUTE: '3',
    RATE_LIMIT_READER_PER_MINUTE: '5',
    TRUST_PROXY: '1',
  });
});
afterEach(() => gateway.close());

function ask(
  headers: Record<string, string> = {},
  path = `/graphql?query=${encodeURIComponent(QUERY)}`,
): Promise<Response> {
  return fetch(`${gateway.url}${path}`, { headers });
}

/** Statuses of as many requests, one after the other. */
async function statuses(count: number, headers: Record<string, string>, path?: string) {
  const found: number[] = [];
  for (let number = 0; number < count; number += 1) {
    found.push((await ask(headers, path)).status);
  }
  return found;
}

const from = (address: string) => ({ 'x-forwarded-for': address });

describe('requests without a token', () => {
  test('are limited by address, and the headers say where one stands', async () => {
    const first = await ask(from('192.0.2.1'));
    expect(first.headers.get('ratelimit-policy')).toBe('"address";q=3;w=60');
    expect(first.headers.get('ratelimit')).toMatch(/^"address";r=2;t=(60|59)$/);
    expect(await statuses(2, from('192.0.2.1'))).toEqual([200, 200]);

    const refused = await ask(from('192.0.2.1'));
    expect(refused.status).toBe(429);
    const { errors } = (await refused.json()) as { errors: [{ extensions: object }] };
    const seconds = Number(refused.headers.get('retry-after'));
    expect(errors[0].extensions).toEqual({ code: 'RATE_LIMITED', retryAfter: seconds });
    expect(seconds).toBeGreaterThan(50);
    expect(refused.headers.get('cache-control')).toContain('no-store');
    expect((await ask(from('192.0.2.2'))).status).toBe(200);
  });

  test('count for the address that our own proxy saw, whatever the client wrote before it', async () => {
    for (const forged of ['198.51.100.1', '198.51.100.2', '198.51.100.3']) {
      expect((await ask(from(`${forged}, 192.0.2.1`))).status).toBe(200);
    }
    expect((await ask(from('198.51.100.4, 192.0.2.1'))).status).toBe(429);
  });

  test('of feeds count too, those of health do not', async () => {
    expect(await statuses(4, from('192.0.2.1'), '/feeds/en/rss.xml')).toEqual([200, 200, 200, 429]);
    expect(await statuses(4, from('192.0.2.1'), '/health/live')).toEqual([200, 200, 200, 200]);
  });

  test('gain nothing by naming a client or a user in a header', async () => {
    const names = {
      'apollographql-client-name': 'partner',
      'x-user-id': 'anna',
      'x-role': 'admin',
    };
    expect(await statuses(4, { ...from('192.0.2.1'), ...names })).toEqual([200, 200, 200, 429]);
  });
});

test('a reader has a bucket of their own, wherever they are', async () => {
  const anna = { authorization: `Bearer ${await gateway.token(Role.READER, 'anna')}` };
  const ben = { authorization: `Bearer ${await gateway.token(Role.READER, 'ben')}` };
  await statuses(4, from('192.0.2.1'));
  expect(await statuses(3, { ...from('192.0.2.1'), ...anna })).toEqual([200, 200, 200]);
  expect(await statuses(3, { ...from('192.0.2.9'), ...anna })).toEqual([200, 200, 429]);
  expect(await statuses(1, { ...from('192.0.2.1'), ...ben })).toEqual([200]);
});

test('who tries out tokens or keys is stopped by address', async () => {
  const bad = { ...from('192.0.2.1'), authorization: 'Bearer nonsense' };
  expect(await statuses(4, bad)).toEqual([401, 401, 401, 429]);
  const keys = { ...from('192.0.2.2'), 'x-api-key': `bs_${'a'.repeat(43)}` };
  expect(await statuses(4, keys)).toEqual([401, 401, 401, 429]);
});

describe('an API client', () => {
  const manager = () => gateway.dataSource.manager;

  /** Waits until a key is answered with a status: the database tells the gateway of the change. */
  async function becomes(key: string, status: number, address: string): Promise<void> {
    for (let round = 0; round < 2_000; round += 1) {
      if ((await ask({ ...from(`${address}${round}`), 'x-api-key': key })).status === status)
        return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`The key is never answered with ${status}.`);
  }

  test('has a rate of its own from the moment it is added', async () => {
    const key = await addApiClient(manager(), { name: 'app', requestsPerMinute: 6 });
    await becomes(key ?? '', 200, '192.0.2.');
    const answer = await ask({ 'x-api-key': key ?? '' });
    expect(answer.headers.get('ratelimit-policy')).toBe('"client";q=6;w=60');
    expect(await statuses(5, { 'x-api-key': key ?? '' })).toEqual([200, 200, 200, 200, 429]);
  });

  test('is known by its new key alone once it is rotated, and by none once it is revoked', async () => {
    const input = { name: 'app', requestsPerMinute: 600 };
    const old = (await addApiClient(manager(), input)) ?? '';
    await becomes(old, 200, '192.0.2.');
    expect(await addApiClient(manager(), input)).toBeNull();
    const key = (await rotateApiKey(manager(), 'app')) ?? '';
    await becomes(old, 401, '198.51.100.');
    await becomes(key, 200, '203.0.113.');
    expect(await revokeApiClient(manager(), 'app')).toBe(true);
    expect(await revokeApiClient(manager(), 'app')).toBe(false);
    expect(await rotateApiKey(manager(), 'app')).toBeNull();
    await becomes(key, 401, '198.51.101.');
  });

  test("is not stored with its key, only with the key's hash", async () => {
    const key = (await addApiClient(manager(), { name: 'app', requestsPerMinute: 5 })) ?? '';
    const rows = await manager().query<{ name: string; key_hash: string }[]>(
      'SELECT * FROM api_client',
    );
    expect(JSON.stringify(rows)).not.toContain(key);
    expect(rows.map((row) => row.name)).toEqual(['app']);
    expect(rows[0]?.key_hash).toMatch(/^[0-9a-f]{64}$/);
  });
});

test('what anyone may do is limited by itself', async () => {
  await gateway.close();
  gateway = await startTestGateway({ RATE_LIMIT_PER_MINUTE: '10000' }, 'bare', 1);
  const send = () => gateway.request('mutation { trackViews(events: []) }');
  await Promise.all(Array.from({ length: 300 }, send));
  const { errors } = await send();
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED' });
  expect(errors?.[0]?.extensions.retryAfter).toBeGreaterThan(0);
  expect((await gateway.request(QUERY)).status).toBe(200);
});

describe('an address', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
  ])('%s counts as %s', (address, key) => {
    expect(addressKey(address)).toBe(key);
  });
});

test('what is counted of is bounded: the oldest make room', async () => {
  const limiter = new RateLimiter();
  const quota = { name: 'test', limit: 1, seconds: 60 };
  await limiter.take('first', quota);
  expect(await limiter.take('first', quota)).toMatchObject({ isExceeded: true });
  for (let number = 0; number < 100_000; number += 1) await limiter.take(`n${number}`, quota);
  expect(await limiter.take('first', quota)).toMatchObject({ isExceeded: false });
});
