import { GraphQLError } from 'graphql';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Deadline, DeadlineError, withDeadline } from '../../src/server/deadline';
import { type GatewayRequest } from '../../src/server/server.types';
import { post, saved, startGateway, type TestGateway } from './gateway.fixture';

let gateway: TestGateway;
const requests: GatewayRequest[] = [];
beforeAll(async () => {
  gateway = await startGateway(
    { EXECUTION_TIMEOUT_MS: '150' },
    {
      createContext: (request) => {
        requests.push(request);
        const { authorization } = request.headers;
        if (authorization === 'expired') {
          throw new GraphQLError('The token has expired.', {
            extensions: { code: 'UNAUTHENTICATED', reason: 'expired' },
          });
        }
        if (authorization === 'broken') throw new Error('secret of the context');
        return { statements: 0, request };
      },
    },
  );
});
afterAll(() => gateway.server.close());
beforeEach(() => {
  gateway.lines.length = 0;
});

const throwing = (how: string) => ({ query: `query Q { hello bad: throws(how: "${how}") }` });
const accidents = () => gateway.lines.filter(({ level }) => level >= 50);

describe('errors', () => {
  it('that were thrown on purpose reach the client as they are, beside the data', async () => {
    const { status, data, errors } = await post(gateway.graphql, throwing('not-found'));
    expect([status, data]).toEqual([200, { hello: 'Hello, reader', bad: null }]);
    expect(errors).toEqual([
      {
        message: 'There is no such article.',
        path: ['bad'],
        locations: [{ line: 1, column: 17 }],
        extensions: { code: 'NOT_FOUND', field: 'slug' },
      },
    ]);
    expect(accidents()).toEqual([]);
  });

  it.each(['anything', 'unknown-code'])(
    'that nobody meant for the client become one sentence with the request id: %s',
    async (how) => {
      const headers = { 'x-request-id': 'req-17' };
      const answer = await post(gateway.graphql, throwing(how), headers);
      expect(answer.status).toBe(200);
      expect(answer.errors).toEqual([
        {
          message:
            'Something went wrong on our side. If it stays, report it with the request id req-17.',
          path: ['bad'],
          locations: [{ line: 1, column: 17 }],
          extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'req-17' },
        },
      ]);
      expect(accidents()).toHaveLength(1);
    },
  );

  it('are logged whole, with where and for whom they happened', async () => {
    await post(gateway.graphql, throwing('anything'), { 'x-request-id': 'req-18' });
    expect(accidents()).toMatchObject([
      {
        requestId: 'req-18',
        operation: 'Q',
        path: 'bad',
        err: {
          message: 'duplicate key value violates unique constraint "article_slug_key"',
          stack: expect.stringContaining('gateway.fixture') as string,
        },
      },
    ]);
  });

  it('of argument values are the client’s mistake', async () => {
    const query = 'query($v: [Int!]) { sum(values: $v) }';
    const variable = await post(gateway.graphql, { query, variables: { v: [null] } });
    expect([variable.status, variable.errors?.[0]?.extensions.code]).toEqual([
      400,
      'BAD_USER_INPUT',
    ]);
    const late = 'query($ms: Int = 5) { slow(ms: $ms) }';
    const argument = await post(gateway.graphql, { query: late, variables: { ms: null } });
    expect(argument.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(accidents()).toEqual([]);
  });

  it('never repeat a long input in full', async () => {
    const { errors } = await post(gateway.graphql, { query: `{ ${'a'.repeat(90_000)} }` });
    expect(errors?.[0]?.message.length).toBeLessThan(1_100);
  });
});

describe('a context that cannot be made', () => {
  it('for a reason of the client refuses the request with its code and status', async () => {
    const headers = { authorization: 'expired' };
    const { status, errors } = await post(gateway.graphql, { query: '{ hello }' }, headers);
    expect(status).toBe(401);
    expect(errors).toEqual([
      {
        message: 'The token has expired.',
        extensions: { code: 'UNAUTHENTICATED', reason: 'expired' },
      },
    ]);
  });

  it('for any other reason is masked and logged', async () => {
    const headers = { authorization: 'broken', 'x-request-id': 'req-19' };
    const { status, errors } = await post(gateway.graphql, { query: '{ hello }' }, headers);
    expect([status, errors?.[0]?.extensions]).toEqual([
      500,
      { code: 'INTERNAL_SERVER_ERROR', requestId: 'req-19' },
    ]);
    expect(errors?.[0]?.message).not.toContain('secret');
    expect(accidents()).toMatchObject([
      { requestId: 'req-19', err: { message: 'secret of the context' } },
    ]);
  });
});

describe('an operation that takes too long', () => {
  it('is given up with 504 and TIMEOUT, in either media type', async () => {
    for (const accept of ['application/json', 'application/graphql-response+json']) {
      const { status, errors } = await post(
        gateway.graphql,
        { query: '{ slow(ms: 400) }' },
        { accept },
      );
      expect([status, errors?.[0]?.extensions.code]).toEqual([504, 'TIMEOUT']);
    }
  });

  it('tells the work that nobody waits for it any more, and in time that somebody does', async () => {
    const told: boolean[] = [];
    const work = async (deadline: Deadline) => {
      told.push(deadline.isOver);
      await sleep(30);
      told.push(deadline.isOver);
    };
    await expect(withDeadline(10, work)).rejects.toThrow(DeadlineError);
    await sleep(40);
    await withDeadline(10_000, work);
    expect(told).toEqual([false, true, false, false]);
  });

  it('may fail afterwards without harm', async () => {
    const answer = await post(gateway.graphql, { query: '{ slow(ms: 333) }' });
    expect(answer.status).toBe(504);
    await sleep(300);
    expect((await post(gateway.graphql, { query: '{ hello }' })).status).toBe(200);
  });
});

describe('the request id', () => {
  it('is the client’s where that is sane', async () => {
    const headers = { 'x-request-id': 'abc_DEF-123' };
    const answer = await post(gateway.graphql, { query: '{ hello }' }, headers);
    expect(answer.headers.get('x-request-id')).toBe('abc_DEF-123');
    expect(requests.at(-1)?.id).toBe('abc_DEF-123');
  });

  it.each(['a b', 'x'.repeat(65), 'a;b', ''])('is our own instead of %j', async (given) => {
    const answer = await post(gateway.graphql, { query: '{ hello }' }, { 'x-request-id': given });
    expect(answer.headers.get('x-request-id')).toMatch(/^[\da-f]{8}-[\da-f-]{27}$/);
  });

  it('is on every answer', async () => {
    for (const path of ['/health/live', '/nowhere', '/graphql']) {
      const response = await fetch(gateway.url + path);
      expect(response.headers.get('x-request-id')).toHaveLength(36);
    }
  });
});

describe('the log line of an operation', () => {
  const operations = () => gateway.lines.filter(({ msg }) => msg === 'operation');

  it('names operation, client, statements, time and status', async () => {
    await post(
      gateway.graphql,
      { query: 'query Front { twoStatements }' },
      {
        'x-request-id': 'req-20',
        'apollographql-client-name': 'mobile',
        'apollographql-client-version': '4.2',
      },
    );
    expect(operations()).toMatchObject([
      {
        requestId: 'req-20',
        operation: 'Front',
        client: { name: 'mobile', version: '4.2' },
        statements: 2,
        status: 200,
        ms: expect.any(Number) as number,
      },
    ]);
  });

  it('is written for refusals and timeouts too, once each', async () => {
    const headers = { 'x-client-name': 'web' };
    await post(gateway.graphql, { query: '{' }, headers);
    await post(gateway.graphql, 'x', { ...headers, 'content-type': 'text/plain' });
    await post(gateway.graphql, { query: 'query Slow { slow(ms: 300) }' }, headers);
    expect(operations().map(({ status, operation }) => [status, operation])).toEqual([
      [400, null],
      [415, null],
      [504, 'Slow'],
    ]);
    expect(operations().every(({ client }) => (client as { name: string }).name === 'web')).toBe(
      true,
    );
  });
});

describe('Server-Timing', () => {
  const timing = /^total;dur=\d+\.\d, sql;desc="2"$/;

  it('says in development how many statements an operation took, by POST and GET', async () => {
    const query = '{ twoStatements }';
    const posted = await post(gateway.graphql, { query });
    expect(posted.headers.get('server-timing')).toMatch(timing);
    const got = await fetch(`${gateway.graphql}?query=${encodeURIComponent(query)}`);
    expect(got.headers.get('server-timing')).toMatch(timing);
  });

  it('counts where a context counts behind a getter, which Apollo copies as a plain number', async () => {
    let counted = 0;
    const other = await startGateway(
      {},
      {
        createContext: (request) => {
          setTimeout(() => (counted = 7), 5);
          return Object.defineProperty({ request, statements: 0 }, 'statements', {
            enumerable: true,
            get: () => counted,
          });
        },
      },
    );
    const answer = await post(other.graphql, { query: '{ slow(ms: 60) }' });
    await other.server.close();
    expect(answer.headers.get('server-timing')).toContain('sql;desc="7"');
  });
});

it('a mutation runs once', async () => {
  saved.times = 0;
  await post(gateway.graphql, { query: 'mutation { save }' });
  expect(saved.times).toBe(1);
});
