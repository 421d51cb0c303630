import { serverAudits } from 'graphql-http';
import { post, saved, startGateway, type TestGateway } from './gateway.fixture';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.server.close());

describe("graphql-http's audits of the GraphQL over HTTP specification", () => {
  const audits = serverAudits({ url: () => gateway.graphql });

  it('are all there', () => {
    const count = (level: string) => audits.filter(({ name }) => name.startsWith(level)).length;
    expect([count('MUST'), count('SHOULD'), count('MAY')]).toEqual([13, 23, 25]);
  });

  it.each(audits.map(({ id, name, fn }) => [id, name, fn] as const))(
    '%s %s',
    async (_id, _name, fn) => {
      const result = await fn();
      expect(result.status === 'ok' ? 'ok' : result.reason).toBe('ok');
    },
  );
});

const get = (query: string, init: RequestInit = {}) =>
  fetch(`${gateway.graphql}?${new URLSearchParams({ query }).toString()}`, init);

describe('methods', () => {
  it('answers a query by GET without any special header', async () => {
    const response = await get('{ hello }');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ data: { hello: 'Hello, reader' } });
  });

  it('answers HEAD like GET, without a body', async () => {
    const response = await get('{ hello }', { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
  });

  it('refuses a mutation by GET and says to use POST, in either media type', async () => {
    for (const accept of ['application/json', 'application/graphql-response+json']) {
      const response = await get('mutation { save }', { headers: { accept } });
      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toBe('POST');
    }
    expect(saved.times).toBe(0);
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND'])(
    'refuses %s and says what is allowed',
    async (method) => {
      const response = await fetch(gateway.graphql, { method });
      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toBe('GET, HEAD, POST');
      expect(await response.json()).toMatchObject({
        errors: [{ extensions: { code: 'METHOD_NOT_ALLOWED' } }],
      });
    },
  );
});

describe('media types', () => {
  it.each([
    ['text/html', 406],
    ['application/graphql-response+json;q=0', 406],
    ['application/json;q=0, */*;q=0', 406],
    ['text/html, */*;q=0.1', 200],
  ])('answers accept: %s with %i', async (accept, status) => {
    expect((await post(gateway.graphql, { query: '{ hello }' }, { accept })).status).toBe(status);
  });

  it('does not run a mutation whose answer nobody accepts', async () => {
    saved.times = 0;
    const { status, errors } = await post(
      gateway.graphql,
      { query: 'mutation { save }' },
      { accept: 'text/html' },
    );
    expect([status, errors?.[0]?.extensions.code]).toEqual([406, 'NOT_ACCEPTABLE']);
    expect(saved.times).toBe(0);
  });

  it.each([
    ['application/json', 'application/json; charset=utf-8'],
    [
      'application/json;q=0.5, application/graphql-response+json',
      'application/graphql-response+json; charset=utf-8',
    ],
    [
      'application/graphql-response+json; charset=utf-8, application/json; charset=utf-8',
      'application/graphql-response+json; charset=utf-8',
    ],
    [
      'application/json, application/graphql-response+json;q=0.9',
      'application/json; charset=utf-8',
    ],
    ['application/*', 'application/json; charset=utf-8'],
  ])('answers accept: %s as %s', async (accept, type) => {
    const { headers } = await post(gateway.graphql, { query: '{ hello }' }, { accept });
    expect(headers.get('content-type')).toBe(type);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/graphql',
    'application/json; charset=utf-16',
    'nonsense',
  ])('refuses a body of type %s with 415 and runs nothing', async (type) => {
    saved.times = 0;
    const body = JSON.stringify({ query: 'mutation { save }' });
    const { status, errors } = await post(gateway.graphql, body, { 'content-type': type });
    expect([status, errors?.[0]?.extensions.code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    expect(saved.times).toBe(0);
  });

  it('refuses a compressed body with 415', async () => {
    const answer = await post(gateway.graphql, '{}', { 'content-encoding': 'gzip' });
    expect(answer.status).toBe(415);
  });
});

describe('refusals by GraphQL itself', () => {
  const refused = [
    ['GRAPHQL_PARSE_FAILED', { query: '{' }],
    ['GRAPHQL_VALIDATION_FAILED', { query: '{ nothing }' }],
    ['GRAPHQL_VALIDATION_FAILED', { query: 'subscription { hello }' }],
    ['BAD_USER_INPUT', { query: 'query ($v: Int!) { number(value: $v) }', variables: { v: 'x' } }],
    [
      'PERSISTED_QUERY_NOT_FOUND',
      { extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } },
    ],
    ['OPERATION_RESOLUTION_FAILURE', { query: 'query A { hello }', operationName: 'B' }],
  ] as const;

  it.each(refused)('are 400 in the modern media type: %s', async (code, body) => {
    const answer = await post(gateway.graphql, body);
    expect([answer.status, answer.errors?.[0]?.extensions.code]).toEqual([400, code]);
    expect(answer).not.toHaveProperty('data');
  });

  it.each(refused)('are 200 in application/json: %s', async (code, body) => {
    const answer = await post(gateway.graphql, body, { accept: 'application/json' });
    expect([answer.status, answer.errors?.[0]?.extensions.code]).toEqual([200, code]);
  });
});

describe('malformed requests', () => {
  const unpaired = new Uint8Array([
    ...Buffer.from('{"query":"{ hello(name: \\"'),
    0xc3,
    0x28,
    ...Buffer.from('\\") }"}'),
  ]);

  it.each([
    ['malformed UTF-8', unpaired],
    ['a body cut short', '{"query":"{ hello'],
    ['JSON nested 200,000 deep', '['.repeat(200_000)],
    ['an empty body', ''],
    ['null', 'null'],
    ['a number', '7'],
    ['no query', '{}'],
    ['variables as a string', '{"query":"{ hello }","variables":"{}"}'],
  ])('are refused with 400 in either media type: %s', async (_name, body) => {
    for (const accept of ['application/json', 'application/graphql-response+json']) {
      const { status, errors } = await post(gateway.graphql, body, { accept });
      expect([status, errors?.[0]?.extensions.code]).toEqual([400, 'BAD_REQUEST']);
    }
  });

  it.each([
    'variables={',
    'variables=[1]',
    'variables={}&variables={}',
    'extensions=7',
    'query=%00',
  ])('are refused with 400 by GET: %s', async (search) => {
    const url = `${gateway.graphql}?${search}&query={hello}`;
    const response = await fetch(url, {
      headers: { accept: 'application/graphql-response+json' },
    });
    expect(response.status).toBe(400);
  });

  it('takes a query in any script, and a byte order mark', async () => {
    const { data } = await post(
      gateway.graphql,
      `\uFEFF${JSON.stringify({ query: '{ hello(name: "Мир 🏊") }' })}`,
    );
    expect(data).toEqual({ hello: 'Hello, Мир 🏊' });
  });

  it('refuses a list of operations', async () => {
    const { status, errors } = await post(gateway.graphql, [{ query: '{ hello }' }]);
    expect([status, errors?.[0]?.extensions.code]).toEqual([400, 'BATCHING_NOT_SUPPORTED']);
  });

  it('answers a broken address and an unknown path as JSON', async () => {
    expect((await fetch(`${gateway.url}/%E0%A4`)).status).toBe(400);
    const response = await fetch(`${gateway.url}/nowhere`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'NOT_FOUND' } }],
    });
  });
});
