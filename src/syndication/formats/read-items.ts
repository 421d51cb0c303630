import { type OpenedSource, openSource, type Source } from './byte.source';
import { decodeText } from './charset.decode';
import { detectCharset } from './charset.detect';
import { detectFormat } from './format.detect';
import {
  isLineByLine,
  jsonFeedItems,
  jsonLineItems,
  jsonValueItems,
  readJsonLine,
  readNinjs,
} from './json.items';
import { readCatalogue } from './wxr.catalogue';
import { wxrItem } from './wxr.item';
import { feedItems, readNodes } from './xml.items';
import {
  type ReadResult,
  SourceError,
  type SourceFeed,
  type SourceFormat,
} from './source-item.types';

export interface ReadOptions {
  /** Told from the content by default. */
  format?: 'auto' | SourceFormat;
  /** The HTTP header, for its charset. */
  contentType?: string;
  /** The address the source came from, for relative addresses in it. */
  baseUrl?: string;
  /** Counted after unpacking; 1 GiB by default. */
  maxBytes?: number;
}

export interface SourceReading {
  format: SourceFormat;
  charset: string;
  /** Filled while the items are read: what stands before the first item is there with it, all of it at the end. */
  feed: SourceFeed;
  /** The items in the order of the file, the bad ones with their place. To be read once. */
  items: AsyncIterable<ReadResult>;
  /** Needed only where the items are not read to their end. */
  close(): Promise<void>;
}

const MAX_BYTES = 1024 ** 3;

/**
 * Reads a feed, an export or an agency's item, whatever its format and character set, item by item, so
 * that memory stays flat. Rejects with a `SourceError` where the file as a whole is none of the formats;
 * a single bad item is a result among the others.
 */
export async function readItems(source: Source, options: ReadOptions = {}): Promise<SourceReading> {
  const opened = await openSource(source, options.maxBytes ?? MAX_BYTES);
  try {
    const charset = detectCharset(opened.start, options.contentType);
    const start = await startText(opened.start, charset);
    const format = formatOf(start, options.format ?? 'auto');
    const feed: SourceFeed = { format, authors: [], categories: [] };
    if (options.baseUrl !== undefined) feed.baseUrl = options.baseUrl;
    if (format === 'wxr') await opened.keep();
    const items = closing(opened, itemsOf(opened, charset, feed, start));
    return { format, charset, feed, items, close: () => opened.close() };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** A format that was asked for is believed, as long as the file is of its family. */
function formatOf(start: string, asked: 'auto' | SourceFormat): SourceFormat {
  if (asked === 'auto') return detectFormat(start);
  const first = start.trimStart()[0];
  if (first === undefined) throw new SourceError('The file is empty.');
  const wantsJson = asked === 'json-feed' || asked === 'ninjs' || asked === 'jsonl';
  if (wantsJson ? first === '<' : '{['.includes(first)) {
    throw new SourceError(`The file is ${wantsJson ? 'XML' : 'JSON'}, not ${asked}.`);
  }
  return asked;
}

function itemsOf(
  opened: OpenedSource,
  charset: string,
  feed: SourceFeed,
  start: string,
): AsyncIterable<ReadResult> {
  const text = (): AsyncIterable<string> => decodeText(opened.chunks(), charset);
  const values = isLineByLine(start) ? jsonLineItems : jsonValueItems;
  switch (feed.format) {
    case 'rss':
    case 'atom':
      return feedItems(text(), feed);
    case 'wxr':
      return wxrItems(text, feed);
    case 'json-feed':
      return jsonFeedItems(text(), feed);
    case 'ninjs':
      return values(text(), readNinjs);
    case 'jsonl':
      return values(text(), readJsonLine);
  }
}

/** Attachments stand after the posts that show them, so the file is read for them first. */
async function* wxrItems(
  text: () => AsyncIterable<string>,
  feed: SourceFeed,
): AsyncGenerator<ReadResult> {
  const catalogue = await readCatalogue(text());
  yield* readNodes(text(), feed, (node, place) => wxrItem(node, place, feed, catalogue));
}

async function* closing(
  opened: OpenedSource,
  items: AsyncIterable<ReadResult>,
): AsyncGenerator<ReadResult> {
  try {
    yield* items;
  } finally {
    await opened.close();
  }
}

async function startText(start: Buffer, charset: string): Promise<string> {
  let text = '';
  // eslint-disable-next-line @typescript-eslint/require-await -- the decoder reads what comes in time
  const once = async function* (): AsyncGenerator<Buffer> {
    yield start;
  };
  for await (const part of decodeText(once(), charset)) text += part;
  return text;
}
