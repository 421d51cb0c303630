import { LOCAL_ISSUER } from '../../src/identity/local.token';
import {
  eraseReader,
  exportReader,
  forgetOldChanges,
} from '../../src/reading-lists/reader-data.commands';
import { readerOf } from '../../src/reading-lists/reader.ids';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { Device } from './support';
import { shelfOnServer, SyncedDevice } from './synced-device';

describe("a reader's data", () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway();
  });

  afterAll(() => gateway.close());

  it('are exported and erased whole, and nothing of anybody else', async () => {
    const [article] = await gateway.newspaper.articles([{ slug: 'story', tags: ['flood'] }]);
    const id = article?.id ?? '';
    const [one, other] = [await Device.of(gateway, 'one'), await Device.of(gateway, 'other')];
    for (const reader of [one, other]) {
      const { id: listId } = await reader.create('Mine');
      await reader.add(id, { listId, note: 'a note', key: 'k' });
    }
    const owner = readerOf({ issuer: LOCAL_ISSUER, subject: 'one' });
    const { manager } = gateway.dataSource;
    const data = await exportReader(manager, owner);
    expect(data).toMatchObject({
      reader: [{ subject: 'one' }],
      lists: [{ title: 'Mine' }],
      items: [{ note: 'a note', headline: 'story' }],
      operations: [{ key: 'k' }],
    });
    const device = new SyncedDevice(one);
    await device.pull();
    expect(await eraseReader(manager, owner)).toEqual({
      reader: 1,
      lists: 1,
      items: 1,
      follows: 0,
      operations: 1,
    });
    expect((await exportReader(manager, owner)).reader).toEqual([]);
    expect(await one.lists()).toHaveLength(1);
    expect(await other.lists()).toHaveLength(2);
    // A device with a token from before begins anew.
    await one.add(id);
    await device.pull();
    expect(device.shelf).toEqual(await shelfOnServer(one));
  });

  it('are told anew to a device that was away for longer than removals are remembered', async () => {
    const articles = await gateway.newspaper.articles([{}, {}]);
    const reader = await Device.of(gateway, 'away');
    const device = new SyncedDevice(reader);
    for (const { id } of articles) await reader.add(id);
    await device.pull();
    await reader.remove(articles[0]?.id ?? '');
    const { manager } = gateway.dataSource;
    await manager.query(
      `UPDATE reading_list_item SET removed_at = removed_at - interval '200 days' WHERE removed_at IS NOT NULL`,
    );
    await forgetOldChanges(manager);
    expect(device.items.size).toBe(2);
    await device.pull();
    expect(device.items.size).toBe(1);
    expect(device.shelf).toEqual(await shelfOnServer(reader));
  });
});
