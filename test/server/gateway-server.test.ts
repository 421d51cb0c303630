import { getIntrospectionQuery } from 'graphql';
import { runInNewContext } from 'node:vm';
import { createServer as createTcpServer } from 'node:net';
import { type Readiness } from '../../src/server/server.types';
import { buildGateway, post, startGateway, type TestGateway } from './gateway.fixture';

const running: TestGateway[] = [];
async function start(...args: Parameters<typeof startGateway>): Promise<TestGateway> {
  const gateway = await startGateway(...args);
  running.push(gateway);
  return gateway;
}
afterAll(() => Promise.all(running.map(({ server }) => server.close())));

const PRODUCTION = { NODE_ENV: 'production' };

describe('in development', () => {
  const exampleQuery = '{ hello(name: "`${x}`</script>") }';
  let url: string;
  beforeAll(async () => {
    ({ url } = await start({}, { exampleQuery }));
  });

  it('the root leads to the IDE', async () => {
    const response = await fetch(url, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([302, '/graphiql']);
  });

  it('the IDE loads nothing from elsewhere, and its policy forbids it', async () => {
    const response = await fetch(`${url}/graphiql`);
    const html = await response.text();
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(html).not.toMatch(/https?:|\/\//);
    expect(html).toContain('<base href="/graphiql/">');
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval|script-src/);
    expect(html).not.toMatch(/<script(?![^>]* src=)/);
  });

  it('every file the page names is there, with its type', async () => {
    const html = await (await fetch(`${url}/graphiql`)).text();
    const names = [...html.matchAll(/(?:src|href)="([^"/][^"]*)"/g)].map(([, name]) => name ?? '');
    expect(names).toEqual(expect.arrayContaining(['main.js', 'styles.css', 'start.js']));
    for (const name of names) {
      const response = await fetch(`${url}/graphiql/${name}`);
      await response.arrayBuffer();
      expect([name, response.status]).toEqual([name, 200]);
      expect(response.headers.get('content-type')).not.toBe('application/octet-stream');
    }
  });

  it('the IDE opens with the example and asks this server', async () => {
    const script = await (await fetch(`${url}/graphiql/start.js`)).text();
    const given: Record<string, unknown>[] = [];
    const init = (options: Record<string, unknown>) => given.push(options);
    runInNewContext(script, { AltairGraphQL: { init } });
    expect(given).toMatchObject([{ endpointURL: '/graphql', initialQuery: exampleQuery }]);
  });

  it.each(['..%2f..%2fpackage.json', '%2e%2e/package.json', '.', 'assets', 'main.js%00', 'x.js'])(
    'the IDE has no file %s',
    async (path) => {
      expect((await fetch(`${url}/graphiql/${path}`)).status).not.toBe(500);
      expect(await (await fetch(`${url}/graphiql/${path}`)).text()).not.toContain('"dependencies"');
    },
  );

  it('introspection answers, however deep its query', async () => {
    const query = getIntrospectionQuery({ inputValueDeprecation: true, schemaDescription: true });
    const { status, data } = await post(`${url}/graphql`, { query });
    expect([status, typeof data?.__schema]).toEqual([200, 'object']);
  });

  it('a misspelt field gets a suggestion', async () => {
    const { errors } = await post(`${url}/graphql`, { query: '{ helo }' });
    expect(errors?.[0]?.message).toContain('Did you mean "hello"');
  });
});

describe('in production', () => {
  let url: string;
  beforeAll(async () => {
    ({ url } = await start(PRODUCTION));
  });

  it.each(['/', '/graphiql', '/graphiql/', '/graphiql/main.js'])(
    '%s is not there, and says so as JSON',
    async (path) => {
      const response = await fetch(url + path);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({
        errors: [{ extensions: { code: 'NOT_FOUND' } }],
      });
    },
  );

  it('there is no introspection', async () => {
    const { status, errors } = await post(`${url}/graphql`, {
      query: '{ __schema { types { name } } }',
    });
    expect([status, errors?.[0]?.extensions.code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
    expect((await post(`${url}/graphql`, { query: '{ __typename }' })).status).toBe(200);
  });

  it('nothing tells the schema or the statements', async () => {
    const { errors, headers } = await post(`${url}/graphql`, { query: '{ helo }' });
    expect(errors?.[0]?.message).not.toContain('hello');
    expect(headers.has('server-timing')).toBe(false);
  });
});

describe('health', () => {
  it('is live always, and ready when everything is', async () => {
    const state: Readiness = { ok: true, checks: { database: { ok: true } } };
    const { url } = await start({}, { readiness: () => Promise.resolve(state) });
    const ready = await fetch(`${url}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([200, state]);
    state.ok = false;
    state.checks.database = { ok: false, detail: 'connection refused' };
    const unready = await fetch(`${url}/health/ready`);
    expect([unready.status, await unready.json()]).toEqual([503, state]);
    const live = await fetch(`${url}/health/live`);
    expect([live.status, await live.json()]).toEqual([200, { ok: true }]);
  });

  it('is not ready when its checks fail themselves', async () => {
    const { url } = await start({}, { readiness: () => Promise.reject(new Error('secret')) });
    const response = await fetch(`${url}/health/ready`);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret');
  });
});

describe('other origins', () => {
  const origin = 'https://reader.example';
  const preflight = (url: string) =>
    fetch(`${url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });
  const allowed = (response: { headers: Headers }) =>
    response.headers.get('access-control-allow-origin');

  it('may read nothing by default', async () => {
    const { url } = await start();
    expect(allowed(await preflight(url))).toBeNull();
    expect(allowed(await post(`${url}/graphql`, { query: '{ hello }' }, { origin }))).toBeNull();
  });

  it('may read where they are listed, others may not', async () => {
    const { url } = await start({ CORS_ORIGINS: `https://other.example, ${origin}` });
    const asked = await preflight(url);
    expect([asked.status, allowed(asked)]).toEqual([204, origin]);
    expect(asked.headers.get('access-control-allow-headers')).toBe('content-type');
    const answer = await post(`${url}/graphql`, { query: '{ hello }' }, { origin });
    expect(allowed(answer)).toBe(origin);
    expect(answer.headers.get('vary')).toBe(
      'Origin, Accept, Accept-Encoding, Authorization, X-Api-Key',
    );
    const foreign = await post(
      `${url}/graphql`,
      { query: '{ hello }' },
      { origin: 'https://reader.example.evil.example' },
    );
    expect(allowed(foreign)).toBeNull();
  });

  it('may all read where * is configured, without credentials', async () => {
    const { url } = await start({ CORS_ORIGINS: '*' });
    const answer = await post(`${url}/graphql`, { query: '{ hello }' }, { origin });
    expect(allowed(answer)).toBe('*');
    expect(answer.headers.has('access-control-allow-credentials')).toBe(false);
  });
});

it('answers are never sniffed, framed, run or cached', async () => {
  const { url } = await start();
  const { headers } = await post(`${url}/graphql`, { query: '{ hello }' });
  expect(Object.fromEntries(headers)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cache-control': 'no-store',
  });
});

it('routes of other rooms are served', async () => {
  const { url } = await start(
    {},
    {
      staticRoutes: (app) => {
        app.get('/images/one', (_request, reply) => reply.type('image/png').send('png'));
      },
    },
  );
  const response = await fetch(`${url}/images/one`);
  expect([response.status, await response.text()]).toEqual([200, 'png']);
});

describe('the port', () => {
  it('that is configured and taken stops the start with a sentence that says what to do', async () => {
    const { url } = await start();
    const port = new URL(url).port;
    const second = await buildGateway({ PORT: port });
    await expect(second.server.listen()).rejects.toThrow(
      `Port ${port} is taken by another program. Stop that program, or choose another port with PORT=${Number(port) + 1}, or any free one with PORT=0.`,
    );
    await second.server.close();
  });

  it('that is not configured is 4000 or the next free one', async () => {
    const blocker = createTcpServer();
    await new Promise<void>((resolve) => {
      blocker
        .once('error', () => {
          resolve();
        })
        .listen(4_000, '127.0.0.1', resolve);
    });
    const { url } = await start({ PORT: '' });
    const port = Number(new URL(url).port);
    expect(port).toBeGreaterThan(4_000);
    expect(port).toBeLessThan(4_100);
    expect((await post(`${url}/graphql`, { query: '{ hello }' })).status).toBe(200);
    blocker.close();
  });
});
