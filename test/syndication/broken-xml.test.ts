import { Readable } from 'node:stream';
import { readAll, readOne, rss } from './support';

const titles = async (xml: string) => (await readAll(xml)).items.map(({ title }) => title);

describe('broken XML', () => {
  it('is read with entities that XML does not know, and with bare ampersands', async () => {
    const item = await readOne(rss('<title>Caf&eacute;&nbsp;A & B &unknown; C&D</title>'));
    expect(item.title).toBe('Café A & B &unknown; C&D');
  });

  it('is read with a < that begins no tag', async () => {
    expect(await titles(rss('<title>1 < 2 <3</title>'))).toEqual(['1 < 2 <3']);
    const item = await readOne(rss('<author>Ann Bell <ann@f.example></author>'));
    expect(item.authors).toMatchObject([{ name: 'Ann Bell', email: 'ann@f.example' }]);
  });

  it('is read with end tags forgotten', async () => {
    const xml = `<rss><channel><title>Feed<item><title>One<link>https://f.example/1<description>A</description>
      <item><title>Two</title><category>x</channel></rss>`;
    const { feed, items } = await readAll(xml);
    expect(feed.title).toBe('Feed');
    expect(items).toMatchObject([
      { title: 'One', link: 'https://f.example/1', summary: 'A' },
      { title: 'Two', categories: [{ name: 'x' }] },
    ]);
  });

  it('is read with end tags that nothing opened, and with names in the wrong case', async () => {
    expect(
      await titles('<RSS><Channel></b><ITEM><Title>T</TITLE></i></item></channel></rss>'),
    ).toEqual(['T']);
  });

  it('is read as far as it goes where it is cut', async () => {
    const whole = rss('<title>One</title></item><item><title>Two</title><description>Words');
    for (const end of ['', '<', '</descr', '<link href="htt', '<![CDATA[ more', '<!-- ']) {
      const { items } = await readAll(whole.slice(0, whole.indexOf('Words') + 5) + end);
      expect(items.map(({ title }) => title)).toEqual(['One', 'Two']);
      expect(items[1]?.summary).toMatch(/^Words/);
    }
  });

  it('is read without its control characters', async () => {
    expect(await titles(rss('<title>A\u0000\u0008B&#x1;C</title>'))).toEqual(['ABC']);
  });

  it('is read after blank lines, comments, a warning, or an unclosed XML declaration', async () => {
    const feed = rss('<title>T</title>');
    for (const before of [
      '\n\n  ',
      '<!-- hello -->',
      '<br />\n<b>Warning</b>: line 3 <br />',
      '\uFEFF\uFEFF',
    ]) {
      expect(await titles(before + feed)).toEqual(['T']);
    }
    expect(
      await titles(
        '<?xml version="1.0"><rss><channel><item><title>T</title></item></channel></rss>',
      ),
    ).toEqual(['T']);
  });

  it('keeps its text but not its tags below a depth no feed has', async () => {
    const deep = `${'<b>'.repeat(5_000)}deep${'</b>'.repeat(5_000)}`;
    const item = await readOne(
      rss(`<title>T</title><description>${deep}</description><link>https://f.example/</link>`),
    );
    expect(item.summary).toContain('deep');
    expect(item.link).toBe('https://f.example/');
  });

  it('is the same in whatever pieces it arrives', async () => {
    const xml = rss(`<title>Caf&eacute; <![CDATA[<A> ]] ]]>&amp;</title><!-- a > b --><description>x
      <p title="a > b">é</p></description><enclosure url='https://f.example/a.mp3'/>`);
    const whole = await readAll(xml);
    for (const size of [1, 2, 7, 64]) {
      const bytes = Buffer.from(xml);
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
        bytes.subarray(index * size, (index + 1) * size),
      );
      expect(await readAll(Readable.from(pieces))).toEqual(whole);
    }
  });
});

describe('a DTD', () => {
  const withDtd = (dtd: string, title: string) =>
    `<?xml version="1.0"?><!DOCTYPE rss [${dtd}]>${rss(`<title>${title}</title>`).slice(21)}`;

  it('may declare entities that are plain text', async () => {
    expect(await titles(withDtd('<!ENTITY town "Ferry &amp; Bank">', 'In &town;'))).toEqual([
      'In Ferry & Bank',
    ]);
  });

  it('cannot reach a file or an address', async () => {
    const dtd =
      '<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY % b SYSTEM "http://127.0.0.1/x.dtd"> %b;';
    expect(await titles(withDtd(dtd, 'A &a;'))).toEqual(['A &a;']);
  });

  it('cannot make a file grow', async () => {
    const dtd = `<!ENTITY a "${'x'.repeat(1_000)}"><!ENTITY b "${'&a;'.repeat(300)}"><!ENTITY c "${'&b;'.repeat(300)}">`;
    const item = await readOne(withDtd(dtd, '&c;'.repeat(20_000)));
    expect(item.title.length).toBeLessThan(1_200_000);
  });
});
