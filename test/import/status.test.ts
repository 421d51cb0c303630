import { setTimeout as sleep } from 'node:timers/promises';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { clear, counts, headlines, importText, rows, rss, theArticle } from './support';
import { until } from '../support/patience';

const soon = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();

function ninjs(more: object = {}): string {
  return JSON.stringify({
    uri: 'https://agency.example/items/1',
    type: 'text',
    pubStatus: 'usable',
    firstCreated: '2024-01-02T03:04:05Z',
    versionCreated: '2024-01-02T03:04:05Z',
    headlines: [{ value: 'Ferry late' }],
    bodies: [{ contentType: 'text/plain', value: 'Text.' }],
    ...more,
  });
}

/** Waits until the public sees something. */
async function seen(gateway: TestGateway): Promise<string[]> {
  await until(async () => (await headlines(gateway)).length > 0);
  return headlines(gateway);
}

describe('whether an imported article is public', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway();
  });

  afterEach(() => clear(gateway));
  afterAll(() => gateway.close());

  const statuses = () =>
    rows<{ status: string }>(gateway, 'SELECT status FROM article').then((all) =>
      all.map(({ status }) => status),
    );

  it('is decided by its date: one of the future appears when it is due', async () => {
    const item = `<guid>1</guid><title>Soon</title><pubDate>${soon(2_500)}</pubDate>`;
    await importText(gateway, rss([item]));
    expect(await headlines(gateway)).toEqual([]);
    expect(await statuses()).toEqual(['SCHEDULED']);
    expect(await seen(gateway)).toEqual(['Soon']);
    expect(counts(await importText(gateway, rss([item])))).toBe('0/0/1/0');
    expect(await headlines(gateway)).toEqual(['Soon']);
  });

  it('waits for the end of an embargo, and no longer', async () => {
    await importText(gateway, ninjs({ embargoedUntil: soon(1_500) }));
    await importText(gateway, ninjs({ embargoUntil: soon(1_500), embargoeduntil: soon(1_500) }));
    expect(await headlines(gateway)).toEqual([]);
    expect(await seen(gateway)).toEqual(['Ferry late']);
  });

  it.each(['tomorrow', '+250000-01-01T00:00:00Z', '9999-12-31T00:00:00Z'])(
    'waits for an editor where the embargo is "%s"',
    async (embargoed) => {
      await importText(gateway, ninjs({ embargoed }));
      expect(await headlines(gateway)).toEqual([]);
      expect(await statuses()).toEqual(['DRAFT']);
    },
  );

  it('ends when the agency takes it back, and begins anew when it gives it again', async () => {
    await importText(gateway, ninjs());
    const { id } = await theArticle(gateway);
    expect(counts(await importText(gateway, ninjs({ pubStatus: 'canceled' })))).toBe('0/1/0/0');
    expect(await headlines(gateway)).toEqual([]);
    const { node } = await gateway.data<{ node: null }>(
      'query ($id: ID!) { node(id: $id) { id } }',
      {
        id,
      },
    );
    expect(node).toBeNull();
    await importText(gateway, ninjs({ pubStatus: 'withheld' }));
    expect(await headlines(gateway)).toEqual([]);
    await importText(gateway, ninjs());
    expect((await theArticle(gateway)).id).toBe(id);
  });

  it('never begins for one that was withdrawn before it came', async () => {
    expect(counts(await importText(gateway, ninjs({ pubStatus: 'canceled' })))).toBe('1/0/0/0');
    expect(await headlines(gateway)).toEqual([]);
  });

  it('ends with the next import after the time that the agency has set for it', async () => {
    const item = ninjs({ expires: soon(1_200) });
    await importText(gateway, item);
    expect(await headlines(gateway)).toEqual(['Ferry late']);
    expect(counts(await importText(gateway, item))).toBe('0/0/1/0');
    await sleep(1_300);
    expect(counts(await importText(gateway, item))).toBe('0/1/0/0');
    expect(await headlines(gateway)).toEqual([]);
    expect(counts(await importText(gateway, item))).toBe('0/0/1/0');
  });

  it.each(['0000-00-00T00:00:00Z', '0001-01-01T00:00:00Z', '+012345-01-01T00:00:00Z', 'soon'])(
    'does not depend on a date that makes no sense: "%s" counts as missing',
    async (date) => {
      const start = Date.now();
      await importText(
        gateway,
        rss([`<guid>1</guid><title>Odd</title><pubDate>${date}</pubDate>`]),
      );
      const { publishedAt } = await theArticle(gateway);
      expect(new Date(publishedAt).getTime()).toBeGreaterThanOrEqual(start);
    },
  );
});
