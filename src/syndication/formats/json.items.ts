import { jsonFeedHead, jsonFeedItem } from './json-feed.item';
import { jsonLinesItem } from './jsonl.item';
import { type JsonPart, JsonSplitter } from './json.split';
import { isObject, parseJson } from './json.values';
import { ninjsItem } from './ninjs.item';
import { type ReadResult, type SourceFeed, type SourceItem } from './source-item.types';
import { attempt } from './xml.items';

type ReadValue = (value: unknown, place: string) => SourceItem;

/** The items of a JSON Feed. */
export async function* jsonFeedItems(
  chunks: AsyncIterable<string>,
  feed: SourceFeed,
): AsyncGenerator<ReadResult> {
  const splitter = new JsonSplitter();
  const takeHead = (text: string): void => {
    Object.assign(feed, jsonFeedHead(parseHead(text), feed.baseUrl));
  };
  let index = 0;
  for await (const part of splitParts(splitter, chunks)) {
    if (index === 0) takeHead(part.inList ? splitter.headSoFar : part.text);
    index++;
    if (!part.inList) continue;
    const result = readPart(part, index, (value, place) => jsonFeedItem(value, place, feed));
    if (result) yield result;
  }
  if (splitter.head !== '') takeHead(splitter.head);
}

/** The items of an array, of an object with `items`, or of objects one after another. */
export async function* jsonValueItems(
  chunks: AsyncIterable<string>,
  read: ReadValue,
): AsyncGenerator<ReadResult> {
  const splitter = new JsonSplitter();
  let index = 0;
  for await (const part of splitParts(splitter, chunks)) {
    const result = readPart(part, ++index, read);
    if (result) yield result;
  }
}

/** One item on each line: a line that is no JSON is one bad item. */
export async function* jsonLineItems(
  chunks: AsyncIterable<string>,
  read: ReadValue,
): AsyncGenerator<ReadResult> {
  let number = 0;
  for await (const line of lines(chunks)) {
    number++;
    if (line.trim() === '') continue;
    const place = `line ${number}`;
    const result = attempt(place, () => read(parsed(line), place));
    if (result) yield result;
  }
}

/** Whether the start of a file shows one object on each line, rather than objects over several lines. */
export function isLineByLine(start: string): boolean {
  const text = start.trimStart();
  if (!text.startsWith('{')) return !text.startsWith('[');
  const end = text.indexOf('\n');
  return (
    end < 0 ||
    (text.slice(0, end).trim().length > 1 && /^\s*(\{"|$)/.test(text.slice(end + 1, end + 50)))
  );
}

export const readNinjs: ReadValue = ninjsItem;
export const readJsonLine: ReadValue = jsonLinesItem;

async function* splitParts(
  splitter: JsonSplitter,
  chunks: AsyncIterable<string>,
): AsyncGenerator<JsonPart> {
  for await (const chunk of chunks) {
    splitter.write(chunk);
    yield* splitter.found.splice(0);
  }
  splitter.end();
  yield* splitter.found.splice(0);
}

function readPart(part: JsonPart, index: number, read: ReadValue): ReadResult | undefined {
  const place = `item ${index}, line ${part.line}`;
  return attempt(place, () => {
    if (part.cut) throw new Error('The file ends inside this item.');
    return read(parsed(part.text), place);
  });
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    throw new Error(`This is no valid JSON: ${error instanceof Error ? error.message : ''}`, {
      cause: error,
    });
  }
}

/** What stands around the items, as far as it has come. */
function parseHead(text: string) {
  for (const ending of ['', '}', ']}']) {
    try {
      const value = parseJson(text + ending);
      if (isObject(value)) return value;
    } catch {
      // The next ending may fit.
    }
  }
  return {};
}

async function* lines(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let parts: string[] = [];
  for await (const chunk of chunks) {
    const pieces = chunk.split('\n');
    const last = pieces.pop() ?? '';
    for (const piece of pieces) {
      parts.push(piece);
      yield parts.join('');
      parts = [];
    }
    parts.push(last);
  }
  yield parts.join('');
}
