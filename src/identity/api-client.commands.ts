import { type EntityManager } from 'typeorm';
import { type ApiClient } from './api-client.entity';
import { apiKeyHash, newApiKey } from './api-client.key';

/** Makes a client and answers its key, which cannot be had again; `null` where there is one of that name. */
export async function addApiClient(
  manager: EntityManager,
  { name, requestsPerMinute }: Pick<ApiClient, 'name' | 'requestsPerMinute'>,
): Promise<string | null> {
  const key = newApiKey();
  const rows = await manager.query<unknown[]>(
    `INSERT INTO api_client (name, key_hash, requests_per_minute) VALUES ($1, $2, $3)
     ON CONFLICT (name) DO NOTHING RETURNING name`,
    [name, apiKeyHash(key), requestsPerMinute],
  );
  return rows.length > 0 ? key : null;
}

/** Gives a client another key instead of the one it has; `null` where there is no such client. */
export async function rotateApiKey(manager: EntityManager, name: string): Promise<string | null> {
  const key = newApiKey();
  const [, count] = await manager.query<[unknown, number]>(
    'UPDATE api_client SET key_hash = $2 WHERE name = $1',
    [name, apiKeyHash(key)],
  );
  return count > 0 ? key : null;
}

/** Forgets a client and its key. Answers whether there was one. */
export async function revokeApiClient(manager: EntityManager, name: string): Promise<boolean> {
  const [, count] = await manager.query<[unknown, number]>(
    'DELETE FROM api_client WHERE name = $1',
    [name],
  );
  return count > 0;
}

/** All clients by name. */
export function listApiClients(manager: EntityManager): Promise<Omit<ApiClient, 'keyHash'>[]> {
  return manager.query(
    `SELECT name, requests_per_minute AS "requestsPerMinute", created_at AS "createdAt"
     FROM api_client ORDER BY name`,
  );
}
