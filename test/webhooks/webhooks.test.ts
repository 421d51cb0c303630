import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { freshDatabase } from '../support/database';
import { Newspaper } from '../support/newspaper';
import { listDeliveries, replayDeliveries } from '../../src/webhooks/webhook-delivery.commands';
import { WebhookSender } from '../../src/webhooks/webhook.sender';
import { until } from '../support/patience';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

interface Message {
  type: string;
  data: { id: string; path?: string; headline?: string };
}

/** A receiver that answers as it is told to and keeps what it verified. */
async function startReceiver() {
  const seen: (Message & { messageId: string })[] = [];
  const receiver = { seen, status: 200, delayMs: 0, url: '', close: () => Promise.resolve() };
  const receive = async (request: IncomingMessage) => {
    const headers = request.headers as Record<string, string>;
    const message = new Webhook(SECRET).verify(await text(request), headers) as Message;
    seen.push({ ...message, messageId: headers['webhook-id'] ?? '' });
    await setTimeout(receiver.delayMs, undefined, { ref: false });
  };
  const server = createServer((request, response) => {
    void receive(request).then(() => {
      response.writeHead(receiver.status, { location: '/elsewhere' }).end('said');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  receiver.close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return receiver;
}

describe('webhooks', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let newspaper: Newspaper;
  let receiver: Awaited<ReturnType<typeof startReceiver>>;
  let slow: Awaited<ReturnType<typeof startReceiver>>;
  let sender: WebhookSender;
  const errors: unknown[] = [];

  const sendAll = async () => {
    await sender.round(newspaper.manager);
    await sender.close();
  };
  const hurry = () => newspaper.manager.query('UPDATE webhook_delivery SET next_at = now()');
  const statusOf = async (url = receiver.url) =>
    (await listDeliveries(newspaper.manager, null, 100)).find((one) => one.url === url);

  beforeAll(async () => {
    database = await freshDatabase();
    newspaper = await Newspaper.found(database.url);
  });

  afterAll(async () => {
    await newspaper.close();
    await database.drop();
  });

  beforeEach(async () => {
    receiver = await startReceiver();
    slow = await startReceiver();
    await newspaper.manager.query('DELETE FROM webhook_delivery');
    const { manager } = newspaper;
    const onError = (error: unknown) => errors.push(error);
    const urls = [receiver.url, slow.url];
    sender = new WebhookSender({ urls, secret: SECRET, manager, onError, timeoutMs: 400 });
    await sendAll();
  });

  afterEach(async () => {
    await Promise.all([receiver.close(), slow.close()]);
    if (errors.length > 0) throw new AggregateError(errors);
  });

  it('are told, signed, of what became public, changed and went', async () => {
    const { id, uid, slug } = await newspaper.article({ tags: ['parks'] });
    await sendAll();
    await newspaper.article({ uid, slug, headline: 'Changed', tags: ['parks'] });
    await newspaper.correction(uid, 'It was not so.');
    await sendAll();
    await newspaper.manager.query(`UPDATE article SET status = 'UNPUBLISHED' WHERE id = $1`, [uid]);
    await sendAll();
    const told = receiver.seen.map(({ type, data }) => [type, data.id, data.headline]);
    expect(told.sort()).toEqual(
      [
        ['article.published', id, slug],
        ['article.updated', id, 'Changed'],
        ['article.corrected', id, 'Changed'],
        ['article.unpublished', id, undefined],
      ].sort(),
    );
    expect(receiver.seen[0]?.data.path).toBe(`/town/${slug}`);
  });

  it('are told nothing of what is hidden, also where it was shown when it happened', async () => {
    const { uid } = await newspaper.article({ status: 'DRAFT', publishedAt: null });
    await newspaper.correction(uid, 'CANARY');
    await newspaper.article({ embargoUntil: new Date(Date.now() + 60_000) });
    const shown = await newspaper.article({ headline: 'CANARY' });
    await newspaper.manager.query(`UPDATE article SET status = 'UNPUBLISHED' WHERE id = $1`, [
      shown.uid,
    ]);
    await sendAll();
    expect(receiver.seen.map(({ type }) => type)).toEqual(['article.unpublished']);
    expect(JSON.stringify(receiver.seen)).not.toContain('CANARY');
  });

  it('are told again, under the same id, until they answer well', async () => {
    receiver.status = 500;
    await newspaper.article();
    await sendAll();
    expect(await statusOf()).toMatchObject({ status: 'PENDING', attempts: 1, answer: 'HTTP 500' });
    await sendAll();
    expect(receiver.seen).toHaveLength(1);
    receiver.status = 302;
    await hurry();
    await sendAll();
    receiver.status = 204;
    await hurry();
    await sendAll();
    expect(await statusOf()).toMatchObject({ status: 'DELIVERED', attempts: 3 });
    expect(new Set(receiver.seen.map(({ messageId }) => messageId)).size).toBe(1);
    expect(receiver.seen).toHaveLength(3);
  });

  it('are given up after the last attempt or a 410, and can be replayed', async () => {
    receiver.status = 500;
    await newspaper.article();
    for (let attempt = 0; attempt < 9; attempt++) {
      await hurry();
      await sendAll();
    }
    expect(await statusOf()).toMatchObject({ status: 'DEAD', attempts: 9 });
    receiver.status = 410;
    await replayDeliveries(newspaper.manager, { since: new Date(Date.now() - 60_000) });
    await sendAll();
    expect(await statusOf()).toMatchObject({ status: 'DEAD', attempts: 1, answer: 'HTTP 410' });
    receiver.status = 200;
    await replayDeliveries(newspaper.manager, { id: (await statusOf())?.id ?? '' });
    await sendAll();
    expect(await statusOf()).toMatchObject({ status: 'DELIVERED' });
  });

  it('do not wait for one another', async () => {
    slow.delayMs = 60_000;
    await newspaper.articles(Array.from({ length: 20 }, () => ({})));
    await until(async () => {
      await sender.round(newspaper.manager);
      return receiver.seen.length >= 20;
    });
    expect(receiver.seen).toHaveLength(20);
    await sender.close();
    expect(await statusOf(slow.url)).toMatchObject({ status: 'PENDING' });
  });
});
