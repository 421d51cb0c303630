import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { inspectFile, inspectFiles, type InspectResult } from '../../src/syndication/inspect';
import { atom, rss } from './support';

let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'broadsheet-inspect-'));
  file = join(folder, 'file');
});
afterAll(() => rm(folder, { recursive: true }));

async function inspect(content: string | Uint8Array): Promise<InspectResult> {
  await writeFile(file, content);
  return inspectFile(file);
}

describe('inspecting a file', () => {
  it('answers what an import would make of it', async () => {
    const xml = rss(
      '<title>A &amp;amp; B</title><guid>1</guid><pubDate>Tue, 02 Jan 2024 10:00:00 EST</pubDate><author>a@f.example (Ann)</author><category>x</category><description>d</description>',
    );
    expect(await inspect(xml)).toEqual({
      file,
      ok: true,
      format: 'rss',
      feed: {
        title: 'The Ferry Post',
        link: 'https://ferry.example/',
        language: null,
        items: [
          {
            id: '1',
            title: 'A & B',
            link: null,
            published: '2024-01-02T15:00:00.000Z',
            updated: null,
            author: 'Ann',
            summary: 'd',
            content: null,
            categories: ['x'],
          },
        ],
      },
    });
  });

  it.each([
    ['', 'The file is empty.'],
    ['  \n', 'The file is empty.'],
    ['just words', 'The file is neither XML nor JSON.'],
    ['<!DOCTYPE html><html><body>Hi</body></html>', 'The file is a web page (HTML), not a feed.'],
    [
      '<opml version="1.0"><body/></opml>',
      'The file is a list of subscriptions (OPML), not a feed.',
    ],
    ['<note><to>Ann</to></note>', 'The file is XML, but no feed: its root element is <note>.'],
    ['{"a": 1}', 'The file is JSON, but neither a JSON Feed nor ninjs nor articles as JSON lines.'],
  ])('says what it is instead of a feed: %j', async (content, error) => {
    expect(await inspect(content)).toEqual({ file, ok: false, error });
  });

  it('answers for each name in turn, also for one that is no file', async () => {
    await writeFile(file, atom('<title>T</title>'));
    const answers: InspectResult[] = [];
    for await (const answer of inspectFiles([join(folder, 'none'), folder, file]))
      answers.push(answer);
    expect(answers).toMatchObject([
      { ok: false, error: 'There is no such file.' },
      { ok: false, error: 'This is not a file.' },
      { ok: true, format: 'atom' },
    ]);
  });

  it('refuses a file over the limit, and ends one that takes too long', async () => {
    await writeFile(file, rss('<title>T</title>'));
    expect(await inspectFile(file, { maxBytes: 10, maxMilliseconds: 1_000 })).toMatchObject({
      error: 'The file is larger than the limit of 10 bytes.',
    });
    expect(await inspectFile(file, { maxBytes: 10_000, maxMilliseconds: -1 })).toMatchObject({
      error: 'Reading the file took too long.',
    });
  });
});

describe('a hostile file', () => {
  const size = 300_000;
  const many = (text: string) => text.repeat(Math.ceil(size / text.length));
  const item = '<rss><channel><item><title>T</title><description>';

  it.each([
    ...[
      '<a>',
      '</a>',
      '<',
      '<a ',
      '<a b="',
      '<a b=">"\'',
      '<?a>',
      '<!x>',
      '<!D [',
      '<!--',
      '<![CDATA[',
      '&amp',
      'a@',
    ].map((text) => item + many(text)),
    ...['<a ', '<!--', '<script>', '&'].map(
      (text) => `<rss><channel><item><title><![CDATA[${many(text)}]]></title>`,
    ),
    `<rss><channel>${many('<item><title>x')}`,
    `<rss><channel><item>${many('<media:content url="a"/>')}`,
    `<rss><channel><item>${many('<category>a</category>')}`,
    `{"items": [${many('[')}`,
    `{"items": [${many('{"id":1},')}`,
    `{"version": "https://jsonfeed.org/version/1", "title": "${many('\\"')}`,
    `[{"title": "a", "body": "b", "id": ${many('[')}${many(']')}}]`,
  ])('is answered in time: %#', async (content) => {
    await expect(inspect(content)).resolves.toBeDefined();
  });
});

const SEEDS = [
  rss(
    '<title>A &amp; B</title><description><![CDATA[<p>x</p>]]></description><media:group><media:content url="a"/></media:group>',
  ),
  atom(
    '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A</div></title><link href="a"/><updated>2024-01-01</updated>',
  ),
  '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "content_text": "a"}, {"id": "2"}]}',
  '{"id": 1, "title": "a", "body": "b"}\n{"id": 2, "title": "a", "body": "b"}\n',
  '[{"uri": "urn:1", "headlines": [{"value": "a"}], "bodies": [{"value": "<p>a</p>"}]}]',
].map((text) => Buffer.from(text));

type Change = (bytes: Buffer) => Buffer;

const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const change: fc.Arbitrary<Change> = fc.oneof(
  place.map(
    (at): Change =>
      (bytes) =>
        bytes.subarray(0, at * bytes.length),
  ),
  fc.tuple(place, fc.nat(255)).map(([at, byte]): Change => (bytes) => {
    const changed = Buffer.from(bytes);
    if (changed.length > 0) changed[Math.floor(at * changed.length)] = byte;
    return changed;
  }),
  fc.tuple(place, place).map(
    ([from, to]): Change =>
      (bytes) =>
        Buffer.concat([bytes.subarray(0, from * bytes.length), bytes.subarray(to * bytes.length)]),
  ),
  fc.constant<Change>((bytes) =>
    Buffer.from(bytes.toString('latin1').replace(/<\/[^>]*>|\}/, ''), 'latin1'),
  ),
);

it('any damage to a file is answered, not thrown', async () => {
  const changes = fc.array(change, { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...SEEDS), changes, async (seed, all) => {
      const answer = await inspect(all.reduce<Buffer>((bytes, next) => next(bytes), seed));
      expect(typeof answer.ok).toBe('boolean');
      expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
    }),
    { numRuns: 400 },
  );
});
