import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { Listener } from '../../src/sql/listener';
import { freshDatabase } from '../support/database';
import { until } from '../support/patience';

const NAME = 'broadsheet listener';

describe('the listener', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let other: Client;
  let changes: number;
  let listener: Listener;

  beforeEach(async () => {
    database = await freshDatabase();
    other = new Client({ connectionString: database.url });
    await other.connect();
    changes = 0;
    listener = new Listener({
      url: database.url,
      channel: 'Some "channel"',
      onChange: () => (changes += 1),
      onError: () => undefined,
    });
    await listener.start();
  });

  afterEach(async () => {
    await listener.stop();
    await other.end();
    await database.drop();
  });

  const listening = async () => {
    const sql =
      'SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1';
    return (await other.query(sql, [NAME])).rowCount;
  };

  const terminate = () =>
    other.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = $1`,
      [NAME],
    );

  it('hears what is said on its channel and nothing else', async () => {
    await other.query("SELECT pg_notify('other', ''), pg_notify('Some \"channel\"', 'x')");
    await until(() => changes > 0);
    expect(changes).toBe(1);
  });

  it('takes the end of its connection for a change, since it may have missed one', async () => {
    await terminate();
    await until(() => changes > 0);
    expect(changes).toBe(1);
    await other.query("SELECT pg_notify('Some \"channel\"', 'x')");
    await until(() => changes > 1);
    expect(changes).toBe(2);
  });

  it('leaves no connection behind, stopped at whatever time after its own broke', async () => {
    for (const wait of [0, 2, 5, 10, 20, 40]) {
      await terminate();
      await setTimeout(wait);
      await listener.stop();
      await setTimeout(100);
      expect({ wait, open: await listening() }).toEqual({ wait, open: 0 });
      listener = new Listener({
        url: database.url,
        channel: 'x',
        onChange: () => undefined,
        onError: () => undefined,
      });
      await listener.start();
    }
  });
});
