import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { NOTHING_KEPT, startTestGateway, type TestGateway } from '../support/gateway';

const ARTICLES = 40;
const OPERATIONS = 60;
const ROUNDS = 6;
/** Of each operation. It reads some 60 kB; what HTTP, its client and Jest keep of a request comes to 35 kB. */
const FEW_BYTES = 60_000;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as (options: { type: 'minor' | 'major' }) => void;

function oldBytes(): number {
  return getHeapSpaceStatistics()
    .filter(({ space_name: name }) => name === 'old_space')
    .reduce((sum, { space_used_size: used }) => sum + used, 0);
}

describe('what an operation has read', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    // What comes for the first time goes by Apollo Server, which keeps more.
    const environment = { ...NOTHING_KEPT, COMPILE_QUERIES_AT: '1' };
    gateway = await startTestGateway(environment, 'bare', 1);
    const { newspaper } = gateway;
    await newspaper.section({ slug: 'town' });
    const standfirst = 'So it went. '.repeat(40);
    await newspaper.articles(
      Array.from({ length: ARTICLES }, () => ({ section: 'town', standfirst })),
    );
  });

  afterAll(() => gateway.close());

  /** How many bytes an operation adds to what only a full collection looks through. */
  async function outliving(): Promise<number> {
    collect({ type: 'major' });
    const before = oldBytes();
    for (let n = 1; n <= OPERATIONS; n += 1) {
      await gateway.data(
        `{ latest(first: ${ARTICLES}) { headline standfirst path publishedAt authors { name } } }`,
      );
      if (n % 6 === 0) collect({ type: 'minor' });
    }
    return (oldBytes() - before) / OPERATIONS;
  }

  it('is let go of with its answer, before the collector takes it for old', async () => {
    const rounds: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await outliving());
    expect(Math.min(...rounds)).toBeLessThan(FEW_BYTES);
  });
});
