import { Role } from '../../src/identity/viewer';
import { startTestGateway, type TestGateway } from '../support/gateway';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

const QUERY = '{ site { name } }';

test('a request with a valid token is answered', async () => {
  const token = await gateway.token(Role.READER);
  expect((await gateway.request(QUERY, {}, { token })).status).toBe(200);
});

test('a request with a token that is not ours is refused, not taken for an anonymous one', async () => {
  const answer = await gateway.request(QUERY, {}, { token: 'nonsense' });
  expect(answer.status).toBe(401);
  expect(answer.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
});
