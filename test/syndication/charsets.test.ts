import { gzipSync } from 'node:zlib';
import { encode } from 'iconv-lite';
import { readAll, readOne } from './support';

const RUSSIAN = 'Паром снова ходит через реку, сообщила администрация города во вторник утром';
const feed = (title: string, declared?: string) =>
  `<?xml version="1.0"${declared === undefined ? '' : ` encoding="${declared}"`}?><rss><channel><item><title>${title}</title></item></channel></rss>`;

describe('the character set of a file', () => {
  it.each(['utf-8', 'utf-16le', 'utf-16be', 'utf-32le', 'windows-1251', 'koi8-r', 'iso-8859-5'])(
    'is read as declared: %s',
    async (charset) => {
      expect((await readOne(encode(feed(RUSSIAN, charset), charset))).title).toBe(RUSSIAN);
    },
  );

  it.each(['shift_jis', 'euc-jp', 'big5', 'gb2312', 'euc-kr'])('may be %s', async (charset) => {
    const text =
      charset === 'euc-kr'
        ? '강을 건너는 배'
        : charset.startsWith('g')
          ? '过河的船'
          : charset === 'big5'
            ? '過河的船'
            : '川を渡る船';
    expect((await readOne(encode(feed(text, charset), charset))).title).toBe(text);
  });

  it('is told by a byte order mark before anything else', async () => {
    const bytes = encode(feed(RUSSIAN, 'windows-1251'), 'utf-16le', { addBOM: true });
    expect((await readOne(bytes, { contentType: 'text/xml; charset=koi8-r' })).title).toBe(RUSSIAN);
  });

  it('is told by HTTP before the file', async () => {
    const bytes = encode(feed(RUSSIAN, 'iso-8859-1'), 'koi8-r');
    expect((await readOne(bytes, { contentType: 'text/xml; charset="koi8-r"' })).title).toBe(
      RUSSIAN,
    );
  });

  it.each(['windows-1251', 'utf-8'])(
    'is detected where it is missing or wrong: %s',
    async (charset) => {
      const body = encode(feed(`${RUSSIAN}. ${RUSSIAN}`), charset);
      expect((await readOne(body)).title).toContain(RUSSIAN);
      const wrong = encode(
        feed(`${RUSSIAN}. ${RUSSIAN}`, charset === 'utf-8' ? 'iso-8859-1' : 'utf-8'),
        charset,
      );
      expect((await readOne(wrong)).title).toContain(RUSSIAN);
    },
  );

  it('is not UTF-16 because a file of single bytes says so', async () => {
    expect((await readOne(feed('Café', 'utf-16'))).title).toBe('Café');
  });

  it('means Windows-1252 where it says Latin-1', async () => {
    expect((await readOne(encode(feed('“Café” – 5 €', 'iso-8859-1'), 'windows-1252'))).title).toBe(
      '“Café” – 5 €',
    );
  });

  it('is UTF-8 in spite of a few stray bytes, which are taken for Windows-1252', async () => {
    const bytes = Buffer.concat([
      Buffer.from('<rss><channel><item><title>Élan à Genève '),
      Buffer.from([0x93, 0x61, 0x94]),
      Buffer.from('</title></item></channel></rss>'),
    ]);
    expect((await readOne(bytes)).title).toBe('Élan à Genève “a”');
  });

  it('holds for JSON too', async () => {
    const json = encode(
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1',
        items: [{ id: 1, title: RUSSIAN }],
      }),
      'utf-16le',
    );
    expect(await readOne(json)).toMatchObject({ externalId: '1', title: RUSSIAN });
  });
});

describe('a gzip file', () => {
  it('is unpacked, known by its first bytes, also where its end is missing', async () => {
    const packed = gzipSync(feed('Packed') + ' '.repeat(1_000));
    expect((await readOne(packed)).title).toBe('Packed');
    expect((await readAll(packed.subarray(0, packed.length - 9))).items).toHaveLength(1);
  });

  it('is refused where it unpacks to more than the limit', async () => {
    const bomb = gzipSync(
      Buffer.concat([Buffer.from('<rss><channel>'), Buffer.alloc(5_000_000, 32)]),
    );
    await expect(readAll(bomb, { maxBytes: 1_000_000 })).rejects.toThrow(
      'larger than the limit of 1000000',
    );
  });
});
