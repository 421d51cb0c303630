import { createHash, randomBytes } from 'node:crypto';

const KEY_BYTES = 32;
const KEY = /^bs_[\w-]{43}$/;

/** A new key. The prefix lets scanners of leaked secrets know it. */
export const newApiKey = (): string => `bs_${randomBytes(KEY_BYTES).toString('base64url')}`;

/** What of a key is kept and compared; `null`: it is no key. A key is random, so that a plain hash cannot be guessed back. */
export function apiKeyHash(key: string): string | null {
  return KEY.test(key) ? createHash('sha256').update(key).digest('hex') : null;
}
