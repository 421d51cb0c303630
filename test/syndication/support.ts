import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { readItems, type ReadOptions } from '../../src/syndication/formats/read-items';
import { type Source } from '../../src/syndication/formats/byte.source';
import { type SourceFeed, type SourceItem } from '../../src/syndication/formats/source-item.types';

export interface ReadAll {
  format: string;
  charset: string;
  feed: SourceFeed;
  items: SourceItem[];
  errors: { place: string; error: string }[];
}

export async function readAll(
  source: Source | string,
  options: ReadOptions = {},
): Promise<ReadAll> {
  const reading = await readItems(
    typeof source === 'string' ? Buffer.from(source) : source,
    options,
  );
  const items: SourceItem[] = [];
  const errors: { place: string; error: string }[] = [];
  for await (const result of reading.items) {
    if (result.ok) items.push(result.item);
    else errors.push({ place: result.place, error: result.error });
  }
  return { format: reading.format, charset: reading.charset, feed: reading.feed, items, errors };
}

export async function readOne(source: Source | string, options?: ReadOptions): Promise<SourceItem> {
  const { items } = await readAll(source, options);
  const [item] = items;
  if (!item || items.length !== 1) throw new Error(`One item was expected, not ${items.length}.`);
  return item;
}

export function rss(item: string, channel = ''): string {
  return `<?xml version="1.0"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">
<channel><title>The Ferry Post</title><link>https://ferry.example/</link>${channel}
<item>${item}</item></channel></rss>`;
}

export function atom(entry: string, feed = ''): string {
  return `<feed xmlns="http://www.w3.org/2005/Atom"><title>The Ferry Post</title>${feed}<entry>${entry}</entry></feed>`;
}

/** The folder of real feeds that developers may have beside the project. */
export const REAL_DATA = resolve(__dirname, '../../..', 'shared/data');

export const hasRealData = existsSync(resolve(REAL_DATA, 'feeds'));
