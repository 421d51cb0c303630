import { atom, readAll, readOne, rss } from './support';

describe('RSS', () => {
  it('gives every field of an item', async () => {
    const item = await readOne(
      rss(
        `<title>Bridge &amp;amp; tunnel</title><link>https://ferry.example/bridge</link>
        <guid isPermaLink="false">b-1</guid><pubDate>Tue, 02 Jan 2024 10:00:00 EST</pubDate>
        <author>ann@ferry.example (Ann Bell)</author><category>Town</category><category>Roads</category>
        <description>Short &lt;b&gt;news&lt;/b&gt;</description>
        <content:encoded><![CDATA[<p>All of it &amp; more</p>]]></content:encoded>
        <media:content url="https://ferry.example/b.jpg" medium="image" width="800" height="600">
          <media:title>A bridge</media:title><media:credit role="photographer">Cy Dee</media:credit>
          <media:license href="https://creativecommons.org/licenses/by/4.0/">CC BY</media:license>
        </media:content>
        <enclosure url="https://ferry.example/b.mp4" type="video/mp4" length="9000"/>`,
        '<language>en-gb</language><copyright>2024 Ferry</copyright>',
      ),
    );
    expect(item).toMatchObject({
      place: 'item 1, line 5',
      externalId: 'b-1',
      title: 'Bridge & tunnel',
      link: 'https://ferry.example/bridge',
      language: 'en-gb',
      published: new Date('2024-01-02T15:00:00Z'),
      status: 'published',
      authors: [
        { name: 'Ann Bell', email: 'ann@ferry.example', role: 'AUTHOR' },
        { name: 'Cy Dee', role: 'PHOTOGRAPHER' },
      ],
      summary: 'Short <b>news</b>',
      content: '<p>All of it &amp; more</p>',
      categories: [{ name: 'Town' }, { name: 'Roads' }],
      image: {
        url: 'https://ferry.example/b.jpg',
        alt: 'A bridge',
        credit: 'Cy Dee',
        licenceName: 'CC BY',
        licenceUrl: 'https://creativecommons.org/licenses/by/4.0/',
        width: 800,
      },
      media: [{ kind: 'video', url: 'https://ferry.example/b.mp4', bytes: 9000 }],
      format: 'VIDEO',
      rights: { notice: '2024 Ferry' },
    });
  });

  it('is read in its RDF form, whose items stand beside the channel', async () => {
    const { format, feed, items } = await readAll(`<rdf:RDF xmlns="http://purl.org/rss/1.0/"
      xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel rdf:about="https://f.example/rdf"><title>Ferry</title><dc:language>de</dc:language></channel>
      <item rdf:about="https://f.example/1"><title>One</title><dc:date>2024-05-06</dc:date>
        <dc:creator>Ann Bell</dc:creator><dc:subject>Town</dc:subject></item></rdf:RDF>`);
    expect(format).toBe('rss');
    expect(feed).toMatchObject({ title: 'Ferry', language: 'de' });
    expect(items).toMatchObject([
      {
        externalId: 'https://f.example/1',
        language: 'de',
        published: new Date('2024-05-06T00:00:00Z'),
        authors: [{ name: 'Ann Bell' }],
        categories: [{ name: 'Town' }],
      },
    ]);
  });

  it('knows a vocabulary by its address, under any prefix, and by its prefix where none is declared', async () => {
    const odd = `<x:rss xmlns:x="http://backend.userland.com/rss2" xmlns:c="http://purl.org/rss/1.0/modules/content/">
      <x:channel><x:item><x:title>T</x:title><c:encoded>Text</c:encoded></x:item></x:channel></x:rss>`;
    expect(await readOne(odd)).toMatchObject({ title: 'T', content: 'Text' });
    const undeclared = '<rss><channel><item><dc:creator>Ann</dc:creator></item></channel></rss>';
    expect(await readOne(undeclared)).toMatchObject({ authors: [{ name: 'Ann' }] });
  });

  it('takes markup that was not escaped for what it is', async () => {
    const item = await readOne(rss('<description>One <b>two</b><br/>three</description>'));
    expect(item.summary).toBe('One <b>two</b><br>three');
  });

  it('takes its link from a guid that is an address, and only from one that is a permalink', async () => {
    expect((await readOne(rss('<guid>https://f.example/1</guid>'))).link).toBe(
      'https://f.example/1',
    );
    const other = await readOne(rss('<guid isPermaLink="false">https://f.example/1</guid>'));
    expect(other.link).toBeUndefined();
  });

  it('falls back to iTunes', async () => {
    const item = await readOne(
      rss(`<itunes:title>Episode</itunes:title><itunes:author>Ann</itunes:author><itunes:summary>About</itunes:summary>
        <itunes:image href="https://f.example/i.jpg"/><itunes:duration>1:02:03</itunes:duration>
        <enclosure url="https://f.example/e.mp3" type="audio/mpeg"/>`),
    );
    expect(item).toMatchObject({
      title: 'Episode',
      authors: [{ name: 'Ann' }],
      summary: 'About',
      image: { url: 'https://f.example/i.jpg' },
      media: [{ kind: 'audio', durationSeconds: 3723 }],
    });
  });
});

describe('Atom', () => {
  it('knows plain text, HTML, XHTML and base64 apart', async () => {
    const content = async (xml: string) => (await readOne(atom(xml))).content;
    expect(await content('<content type="text">1 &lt; 2 &amp; 3</content>')).toBe(
      '1 &lt; 2 &amp; 3',
    );
    expect(await content('<content type="html">&lt;p&gt;Hi&lt;/p&gt;</content>')).toBe('<p>Hi</p>');
    expect(
      await content(
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>A &amp; <br/>B</p></div></content>',
      ),
    ).toBe('<p>A &amp; <br>B</p>');
    expect(await content('<content mode="base64" type="text/html">PHA+SGk8L3A+</content>')).toBe(
      '<p>Hi</p>',
    );
  });

  it('resolves addresses against xml:base, and inherits language and author', async () => {
    const item = await readOne(
      `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://f.example/news/" xml:lang="pt">
        <author><name>Ann Bell</name><email>ann@f.example</email></author>
        <entry xml:base="2024/"><id>urn:1</id><title>T</title><link href="one"/><updated>2024-01-02T03:04:05+01:00</updated></entry></feed>`,
    );
    expect(item).toMatchObject({
      externalId: 'urn:1',
      link: 'https://f.example/news/2024/one',
      language: 'pt',
      authors: [{ name: 'Ann Bell', email: 'ann@f.example' }],
      published: new Date('2024-01-02T02:04:05Z'),
      updated: new Date('2024-01-02T02:04:05Z'),
    });
  });

  it('is read in version 0.3', async () => {
    const item = await readOne(`<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry>
      <title mode="escaped">A &amp;amp; B</title><issued>2003-12-13T08:29:29-04:00</issued>
      <modified>2003-12-14T00:00:00Z</modified><content type="text/html" mode="escaped">&lt;i&gt;x&lt;/i&gt;</content></entry></feed>`);
    expect(item).toMatchObject({
      title: 'A & B',
      content: '<i>x</i>',
      published: new Date('2003-12-13T12:29:29Z'),
      updated: new Date('2003-12-14T00:00:00Z'),
    });
  });

  it('prefers the page among several alternate links', async () => {
    const item = await readOne(
      atom(
        '<link rel="alternate" type="application/json" href="https://f.example/j"/><link type="text/html" href="https://f.example/h"/>',
      ),
    );
    expect(item.link).toBe('https://f.example/h');
  });
});

describe('what an item lacks', () => {
  it('is made up by rule: the id from the link, then from the content; the title from the text', async () => {
    expect((await readOne(rss('<link>https://f.example/1</link>'))).externalId).toBe(
      'https://f.example/1',
    );
    const bare = rss('<description>Some words about the ferry.</description>');
    const [once, again] = [await readOne(bare), await readOne(bare)];
    expect(once.externalId).toMatch(/^sha256:/);
    expect(again.externalId).toBe(once.externalId);
    expect(once).toMatchObject({ title: 'Some words about the ferry.', titleIsDerived: true });
  });

  it('is not made up for a date', async () => {
    const item = await readOne(rss('<title>T</title><pubDate>yesterday</pubDate>'));
    expect(item.published).toBeUndefined();
  });
});
