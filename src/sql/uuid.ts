import { v5, v7 } from 'uuid';

const NAMESPACE = '2f1c7b0e-6a53-5d1f-9c55-4f3f6d0e8b11';

/** A new row's key: ordered by time, so that an index grows at its end (RFC 9562, version 7). */
export function newUid(): string {
  return v7();
}

/** The key that a name always gives, so that two processes make the same row for it (RFC 9562, version 5). */
export function uidFromName(name: string): string {
  return v5(name, NAMESPACE);
}
