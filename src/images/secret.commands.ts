import { randomBytes } from 'node:crypto';
import { type EntityManager } from 'typeorm';

const SECRET_BYTES = 32;

/** The secret of a name, made by whoever asks first. Of several who ask at once, all get the same. */
export async function ensureSecret(manager: EntityManager, name: string): Promise<string> {
  await manager.query(
    'INSERT INTO secret (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING',
    [name, randomBytes(SECRET_BYTES).toString('base64url')],
  );
  const [row] = await manager.query<{ value: string }[]>(
    'SELECT value FROM secret WHERE name = $1',
    [name],
  );
  if (!row) throw new Error(`The secret "${name}" is gone.`);
  return row.value;
}
