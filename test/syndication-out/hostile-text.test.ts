import { startTestGateway, type TestGateway } from '../support/gateway';
import { all, fetchJson, fetchXml, one, texts, type XmlElement } from './support';

const HOSTILE = {
  'the end of CDATA': 'Before ]]> after ]]]]>> and <![CDATA[ again',
  'markup and entities': '<script>alert("1")</script> & &amp; &#0; \' "',
  'control characters': 'a\u0001b\u0008c\u000bd\u001fe\u007ff\u009fg\ufffeh',
  'white space': 'tab\there, line\nbreak, return\rhere, no-break\u00a0space',
  'emoji and rare letters': '👩‍👩‍👧 𝔊𝔬𝔱𝔥 🏴󠁧󠁢󠁥󠁮󠁧󠁿 é é',
  'text from right to left': 'שלום עולם \u202bمرحبا\u202c بالعالم',
  'other scripts': 'Новости 新闻 समाचार ข่าว ニュース',
};

// What XML 1.0 cannot hold, and the controls that it discourages.
// eslint-disable-next-line no-control-regex
const ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/g;

/** As text comes back from a parser that puts line ends right where they stand bare. */
const kept = (text: string) => text.replace(ILLEGAL, '');
const asHtml = (text: string) =>
  text.replace(/[&<>]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[char] ?? '');

describe('what goes out with a hostile text in every place', () => {
  let gateway: TestGateway;
  let id: string;

  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.close());

  async function writeEverywhere(text: string): Promise<void> {
    const { newspaper } = gateway;
    const article = await newspaper.article({
      ...(id && { uid: id.slice('art_'.length) }),
      slug: 'hostile',
      headline: text,
      standfirst: text,
      kicker: text,
      authors: ['ann'],
      tags: ['tag'],
      imageId: await newspaper.image('picture'),
      usageTerms: text,
      text: asHtml(text),
    });
    id = article.id;
    await newspaper.manager.query('DELETE FROM correction');
    await newspaper.correction(article.uid, text);
    for (const sql of [
      'UPDATE section SET name = $1, description = $1',
      'UPDATE person SET name = $1',
      'UPDATE tag SET name = $1',
      'UPDATE site SET name = $1, rights_notice = $1',
      'UPDATE image SET alt = $1, caption = $1, credit = $1',
    ]) {
      await newspaper.manager.query(sql, [text]);
    }
    await newspaper.onFrameChange();
  }

  const item = async () => {
    const channel = one(await fetchXml(gateway, '/feeds/en/sections/town/rss.xml'), 'channel');
    return { channel, item: one(channel, 'item') };
  };

  describe.each(Object.entries(HOSTILE))('%s', (_name, text) => {
    beforeAll(() => writeEverywhere(text));

    it('is well-formed RSS that says the same', async () => {
      const rss = await item();
      expect(one(rss.channel, 'description').text).toBe(kept(text));
      expect(one(rss.item, 'title').text).toBe(kept(text));
      expect(one(rss.item, 'description').text).toBe(kept(text));
      expect(texts(rss.item, 'category')).toEqual([kept(text), kept(text)]);
      expect(texts(rss.item, 'dc:creator')).toEqual([kept(text)]);
      expect(one(one(rss.item, 'media:content'), 'media:credit').text).toBe(kept(text));
    });

    it('has a content in RSS that a CDATA section could not end', async () => {
      const { text: content } = one((await item()).item, 'content:encoded');
      expect(content).toMatch(/^<p>[^]*<\/p>$/);
      expect(content).not.toContain('<script');
      const correction = content.split('<strong>Correction:</strong> ')[1];
      expect(correction).toBe(`${asHtml(kept(text).replace(/\r\n?/g, '\n'))}</p>`);
    });

    it('is well-formed Atom that says the same', async () => {
      const feed = await fetchXml(gateway, '/feeds/en/atom.xml');
      const entry = one(feed, 'entry');
      expect(one(feed, 'rights').text).toBe(kept(text));
      expect(one(entry, 'title').text).toBe(kept(text));
      expect(one(entry, 'summary').text).toBe(kept(text));
      const labels = all(entry, 'category').map(({ attributes }) => attributes.label);
      // In attributes, parsers make spaces of line ends and tabs.
      expect(labels.map((label) => label?.replace(/\s/g, ' '))).toEqual(
        [text, text].map((label) => kept(label).replace(/\s/g, ' ')),
      );
      expect(one(entry, 'content').text).toContain('<p>');
    });

    it('is JSON Feed and ninjs that say the same', async () => {
      const feed = await fetchJson<{ items: { title: string; summary: string }[] }>(
        gateway,
        '/feeds/en/feed.json',
      );
      expect(feed.items[0]).toMatchObject({ title: text, summary: text });
      const ninjs = await fetchJson<{ headlines: { value: string }[] }>(
        gateway,
        `/ninjs/${id}.json`,
      );
      expect(ninjs.headlines[0]?.value).toBe(text);
    });

    it('is a well-formed sitemap of news', async () => {
      const set = await fetchXml(gateway, '/sitemaps/en/news.xml');
      const news = one(one(set, 'url'), 'news:news');
      expect(one(news, 'news:title').text).toBe(kept(text));
      const publication: XmlElement = one(news, 'news:publication');
      expect(one(publication, 'news:name').text).toBe(kept(text));
    });
  });
});
