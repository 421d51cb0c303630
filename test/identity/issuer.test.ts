import { SignJWT, exportSPKI, UnsecuredJWT } from 'jose';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { type SigningKey, signingKey, TestIssuer } from './issuer.fixture';

const QUERY = '{ site { name } }';

const issuer = new TestIssuer();
let key: SigningKey;
let gateway: TestGateway;

const auth = (more: Record<string, string> = {}) => ({
  AUTH_ISSUER: issuer.url,
  AUTH_AUDIENCE: 'broadsheet',
  ...more,
});

/** Lets time pass for the clock only. */
function setClock(seconds: number): void {
  jest.setSystemTime(Date.now() + seconds * 1000);
}

/** Status and reason of what is answered to a token. */
async function answerTo(token: string, asked = gateway): Promise<[number, unknown]> {
  const { status, errors } = await asked.request(QUERY, {}, { token });
  return [status, errors?.[0]?.extensions.reason ?? errors?.[0]?.extensions.code];
}

beforeEach(async () => {
  jest.useFakeTimers({
    doNotFake: [
      'hrtime',
      'nextTick',
      'performance',
      'queueMicrotask',
      'setImmediate',
      'clearImmediate',
      'setInterval',
      'clearInterval',
      'setTimeout',
      'clearTimeout',
    ],
  });
  key = await signingKey('first');
  issuer.keys = [key];
  issuer.asked.length = 0;
  await issuer.start();
  gateway = await startTestGateway(auth(), 'bare', 1);
});

afterEach(async () => {
  issuer.answer = null;
  issuer.pretends = null;
  await gateway.close();
  await issuer.stop();
  jest.useRealTimers();
});

describe("an issuer's token", () => {
  test.each(['RS256', 'PS256', 'ES256', 'EdDSA'])('signed with %s is taken', async (alg) => {
    const other = await signingKey('other', alg);
    issuer.keys = [key, other];
    expect(await answerTo(await issuer.token(other))).toEqual([200, undefined]);
  });

  test('costs no request to the issuer once its keys are known', async () => {
    for (let round = 0; round < 3; round += 1) {
      expect(await answerTo(await issuer.token(key))).toEqual([200, undefined]);
    }
    expect(issuer.asked).toEqual([
      '/realms/news/.well-known/openid-configuration',
      '/realms/news/certs',
    ]);
  });

  test('is refused with a reason where a claim is not right', async () => {
    const now = Math.floor(Date.now() / 1000);
    const refused = {
      EXPIRED: { exp: now - 60 },
      NOT_YET_VALID: { nbf: now + 60 },
      WRONG_ISSUER: { iss: `${issuer.url}/` },
      WRONG_AUDIENCE: { aud: ['another', 'broadsheet-too'] },
    };
    for (const [reason, claims] of Object.entries(refused)) {
      expect(await answerTo(await issuer.token(key, claims))).toEqual([401, reason]);
    }
    for (const sub of ['', 'a\0b', 'x'.repeat(256), undefined, 7, ['anna']]) {
      const token = await issuer.token(key, { sub } as never);
      expect(await answerTo(token)).toEqual([401, 'INVALID_CLAIM']);
    }
    const endless = await issuer.token(key, { exp: undefined } as never);
    expect(await answerTo(endless)).toEqual([401, 'INVALID_CLAIM']);
  });

  test('may be off by the difference of two clocks', async () => {
    const now = Math.floor(Date.now() / 1000);
    const token = await issuer.token(key, { exp: now - 20, nbf: now + 20 });
    expect(await answerTo(token)).toEqual([200, undefined]);
  });

  test('is refused when its signature, algorithm or form is not right', async () => {
    const stranger = await signingKey('first');
    expect(await answerTo(await issuer.token(stranger))).toEqual([401, 'BAD_SIGNATURE']);

    const claims = { iss: issuer.url, aud: 'broadsheet', sub: 'anna', roles: ['admin'] };
    const shared = new TextEncoder().encode(await exportSPKI(key.publicKey));
    const confused = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: 'first' })
      .setExpirationTime('1h')
      .sign(shared);
    expect(await answerTo(confused)).toEqual([401, 'ALGORITHM_NOT_ALLOWED']);

    const unsigned = new UnsecuredJWT(claims).setExpirationTime('1h').encode();
    expect(await answerTo(unsigned)).toEqual([401, 'ALGORITHM_NOT_ALLOWED']);

    const [header, , signature] = (await issuer.token(key)).split('.');
    const forged = Buffer.from(JSON.stringify({ ...claims, exp: 9e9 })).toString('base64url');
    expect(await answerTo(`${header}.${forged}.${signature}`)).toEqual([401, 'BAD_SIGNATURE']);

    for (const token of ['nonsense', 'a.b.c', '..', 'x'.repeat(8_193)]) {
      expect(await answerTo(token)).toEqual([401, 'MALFORMED']);
    }
  });

  test('of our own is not taken beside the issuer', async () => {
    expect(await answerTo(await gateway.token('READER' as never))).toEqual([
      401,
      'ALGORITHM_NOT_ALLOWED',
    ]);
  });

  test('is refused with the header that tells clients to get a new one', async () => {
    const token = await issuer.token(key, { exp: 1 });
    const response = await fetch(`${gateway.url}/graphql?query=${encodeURIComponent(QUERY)}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe(
      'Bearer error="invalid_token", error_description="The token has expired."',
    );
  });

  test.each(['Basic YTpi', 'Bearer', 'Bearer a b', ''])(
    'has to stand in the header as it should: %j',
    async (authorization) => {
      const response = await fetch(`${gateway.url}/graphql?query=${encodeURIComponent(QUERY)}`, {
        headers: { authorization },
      });
      expect(response.status).toBe(401);
    },
  );
});

describe('keys', () => {
  test('that the issuer rotates to are fetched when a token names one, but not for every stranger', async () => {
    expect(await answerTo(await issuer.token(key))).toEqual([200, undefined]);
    const next = await signingKey('second');
    issuer.keys = [key, next];
    expect(await answerTo(await issuer.token(next))).toEqual([401, 'UNKNOWN_KEY']);
    setClock(31);
    expect(await answerTo(await issuer.token(next))).toEqual([200, undefined]);
    const asked = issuer.asked.length;
    const stranger = await signingKey('third');
    for (let round = 0; round < 5; round += 1) {
      expect(await answerTo(await issuer.token(stranger))).toEqual([401, 'UNKNOWN_KEY']);
    }
    expect(issuer.asked).toHaveLength(asked);
  });

  test('that the issuer takes back are forgotten in time', async () => {
    expect(await answerTo(await issuer.token(key))).toEqual([200, undefined]);
    issuer.keys = [await signingKey('second')];
    setClock(601);
    expect(await answerTo(await issuer.token(key))).toEqual([200, undefined]);
    while (issuer.asked.length < 3) await new Promise(setImmediate);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await answerTo(await issuer.token(key))).toEqual([401, 'UNKNOWN_KEY']);
  });

  test('once known go on working while the issuer is down, for a day', async () => {
    expect(await answerTo(await issuer.token(key))).toEqual([200, undefined]);
    await issuer.stop();
    setClock(3_600);
    expect(await answerTo(await issuer.token(key))).toEqual([200, undefined]);
    setClock(86_400);
    expect(await answerTo(await issuer.token(key))).toEqual([503, 'UNAVAILABLE']);
  });

  test('that cannot be had make tokens unverifiable, not anonymous, until the issuer is back', async () => {
    await issuer.stop();
    expect(await answerTo(await issuer.token(key))).toEqual([503, 'UNAVAILABLE']);
    expect((await gateway.request(QUERY)).status).toBe(200);
    await issuer.start();
    setClock(6);
    expect(await answerTo(await issuer.token(key))).toEqual([200, undefined]);
  });

  test.each([
    { status: 500, body: '' },
    { status: 200, body: '<html>' },
    { status: 200, body: '{"issuer":' },
    { status: 200, body: 'null' },
    { status: 302, body: '' },
  ])('are not taken from an answer of $status and $body', async (answer) => {
    issuer.answer = answer;
    expect(await answerTo(await issuer.token(key))).toEqual([503, 'UNAVAILABLE']);
    const asked = issuer.asked.length;
    expect(await answerTo(await issuer.token(key))).toEqual([503, 'UNAVAILABLE']);
    expect(issuer.asked).toHaveLength(asked);
  });

  test("are not taken from another issuer's document", async () => {
    issuer.pretends = 'https://evil.example';
    expect(await answerTo(await issuer.token(key))).toEqual([503, 'UNAVAILABLE']);
  });
});

test('in production without an issuer no token is taken, and says so', async () => {
  const closed = await startTestGateway({ NODE_ENV: 'production' });
  expect(await answerTo(await closed.token('ADMIN' as never), closed)).toEqual([401, 'NOT_TAKEN']);
  expect((await closed.request(QUERY)).status).toBe(200);
  await closed.close();
});
