import { type Context, createContextFactory } from '../../src/request/context';
import { Role } from '../../src/identity/viewer';
import { startTestGateway, type TestGateway } from '../support/gateway';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

async function caching(query: string, token?: string): Promise<[string | null, string | null]> {
  const response = await fetch(`${gateway.url}/graphql?query=${encodeURIComponent(query)}`, {
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  });
  return [response.headers.get('cache-control'), response.headers.get('vary')];
}

test('an answer that looked at nobody is not marked as private, and varies with the token', async () => {
  expect(await caching('{ site { name } }', await gateway.token(Role.READER))).toEqual([
    'no-store',
    'Accept, Accept-Encoding, Authorization, X-Api-Key',
  ]);
});

const refused = (ask: (context: Context) => unknown) => (context: Context) => {
  expect(() => ask(context)).toThrow('This needs a token');
};

test('a context knows that its answer is private once it is asked who the viewer is, also as a copy', () => {
  const create = createContextFactory({
    reader: { rows: () => Promise.resolve([]) },
    frameKeeper: { current: {} },
    commands: { public: {}, reader: {}, editor: {} },
    imageUrls: {},
    publicUrl: () => '',
  } as never);
  const touches: [string, (context: Context) => unknown][] = [
    ['viewer', (context) => context.viewer],
    ['asReader', refused(({ asReader }) => asReader())],
    ['asEditor', refused(({ asEditor }) => asEditor())],
    ['asAdmin', refused(({ asAdmin }) => asAdmin())],
  ];
  for (const [name, touch] of touches) {
    const made = create({ id: name });
    // As Apollo copies it.
    const prototype = Object.getPrototypeOf(made) as object;
    const copy = Object.assign<Context, Context>(Object.create(prototype) as Context, made);
    expect([made.isPrivate, copy.isPrivate]).toEqual([false, false]);
    touch(copy);
    expect([made.isPrivate, copy.isPrivate]).toEqual([true, true]);
  }
});
