import { startTestGateway, type TestGateway } from '../support/gateway';
import { beacon, HOUR, MINUTE, quietTime, totals } from './support';

const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36';
const GOOGLEBOT = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';
const SITE = 'https://news.example';
const APP = 'https://app.example';

describe('views', () => {
  let gateway: TestGateway;
  let article: { id: string; uid: string };

  beforeEach(async () => {
    gateway = await startTestGateway({
      RATE_LIMIT_PER_MINUTE: '0',
      PUBLIC_URL: SITE,
      CORS_ORIGINS: APP,
    });
    article = await gateway.newspaper.article({ slug: 'a' });
  });

  afterEach(() => gateway.close());

  const seen = (at: number | null = null, visitor = 'ada', articleId = article.id) => ({
    articleId,
    visitor,
    ...(at !== null && { at: new Date(at).toISOString() }),
  });

  async function send(body: unknown, headers: Record<string, string> = {}): Promise<unknown> {
    const response = await beacon(gateway.url, body, { 'user-agent': CHROME, ...headers });
    return [response.status, await response.json()];
  }

  async function counted(unit: 'minute' | 'hour' | 'day' = 'minute') {
    await gateway.newspaper.foldViews();
    const { views, readers } = await totals(gateway, unit);
    return [views, readers];
  }

  it('come one at a time, as a list or as events, as text or as JSON', async () => {
    expect(await send(seen(null, 'a'))).toEqual([202, { accepted: 1 }]);
    expect(await send([seen(null, 'b'), seen(null, 'c')])).toEqual([202, { accepted: 2 }]);
    const events = Array.from({ length: 100 }, (_, place) => seen(null, `d${place}`));
    const json = { 'content-type': 'application/json' };
    expect(await send({ events }, json)).toEqual([202, { accepted: 100 }]);
    expect(await counted()).toEqual([103, 103]);
    expect(await counted('hour')).toEqual([103, 103]);
    expect(await counted('day')).toEqual([103, 103]);
    const [row] = await gateway.newspaper.manager.query<{ views: string }[]>(
      'SELECT views FROM article_view_count',
    );
    expect(Number(row?.views)).toBe(103);
  });

  it('of one visitor and article count once in 30 minutes and make one reader a day', async () => {
    const start = quietTime();
    for (const minutes of [0, 1, 29]) await send(seen(start + minutes * MINUTE));
    expect(await counted()).toEqual([1, 1]);
    await send(seen(start + 30 * MINUTE));
    expect(await counted()).toEqual([2, 1]);
    await send([31, 59, 60, 89].map((minutes) => seen(start + minutes * MINUTE)));
    expect(await counted()).toEqual([3, 1]);
    await send(seen(start, 'bob'));
    expect(await counted()).toEqual([4, 2]);
  });

  it('that come late do not count where a later one did', async () => {
    const start = quietTime();
    await send(seen(start + 40 * MINUTE));
    expect(await counted()).toEqual([1, 1]);
    await send(seen(start + 20 * MINUTE));
    expect(await counted()).toEqual([1, 1]);
    await send(seen(start + 10 * MINUTE));
    expect(await counted()).toEqual([2, 1]);
  });

  it('stand in the minute, hour and day in which they were seen', async () => {
    const start = quietTime();
    await send(seen(start + 7 * MINUTE + 59_999));
    await counted();
    const rows = async (unit: string) =>
      gateway.newspaper.manager.query<unknown[]>(
        `SELECT ${unit} AS at, article_id AS id, views, readers FROM view_${unit}`,
      );
    const row = { id: article.uid, views: 1, readers: 1 };
    expect(await rows('minute')).toEqual([{ ...row, at: new Date(start + 7 * MINUTE) }]);
    expect(await rows('hour')).toEqual([{ ...row, at: new Date(start) }]);
    expect(await rows('day')).toEqual([
      { ...row, at: new Date(Math.floor(start / (24 * HOUR)) * 24 * HOUR) },
    ]);
  });

  it('more than a day off, of nobody or of nothing do not count; a clock that is ahead is set right', async () => {
    const now = Date.now();
    const unknown = 'art_0190b5a6-7c3e-7000-8000-000000000000';
    const events = [
      seen(now - 23 * HOUR, 'late'),
      seen(now - 25 * HOUR, 'too late'),
      seen(now + 23 * HOUR, 'ahead'),
      seen(now + 25 * HOUR, 'too far ahead'),
      seen(null, '  '),
      seen(null, 'x'.repeat(129)),
      seen(null, ` ${'x'.repeat(128)} `),
      seen(null, 'v', 'nonsense'),
      { articleId: article.id },
      { ...seen(null, 'w'), at: 'yesterday' },
      null,
    ];
    expect(await send(events)).toEqual([202, { accepted: 3 }]);
    expect(await send(seen(null, 'v', unknown))).toEqual([202, { accepted: 1 }]);
    expect(await counted()).toEqual([3, 3]);
    const [future] = await gateway.newspaper.manager.query<{ count: string }[]>(
      'SELECT count(*) FROM view_minute WHERE minute > now()',
    );
    expect(Number(future?.count)).toBe(0);
  });

  it('of what is not public do not count, nor move any count', async () => {
    const hidden = await gateway.newspaper.article({ status: 'DRAFT' });
    const embargo = new Date(Date.now() + HOUR);
    const later = await gateway.newspaper.article({ embargoUntil: embargo });
    await send([seen(null, 'v', hidden.id), seen(null, 'v', later.id)]);
    const tracked = await gateway.data(
      'mutation M($events: [ViewEventInput!]!) { trackViews(events: $events) }',
      { events: [seen(null, 'v', hidden.id), seen(null, 'v', later.id), seen()] },
    );
    expect(tracked).toEqual({ trackViews: 1 });
    expect(await counted()).toEqual([1, 1]);
  });

  it.each([
    [GOOGLEBOT, 0],
    ['curl/8.5.0', 0],
    ['facebookexternalhit/1.1', 0],
    [CHROME, 1],
    ['DailyNews/4.2 CFNetwork/1490.0.4 Darwin/23.2.0', 1],
    ['okhttp/4.12.0', 1],
  ])('sent by %s are accepted: %i', async (agent, accepted) => {
    expect(await send(seen(), { 'user-agent': agent })).toEqual([202, { accepted }]);
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': agent },
      body: JSON.stringify({
        query: 'mutation M($events: [ViewEventInput!]!) { trackViews(events: $events) }',
        variables: { events: [seen(null, 'bob')] },
      }),
    });
    expect(await response.json()).toMatchObject({ data: { trackViews: accepted } });
    expect(await counted()).toEqual([2 * accepted, 2 * accepted]);
  });

  it.each([
    ['{"articleId":', 400, 'BAD_REQUEST'],
    ['', 400, 'BAD_REQUEST'],
    ['"text"', 400, 'BAD_REQUEST'],
    ['null', 400, 'BAD_REQUEST'],
    ['{"events": 7}', 400, 'BAD_REQUEST'],
    [JSON.stringify(Array(101).fill({})), 413, 'LIMIT_EXCEEDED'],
    [`"${'x'.repeat(70_000)}"`, 413, 'LIMIT_EXCEEDED'],
  ])('in a body such as %p are refused with %p', async (body, status, code) => {
    const response = await beacon(gateway.url, body);
    expect(response.status).toBe(status);
    const { errors } = (await response.json()) as { errors: unknown[] };
    expect(errors).toEqual([
      {
        message: expect.any(String) as string,
        extensions: expect.objectContaining({ code }) as object,
      },
    ]);
  });

  it('in another media type are refused', async () => {
    const response = await beacon(gateway.url, seen(), { 'content-type': 'text/xml' });
    expect(response.status).toBe(415);
  });

  it.each([
    [SITE, true],
    [APP, true],
    ['https://other.example', false],
  ])('from pages of %s may see the answer, with credentials: %s', async (origin, may) => {
    const preflight = await fetch(`${gateway.url}/v1/views`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });
    const sent = await beacon(gateway.url, seen(), { origin, 'user-agent': CHROME });
    const refused = await beacon(gateway.url, '{', { origin });
    expect([preflight.status, sent.status, refused.status]).toEqual([204, 202, 400]);
    for (const { headers } of [preflight, sent, refused]) {
      expect(headers.get('access-control-allow-origin')).toBe(may ? origin : null);
      expect(headers.get('access-control-allow-credentials')).toBe(may ? 'true' : null);
      expect(headers.get('vary')).toContain('Origin');
    }
    expect(preflight.headers.get('access-control-allow-headers')).toBe(may ? 'content-type' : null);
  });

  it('leave nothing of the visitor in the database but a hash', async () => {
    await send(seen(null, 'ada-lovelace'), { referer: 'https://secret.example' });
    await counted();
    const rows = await gateway.newspaper.manager.query<{ row: string }[]>(
      `SELECT e::text AS row FROM view_event e UNION ALL SELECT v::text FROM view_visitor v
       UNION ALL SELECT m::text FROM view_minute m`,
    );
    // In the half hour after midnight a visitor is known by the day before as well.
    expect([3, 4]).toContain(rows.length);
    const hex = Buffer.from('ada-lovelace').toString('hex');
    for (const { row } of rows)
      expect(row).not.toMatch(new RegExp(`ada-lovelace|secret|${hex}|127\\.0`));
  });
});
