import { type EntityManager } from 'typeorm';
import { blurhashOf } from './picture.blurhash';
import { saveMeasured, type UnmeasuredPicture, unmeasuredPictures } from './picture.commands';
import { pictureFacts } from './picture.decode';
import { PictureError } from './picture.error';
import { type PictureSourceOptions, readOriginal } from './picture.source';

export interface PictureCounts {
  measured: number;
  failed: number;
  /** The first of what failed; `failed` counts all. */
  failures: { url: string; error: string }[];
}

const AT_ONCE = 4;
const MAX_FAILURES_TOLD = 10;
/** After so many in a row that cannot be reached, a host is not waited for any more. */
const PATIENCE = 5;

interface Measuring {
  manager: EntityManager;
  source: PictureSourceOptions;
  counts: PictureCounts;
  /** Failures in a row, by host. */
  unreachable: Map<string, number>;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}

async function measure(url: string, { source, unreachable }: Measuring) {
  const host = hostOf(url);
  if ((unreachable.get(host) ?? 0) >= PATIENCE) {
    throw new PictureError('unavailable', `Not tried: nothing has come from ${host}.`);
  }
  try {
    const bytes = await readOriginal(url, source);
    unreachable.delete(host);
    const facts = await pictureFacts(bytes);
    return { ...facts, blurhash: await blurhashOf(bytes) };
  } catch (error) {
    const isAway = error instanceof PictureError && error.reason === 'unavailable';
    if (isAway) unreachable.set(host, (unreachable.get(host) ?? 0) + 1);
    else unreachable.delete(host);
    throw error;
  }
}

async function measureOne(picture: UnmeasuredPicture, measuring: Measuring): Promise<void> {
  const { manager, counts } = measuring;
  const { uid, originalUrl } = picture;
  try {
    await saveMeasured(manager, { uid, ...(await measure(originalUrl, measuring)) });
    counts.measured += 1;
  } catch (error) {
    counts.failed += 1;
    if (counts.failures.length >= MAX_FAILURES_TOLD) return;
    const message = error instanceof Error ? error.message : String(error);
    counts.failures.push({ url: originalUrl, error: message });
  }
}

/**
 * Fetches the pictures of these articles that have no BlurHash yet, computes it, and fills in sizes that nobody
 * has told. What cannot be fetched or read is counted and left as it is.
 */
export async function measurePictures(
  manager: EntityManager,
  articleIds: string[],
  source: PictureSourceOptions,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<PictureCounts> {
  const counts: PictureCounts = { measured: 0, failed: 0, failures: [] };
  const measuring = { manager, source, counts, unreachable: new Map<string, number>() };
  const pictures = await unmeasuredPictures(manager, articleIds);
  const total = pictures.length;
  const work = async () => {
    for (let next = pictures.pop(); next; next = pictures.pop()) {
      await measureOne(next, measuring);
      onProgress(counts.measured + counts.failed, total);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return counts;
}
