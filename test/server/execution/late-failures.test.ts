import { startTestGateway } from '../../support/gateway';

// The first section is still being read when the second fails at once, and fails after all has been answered.
const QUERY =
  '{ sections { children { popular(first: 1) { id } } bad: popular(first: -1) { id } } }';

test.each(['interpreted', 'compiled'])(
  'what fails in a list that has failed already ends no process: %s',
  async (mode) => {
    const gateway = await startTestGateway({ COMPILE_QUERIES_AT: mode === 'compiled' ? '1' : '0' });
    await gateway.newspaper.section({ slug: 'world' });
    await gateway.newspaper.section({ slug: 'europe', parentSlug: 'world' });
    const { status, data, errors } = await gateway.request(QUERY);
    expect([status, data]).toEqual([200, null]);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'first' });
    await gateway.close();
  },
);
