import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface ByteCacheOptions {
  folder: string;
  maxBytes: number;
  /** Told of the first time that the folder cannot be written. */
  onError: (error: unknown) => void;
}

export interface CachedBytes {
  bytes: Buffer;
  /** SHA-256 of the bytes. */
  digest: Buffer;
}

interface Entry {
  path: string;
  size: number;
  usedAt: number;
}

const DIGEST_BYTES = 32;
/** What one may take of the whole. */
const LARGEST_SHARE = 1 / 4;
/** How full it is after it was too full. */
const FILL_AFTER_SWEEP = 0.9;
/** How much is written, as a share of the whole, until what other processes have written is looked at. */
const LOOK_AGAIN_SHARE = 0.1;
const ABANDONED_MS = 3_600_000;

export function digestOf(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/**
 * Bytes by key in a folder that several processes may share, least recently used ones going first when it is full.
 * Each file begins with the digest of the rest, so that one that was cut off counts as not there. A folder that
 * cannot be written is no error: nothing is kept then.
 */
export class ByteCache {
  private used = 0;
  private writtenSinceLook = Infinity;
  private writing: Promise<void> = Promise.resolve();
  private hasComplained = false;

  constructor(private readonly options: ByteCacheOptions) {}

  async get(key: string): Promise<CachedBytes | null> {
    const path = this.pathOf(key);
    const file = await readFile(path).catch(() => null);
    if (!file) return null;
    const digest = file.subarray(0, DIGEST_BYTES);
    const bytes = file.subarray(DIGEST_BYTES);
    if (!digestOf(bytes).equals(digest)) return null;
    const now = new Date();
    utimes(path, now, now).catch(() => undefined);
    return { bytes, digest };
  }

  /** Keeps bytes, as far as they can be kept; answers when that is done. */
  async put(key: string, bytes: Buffer, digest = digestOf(bytes)): Promise<void> {
    if (bytes.length + DIGEST_BYTES > this.options.maxBytes * LARGEST_SHARE) return;
    this.writing = this.writing
      .then(() => this.write(this.pathOf(key), Buffer.concat([digest, bytes])))
      .catch((error: unknown) => {
        if (!this.hasComplained) this.options.onError(error);
        this.hasComplained = true;
      });
    await this.writing;
  }

  private pathOf(key: string): string {
    const name = createHash('sha256').update(key).digest('hex');
    return join(this.options.folder, name.slice(0, 2), name);
  }

  private async write(path: string, content: Buffer): Promise<void> {
    await this.makeRoom(content.length);
    const temporary = `${path}.${randomUUID()}.tmp`;
    await mkdir(dirname(path), { recursive: true });
    try {
      await writeFile(temporary, content, { mode: 0o600 });
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    this.used += content.length;
    this.writtenSinceLook += content.length;
  }

  private async makeRoom(size: number): Promise<void> {
    const { maxBytes } = this.options;
    const isFull = this.used + size > maxBytes;
    if (!isFull && this.writtenSinceLook < maxBytes * LOOK_AGAIN_SHARE) return;
    const entries = await this.entries();
    this.used = entries.reduce((sum, entry) => sum + entry.size, 0);
    this.writtenSinceLook = 0;
    if (this.used + size <= maxBytes) return;
    entries.sort((a, b) => a.usedAt - b.usedAt);
    for (const entry of entries) {
      if (this.used + size <= maxBytes * FILL_AFTER_SWEEP) return;
      await rm(entry.path, { force: true });
      this.used -= entry.size;
    }
  }

  private async entries(): Promise<Entry[]> {
    const { folder } = this.options;
    const names = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    const entries: Entry[] = [];
    for (const name of names) {
      if (!name.isFile()) continue;
      const path = join(name.parentPath, name.name);
      const found = await stat(path).catch(() => null);
      if (!found) continue;
      const isAbandoned = path.endsWith('.tmp') && Date.now() - found.mtimeMs > ABANDONED_MS;
      if (isAbandoned) await rm(path, { force: true });
      else entries.push({ path, size: found.size, usedAt: found.mtimeMs });
    }
    return entries;
  }
}
