import { feedHead } from './feed.head';
import { feedItem } from './feed.item';
import { type FoundItem, XmlBuilder } from './xml.builder';
import { XmlTokenizer } from './xml.tokenizer';
import { type XmlNode } from './xml.tree';
import { type ReadResult, type SourceFeed, type SourceItem } from './source-item.types';

/** An item's text may be long; what is longer than this is an attack or an accident. */
const MAX_ITEM_CHARACTERS = 20_000_000;

/** The items of an XML file, one small tree each. What stands around them is in the builder's `root`. */
export async function* xmlNodes(
  chunks: AsyncIterable<string>,
  builder: XmlBuilder,
): AsyncGenerator<FoundItem> {
  const tokenizer = new XmlTokenizer(builder);
  for await (const chunk of chunks) {
    tokenizer.write(chunk);
    yield* builder.found.splice(0);
  }
  tokenizer.end();
  builder.end();
  yield* builder.found.splice(0);
}

export function newBuilder(): XmlBuilder {
  return new XmlBuilder(MAX_ITEM_CHARACTERS);
}

/** Reads each item by `read`, which may skip one by giving nothing; one that fails is reported, not thrown. */
export async function* readNodes(
  chunks: AsyncIterable<string>,
  feed: SourceFeed,
  read: (node: XmlNode, place: string) => SourceItem | undefined,
): AsyncGenerator<ReadResult> {
  const builder = newBuilder();
  const takeHead = (): void => {
    if (builder.root) Object.assign(feed, feedHead(builder.root, feed.format, feed.baseUrl));
  };
  let headKnown = false;
  for await (const { node, index, tooLarge } of xmlNodes(chunks, builder)) {
    if (!headKnown) takeHead();
    headKnown = true;
    const place = `item ${index}, line ${node.line}`;
    const result = attempt(place, () => {
      if (tooLarge) throw new Error('The item is too large to be read.');
      return read(node, place);
    });
    if (result) yield result;
  }
  takeHead();
}

export function feedItems(
  chunks: AsyncIterable<string>,
  feed: SourceFeed,
): AsyncGenerator<ReadResult> {
  return readNodes(chunks, feed, (node, place) => feedItem(node, place, feed));
}

/** One bad item is a result like any other: it never stops the rest. */
export function attempt(place: string, read: () => SourceItem | undefined): ReadResult | undefined {
  try {
    const item = read();
    return item && { ok: true, item };
  } catch (error) {
    return { ok: false, place, error: error instanceof Error ? error.message : String(error) };
  }
}
