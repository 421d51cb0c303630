import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** A persisted document as a manifest lists it; `id` is the SHA-256 of `body`, in hexadecimal. */
export interface ManifestOperation {
  id: string;
  name: string;
  type: 'query' | 'mutation' | 'subscription';
  body: string;
}

/** The format that Apollo's tools for Swift, Kotlin and the web write. */
export const MANIFEST_FORMAT = 'apollo-persisted-query-manifest';

const manifest = z.object({
  format: z.literal(MANIFEST_FORMAT),
  version: z.literal(1),
  operations: z.array(
    z.object({
      id: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal'),
      name: z.string(),
      type: z.enum(['query', 'mutation', 'subscription']),
      body: z.string().min(1),
    }),
  ),
});

/** A manifest cannot be used; the message is a sentence that says which and why. */
export class ManifestError extends Error {
  override name = 'ManifestError';
}

export const documentHash = (body: string): string =>
  createHash('sha256').update(body).digest('hex');

function parseManifest(file: string): z.infer<typeof manifest> {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new ManifestError(`The manifest ${file} cannot be read: ${(error as Error).message}`);
  }
  const result = manifest.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new ManifestError(`The manifest ${file}: ${issue?.path.join('.')} ${issue?.message}.`);
}

/** The documents of manifests by their ids. Throws a {@link ManifestError} for one that is not what it says. */
export function readManifests(files: readonly string[]): ReadonlyMap<string, string> {
  const documents = new Map<string, string>();
  for (const file of files) {
    for (const { id, name, body } of parseManifest(file).operations) {
      if (documentHash(body) !== id) {
        throw new ManifestError(
          `The manifest ${file}: the id of ${name} is not its body's SHA-256.`,
        );
      }
      documents.set(id, body);
    }
  }
  return documents;
}
