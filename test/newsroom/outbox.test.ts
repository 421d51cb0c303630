import { setTimeout } from 'node:timers/promises';
import { pino } from 'pino';
import { publishDue } from '../../src/articles/schedule.commands';
import { startGateway } from '../../src/gateway';
import { createSchema } from '../../src/schema';
import {
  consumeOutbox,
  type OutboxEvent,
  outboxEnd,
  type OutboxPosition,
  pruneOutbox,
  readOutbox,
} from '../../src/sql/outbox';
import { freshDatabase } from '../support/database';
import { testConfig } from '../support/gateway';
import { Newspaper } from '../support/newspaper';
import { until } from '../support/patience';

describe('the outbox', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let newspaper: Newspaper;
  let position: OutboxPosition;

  const query = <Row>(text: string, values: unknown[]) =>
    newspaper.manager.query<Row[]>(text, values);

  /** What has happened since it was last asked for. */
  async function news(kinds?: RegExp): Promise<OutboxEvent[]> {
    const batch = await readOutbox(query, position);
    position = batch.position;
    return batch.events.filter(({ kind }) => kinds?.test(kind) ?? true);
  }

  /** Waits until it has been told of so many of these that they are public. */
  const untilTold = (uids: string[], times = uids.length) =>
    until(async () => {
      const [told] = await query<{ count: number }>(
        `SELECT count(*)::int FROM outbox_event
         WHERE kind = 'article.published' AND article_id = ANY ($1)`,
        [uids],
      );
      return (told?.count ?? 0) >= times;
    });

  const kindsOf = (events: OutboxEvent[]) => events.map(({ kind }) => kind);

  beforeAll(async () => {
    database = await freshDatabase();
    newspaper = await Newspaper.found(database.url);
    await newspaper.section({ slug: 'town' });
  });

  afterAll(async () => {
    await newspaper.close();
    await database.drop();
  });

  beforeEach(async () => {
    position = await outboxEnd(query);
  });

  it('tells of an article as it is made, changed, withdrawn and removed, whoever writes', async () => {
    const { uid } = await newspaper.article({ slug: 'a-life', tags: ['parks'], authors: ['jane'] });
    const tag = await newspaper.tag('parks');
    const made = await news(/^article/);
    expect(kindsOf(made)).toEqual(['article.published', 'article.people', 'article.tags']);
    expect(made[2]?.payload).toEqual({ tagIds: [tag] });

    await newspaper.article({ uid, slug: 'a-new-life', tags: ['parks'], authors: ['jane'] });
    const changed = await news();
    expect(kindsOf(changed)).toEqual(['redirect.changed', 'article.updated']);
    expect(changed[1]).toMatchObject({
      articleId: uid,
      payload: { old: { slug: 'a-life' }, new: { slug: 'a-new-life', status: 'PUBLISHED' } },
    });

    await newspaper.article({ uid, slug: 'a-new-life', tags: ['trees'], authors: ['jane'] });
    expect(kindsOf(await news(/^article/))).toEqual([
      'article.updated',
      'article.tags',
      'article.tags',
    ]);
    await newspaper.manager.query(`UPDATE article SET status = 'UNPUBLISHED' WHERE id = $1`, [uid]);
    expect(kindsOf(await news())).toEqual(['article.unpublished']);
    await newspaper.manager.query('UPDATE article SET version = version WHERE id = $1', [uid]);
    expect(await news()).toEqual([]);
    await newspaper.manager.query('DELETE FROM article WHERE id = $1', [uid]);
    expect(kindsOf(await news(/^article/))).toContain('article.dropped');
  });

  it('says nothing public of what is hidden', async () => {
    await newspaper.article({ status: 'DRAFT', publishedAt: null });
    await newspaper.article({ embargoUntil: new Date(Date.now() + 60_000) });
    expect(kindsOf(await news(/^article/))).toEqual(['article.saved', 'article.saved']);
  });

  it('tells of sections, tags and people with what they were called', async () => {
    await newspaper.section({ slug: 'sea' });
    await newspaper.manager.query(`UPDATE section SET slug = 'ocean' WHERE slug = 'sea'`);
    const events = await news();
    expect(kindsOf(events)).toEqual(['section.changed', 'section.changed']);
    expect(events[1]?.payload).toMatchObject({ old: { slug: 'sea' }, new: { slug: 'ocean' } });
  });

  it('publishes and lifts embargoes by the clock, each once', async () => {
    const soon = new Date(Date.now() + 300);
    const scheduled = await newspaper.article({ status: 'SCHEDULED', publishedAt: soon });
    const embargoed = await newspaper.article({ embargoUntil: soon });
    const future = await newspaper.article({ publishedAt: soon, updatedAt: new Date() });
    expect(await publishDue(newspaper.manager)).toEqual([]);
    await news();
    await setTimeout(350);
    const published = await Promise.all([1, 2, 3].map(() => publishDue(newspaper.manager)));
    expect(new Set(published.flat())).toEqual(new Set([scheduled.uid, embargoed.uid, future.uid]));
    const told = await news(/^article/);
    expect(told.map((event) => [event.kind, event.articleId]).sort()).toEqual(
      [scheduled, embargoed, future].map(({ uid }) => ['article.published', uid]).sort(),
    );
    expect(await publishDue(newspaper.manager)).toEqual([]);
  });

  it('is read exactly once where transactions commit in another order than they wrote', async () => {
    const slow = newspaper.manager.dataSource.createQueryRunner();
    const write = `UPDATE section SET name = $1 WHERE slug = 'town'`;
    const insert = `INSERT INTO outbox_event (kind, payload) VALUES ($1, '{}')`;
    await slow.startTransaction();
    await slow.query(insert, ['slow']);
    await newspaper.manager.query(insert, ['quick']);
    expect(kindsOf(await news())).toEqual(['quick']);
    await newspaper.manager.query(write, ['Town']);
    await slow.commitTransaction();
    await slow.release();
    expect(kindsOf(await news())).toEqual(['slow', 'section.changed']);
    expect(await news()).toEqual([]);
  });

  it('is consumed by name: each event once, though consumers run at once and fail', async () => {
    const consume = (seen: string[], fail = false) =>
      consumeOutbox(newspaper.manager, 'a test', (_transaction, events) => {
        if (fail) return Promise.reject(new Error('It failed.'));
        seen.push(...kindsOf(events));
        return Promise.resolve();
      });
    const seen: string[] = [];
    await consume(seen);
    const insert = `INSERT INTO outbox_event (kind, payload) SELECT 'n' || n, '{}' FROM generate_series(1, 50) n`;
    await newspaper.manager.query(insert);
    await expect(consume(seen, true)).rejects.toThrow('It failed.');
    await Promise.all([consume(seen), consume(seen), consume(seen)]);
    expect(seen).toEqual(Array.from({ length: 50 }, (_, at) => `n${at + 1}`));
    await pruneOutbox(newspaper.manager, 0);
    expect(await query('SELECT FROM outbox_event', [])).toEqual([]);
  });

  it('keeps what somebody has not seen yet', async () => {
    await newspaper.manager.query(
      `INSERT INTO outbox_event (kind, payload) VALUES ('unseen', '{}')`,
    );
    await pruneOutbox(newspaper.manager, 0);
    expect(await query('SELECT FROM outbox_event', [])).toHaveLength(1);
  });

  it('lifts what fell due while no gateway ran, and once where two start', async () => {
    const soon = new Date(Date.now() + 200);
    const { uid } = await newspaper.article({ status: 'SCHEDULED', publishedAt: soon });
    await news();
    const schema = createSchema();
    const start = () =>
      startGateway({
        config: testConfig(),
        databaseUrl: database.url,
        logger: pino({ level: 'silent' }),
        schema,
      });
    await (await start()).close();
    await setTimeout(250);
    const gateways = await Promise.all([start(), start()]);
    const later = new Date(Date.now() + 700);
    const second = await newspaper.article({ embargoUntil: later });
    await untilTold([second.uid]);
    // Long enough for the other gateway to tell of it again.
    await setTimeout(1_000);
    const lifted = await newspaper.manager.query<{ late: number }[]>(
      `SELECT extract(epoch FROM e.created_at - $2)::float AS late FROM outbox_event e
       WHERE e.article_id = $1 AND e.kind = 'article.published'`,
      [second.uid, later],
    );
    await Promise.all(gateways.map((gateway) => gateway.close()));
    const told = (await news(/^article.published/)).map((event) => event.articleId);
    expect(told.sort()).toEqual([uid, second.uid].sort());
    expect(lifted).toHaveLength(1);
    expect(lifted[0]?.late).toBeGreaterThanOrEqual(0);
  });

  it('waits for nobody who computes related articles, and tells of each once with two gateways', async () => {
    const computing = newspaper.manager.dataSource.createQueryRunner();
    await computing.startTransaction();
    await computing.query('SELECT pg_advisory_xact_lock(7203148)');
    const schema = createSchema();
    const start = () =>
      startGateway({
        config: testConfig(),
        databaseUrl: database.url,
        logger: pino({ level: 'silent' }),
        schema,
      });
    const gateways = await Promise.all([start(), start()]);
    await news();
    const now = Date.now();
    const uids: string[] = [];
    for (const ms of [200, 900, 1_600]) {
      const at = new Date(now + ms);
      const due = { status: 'SCHEDULED', publishedAt: at } as const;
      uids.push((await newspaper.article(due)).uid);
      uids.push((await newspaper.article({ embargoUntil: at })).uid);
    }
    await untilTold(uids);
    // Long enough for the other gateway to tell of them again.
    await setTimeout(1_000);
    const told = (await news(/^article.published/)).map((event) => event.articleId);
    await computing.rollbackTransaction();
    await computing.release();
    await Promise.all(gateways.map((gateway) => gateway.close()));
    expect(told.sort()).toEqual(uids.sort());
  });

  it('sees an article as the view does, whose plans have the predicate written out', async () => {
    const [definition] = await query<{ text: string }>(
      `SELECT pg_get_viewdef('public_article') AS text`,
      [],
    );
    expect(definition?.text.split(/\bWHERE\b/)[1]?.trim()).toBe(
      'article_is_public(status, published_at, embargo_until);',
    );
    const plan = await query<{ 'QUERY PLAN': string }>(
      `EXPLAIN SELECT id FROM public_article WHERE edition_id = gen_random_uuid() ORDER BY published_at DESC LIMIT 5`,
      [],
    );
    const text = plan.map((row) => row['QUERY PLAN']).join('\n');
    expect(text).not.toContain('article_is_public');
    expect(text).toContain('published_at <= now()');
  });

  it('takes for public what is published, due and under no embargo', async () => {
    const rows = await query(
      `SELECT FROM unnest(enum_range(NULL::article_status)) status,
         unnest(ARRAY[NULL, now() - interval '1 s', now(), now() + interval '1 s']) published_at,
         unnest(ARRAY[NULL, now() - interval '1 s', now(), now() + interval '1 s']) embargo_until
       WHERE coalesce(article_is_public(status, published_at, embargo_until), false)
         <> (status = 'PUBLISHED' AND coalesce(published_at, 'infinity') <= now()
           AND coalesce(embargo_until, '-infinity') <= now())`,
      [],
    );
    expect(rows).toEqual([]);
  });
});
