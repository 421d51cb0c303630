import { stat } from 'node:fs/promises';
import { readItems, type SourceReading } from './formats/read-items';
import { SourceError, type SourceFormat, type SourceItem } from './formats/source-item.types';

export interface InspectedItem {
  id: string;
  title: string | null;
  link: string | null;
  /** ISO 8601, UTC. */
  published: string | null;
  updated: string | null;
  author: string | null;
  summary: string | null;
  content: string | null;
  categories: string[];
}

export type InspectResult =
  | {
      file: string;
      ok: true;
      format: SourceFormat;
      feed: {
        title: string | null;
        link: string | null;
        language: string | null;
        items: InspectedItem[];
      };
    }
  | { file: string; ok: false; error: string };

export interface InspectLimits {
  maxBytes: number;
  maxMilliseconds: number;
}

const LIMITS: InspectLimits = { maxBytes: 64 * 1024 ** 2, maxMilliseconds: 30_000 };

/** What an import would make of a file. Never throws: a file that cannot be read is an answer. */
export async function inspectFile(
  file: string,
  limits: InspectLimits = LIMITS,
): Promise<InspectResult> {
  try {
    return await inspected(file, limits);
  } catch (error) {
    return { file, ok: false, error: sentence(error) };
  }
}

/** One answer for each name, in the order of the names, each as soon as it is known. */
export async function* inspectFiles(
  files: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<InspectResult> {
  for await (const file of files) yield await inspectFile(file);
}

async function inspected(file: string, limits: InspectLimits): Promise<InspectResult> {
  const { size } = await regularFile(file);
  if (size > limits.maxBytes) throw tooLarge(limits);
  const reading = await readItems({ path: file }, { maxBytes: limits.maxBytes });
  try {
    const items = await readAll(reading, Date.now() + limits.maxMilliseconds);
    const { title, link, language } = reading.feed;
    return {
      file,
      ok: true,
      format: reading.format,
      feed: { title: title ?? null, link: link ?? null, language: language ?? null, items },
    };
  } finally {
    await reading.close();
  }
}

/** A pipe or a device would be waited for without end. */
async function regularFile(file: string): Promise<{ size: number }> {
  const found = await stat(file);
  if (!found.isFile()) throw new SourceError('This is not a file.');
  return found;
}

/** Reading is linear and hands over item by item, so looking at the clock between items is enough. */
async function readAll(reading: SourceReading, deadline: number): Promise<InspectedItem[]> {
  const items: InspectedItem[] = [];
  let firstError: string | undefined;
  for await (const result of reading.items) {
    if (Date.now() > deadline) throw new SourceError('Reading the file took too long.');
    if (result.ok) items.push(inspectedItem(result.item));
    else firstError ??= `${result.place}: ${result.error}`;
  }
  if (items.length === 0 && firstError !== undefined) {
    throw new SourceError(`No item of the file can be read. ${firstError}`);
  }
  return items;
}

function inspectedItem(item: SourceItem): InspectedItem {
  const { externalId, title, titleIsDerived, published, updated, authors, categories } = item;
  return {
    id: externalId,
    title: titleIsDerived ? null : title,
    link: item.link ?? null,
    published: isoTime(published),
    updated: isoTime(updated),
    author: authors[0]?.name ?? null,
    summary: item.summary ?? null,
    content: item.content ?? null,
    categories: categories.map((category) => category.name),
  };
}

function isoTime(date: Date | undefined): string | null {
  return date?.toISOString() ?? null;
}

function tooLarge({ maxBytes }: InspectLimits): SourceError {
  return new SourceError(`The file is larger than the limit of ${maxBytes} bytes.`);
}

function sentence(error: unknown): string {
  if (error instanceof SourceError) return error.message;
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return 'There is no such file.';
  if (code === 'EACCES') return 'The file may not be read.';
  return `The file cannot be read: ${error instanceof Error ? error.message : String(error)}`;
}
