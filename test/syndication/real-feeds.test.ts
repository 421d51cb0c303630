import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inspectFile, type InspectedItem } from '../../src/syndication/inspect';
import { hasRealData, readAll, REAL_DATA } from './support';

if (!hasRealData) {
  console.info('No real feeds lie beside the project: the tests that read them are skipped.');
}
const withData = hasRealData ? describe : describe.skip;
const filesIn = (folder: string): string[] =>
  hasRealData
    ? readdirSync(join(REAL_DATA, folder)).map((name) => join(REAL_DATA, folder, name))
    : [];

/** What the other reader made of a feed; JSON Feeds are their own expectation. */
interface Expected {
  title?: string;
  link?: string;
  home_page_url?: string;
  language?: string;
  items?: ExpectedItem[];
}

interface ExpectedItem {
  title?: string;
  link?: string;
  url?: string;
  guid?: string;
  id?: string;
  publishedParsed?: string;
  date_published?: string;
  updatedParsed?: string;
  date_modified?: string;
  author?: { name?: string; email?: string };
  name?: string;
  email?: string;
  categories?: string[];
  tags?: string[];
  content?: string;
  content_html?: string;
  description?: string;
  summary?: string;
}

/** Where the two readers differ on purpose: the file's name begins so, the field, and why. */
const EXCEPTIONS: readonly (readonly [file: string, field: string, reason: string])[] = [
  [
    'translator__json__json11_full',
    'author',
    'JSON Feed 1.1: an item without authors has its feed’s',
  ],
  ['translator__rss__feed_item_links', 'link', 'of several links the first is taken, not the last'],
  ['translator__rss__feed_links', 'feed.link', 'of several links the first is taken, not the last'],
];

/** The value of the first of these keys that the other reader has set, an empty text being none. */
function given(item: object, ...keys: (keyof ExpectedItem | keyof Expected)[]): unknown {
  const values = item as Record<string, unknown>;
  const key = keys.find((name) => values[name] !== undefined && values[name] !== '');
  return key === undefined ? null : values[key];
}

const time = (text: unknown): string | null =>
  typeof text === 'string' ? new Date(text).toISOString() : null;

function expectedItem(item: ExpectedItem): Partial<Record<keyof InspectedItem, unknown>> {
  const id = given(item, 'guid', 'id');
  return {
    ...(id === null ? {} : { id }),
    title: given(item, 'title'),
    link: given(item, 'link', 'url'),
    published: time(given(item, 'publishedParsed', 'date_published')),
    updated: time(given(item, 'updatedParsed', 'date_modified')),
    author: given(item.author ?? {}, 'name', 'email'),
    categories: given(item, 'categories', 'tags') ?? [],
    content: given(item, 'content', 'content_html'),
    summary: given(item, 'description', 'summary'),
  };
}

function expectationOf(file: string): Expected | undefined {
  const name = file.replace(/\.(xml|json)$/, file.endsWith('.xml') ? '.json' : '_expected.json');
  return existsSync(name) ? (JSON.parse(readFileSync(name, 'utf8')) as Expected) : undefined;
}

function isException(file: string, field: string): boolean {
  return EXCEPTIONS.some(([name, known]) => basename(file).startsWith(name) && known === field);
}

async function differences(file: string, expected: Expected): Promise<string[]> {
  const answer = await inspectFile(file);
  if (!answer.ok) return [`${basename(file)}: ${answer.error}`];
  const { items, ...feed } = answer.feed;
  const wanted = (expected.items ?? []).map(expectedItem);
  const pairs: [field: string, wanted: unknown, got: unknown][] = [
    ['feed.title', given(expected, 'title'), feed.title],
    ['feed.link', given(expected, 'link', 'home_page_url'), feed.link],
    ['feed.language', given(expected, 'language'), feed.language],
    ['items', wanted.length, items.length],
    ...wanted.flatMap((item, index) =>
      Object.entries(item).map(([field, value]): [string, unknown, unknown] => [
        field,
        value,
        items[index]?.[field as keyof InspectedItem],
      ]),
    ),
  ];
  return pairs
    .filter(([field, a, b]) => JSON.stringify(a) !== JSON.stringify(b) && !isException(file, field))
    .map(
      ([field, a, b]) => `${basename(file)} ${field}: ${JSON.stringify(a)} or ${JSON.stringify(b)}`,
    );
}

withData('real feeds', () => {
  it('are read as another tolerant reader reads them', async () => {
    const compared = filesIn('feeds/gofeed').flatMap((file) => {
      const expected = expectationOf(file);
      return expected ? [{ file, expected }] : [];
    });
    const found: string[] = [];
    for (const { file, expected } of compared) found.push(...(await differences(file, expected)));
    expect(compared.length).toBeGreaterThan(100);
    expect(found).toEqual([]);
  });

  it('are all read, but for those that are no feeds', async () => {
    const refused: Record<string, string> = {};
    for (const file of filesIn('feeds/rome')) {
      const answer = await inspectFile(file);
      if (!answer.ok) refused[basename(file)] = answer.error;
    }
    const opml = 'The file is a list of subscriptions (OPML), not a feed.';
    expect(refused).toEqual({
      '2.rss': 'The file is a web page (HTML), not a feed.',
      'logback-test.xml': 'The file is XML, but no feed: its root element is <configuration>.',
      'opml_1.0.xml': opml,
      'opml_1.0_links.xml': opml,
      'opml_2.0.xml': opml,
    });
  });

  it('of WordPress and of agencies are read without a bad item', async () => {
    const wxr = await readAll({ path: join(REAL_DATA, 'wxr/blocks.wordpress.xml') });
    expect(wxr.errors).toEqual([]);
    expect(wxr.items.map(({ kind }) => kind).sort()).toEqual([
      ...Array<string>(61).fill('article'),
      'page',
    ]);
    for (const version of ['2.1', '2.2', '3.0', '3.1']) {
      for (const file of filesIn(`ninjs/${version}`)) {
        const { format, items, errors } = await readAll({ path: file });
        expect({ format, errors, count: items.length }).toEqual({
          format: 'ninjs',
          errors: [],
          count: 1,
        });
      }
    }
  });

  it('of JSON lines are read without a bad item', async () => {
    for (const [file, count] of [
      ['ecb-plus', 982],
      ['sib-200', 6_024],
    ] as const) {
      const { items, errors } = await readAll({ path: join(REAL_DATA, `articles/${file}.jsonl`) });
      expect({ items: items.length, errors }).toEqual({ items: count, errors: [] });
    }
  });
});
