import { hydrate, selectList } from '../sql/columns';
import { type Reader } from '../sql/reader';
import { namedStatement } from '../sql/statement';
import { ApiClient } from './api-client.entity';

const COLUMNS = selectList('c', {
  name: 'name',
  keyHash: 'key_hash',
  requestsPerMinute: 'requests_per_minute',
  createdAt: 'created_at',
});

const ALL = namedStatement(`SELECT ${COLUMNS} FROM api_client c`);

/** All API clients by the hash of their key. */
export async function loadApiClients(reader: Reader): Promise<ReadonlyMap<string, ApiClient>> {
  const clients = hydrate(ApiClient, await reader.rows(ALL, []));
  return new Map(clients.map((client) => [client.keyHash, client]));
}
