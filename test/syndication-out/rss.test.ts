import { readAll } from '../syndication/support';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { all, fetchPath, fetchXml, nth, one, texts, type XmlElement } from './support';

const RFC_822 =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} GMT$/;

describe('RSS 2.0', () => {
  let gateway: TestGateway;
  let channel: XmlElement;
  let item: XmlElement;
  let article: { id: string; uid: string; slug: string };

  beforeAll(async () => {
    gateway = await startTestGateway();
    const { newspaper } = gateway;
    await newspaper.person({ slug: 'ann', name: 'Ann Bell' });
    await newspaper.person({ slug: 'cy', name: 'Cy Dee' });
    await newspaper.section({ slug: 'town', name: 'Town' });
    article = await newspaper.article({
      headline: 'The bridge is open',
      standfirst: 'After nine years.',
      authors: ['ann', 'cy'],
      credits: [{ role: 'EDITOR', person: 'ed' }],
      tags: ['roads'],
      imageId: await newspaper.image('bridge'),
      publishedAt: new Date('2026-03-04T05:06:07Z'),
      updatedAt: new Date('2026-03-05T05:06:07Z'),
      text: 'See <a href="/town/old">the old one</a>.',
    });
    await newspaper.correction(
      article.uid,
      'It is 90 metres long.',
      new Date('2026-03-06T00:00:00Z'),
    );
    await newspaper.article({ slug: 'bare', publishedAt: new Date('2026-01-02T00:00:00Z') });
    const rss = await fetchXml(gateway, '/feeds/en/rss.xml');
    channel = one(rss, 'channel');
    item = nth(channel, 'item', 0);
  });
  afterAll(() => gateway.close());

  it('is served as application/rss+xml in UTF-8', async () => {
    const { headers } = await fetchPath(gateway, '/feeds/en/rss.xml');
    expect(headers.get('content-type')).toBe('application/rss+xml; charset=utf-8');
  });

  it('has what a channel must have: title, link, description', () => {
    expect(texts(channel, 'title')).toEqual(['Broadsheet']);
    expect(texts(channel, 'link')).toEqual([`${gateway.url}/`]);
    expect(texts(channel, 'description')).toEqual(['Broadsheet']);
    expect(texts(channel, 'language')).toEqual(['en']);
    expect(one(channel, 'copyright').text).toContain('Broadsheet');
  });

  it('links to itself by atom:link, with the address it was fetched from', () => {
    expect(one(channel, 'atom:link')).toMatchObject({
      uri: 'http://www.w3.org/2005/Atom',
      attributes: {
        href: `${gateway.url}/feeds/en/rss.xml`,
        rel: 'self',
        type: 'application/rss+xml',
      },
    });
  });

  it('writes dates by RFC 822 with years of four digits; a correction is a change', () => {
    expect(one(item, 'pubDate').text).toMatch(RFC_822);
    expect(new Date(one(item, 'pubDate').text)).toEqual(new Date('2026-03-04T05:06:07Z'));
    expect(one(channel, 'lastBuildDate').text).toBe('Fri, 06 Mar 2026 00:00:00 GMT');
  });

  it('gives each item a guid that is no permanent link, and its page as link', () => {
    expect(one(item, 'guid')).toMatchObject({
      attributes: { isPermaLink: 'false' },
      text: article.id,
    });
    expect(one(item, 'link').text).toBe(`${gateway.url}/town/${article.slug}`);
  });

  it('names each author in a dc:creator and nobody who is no author; no author without an e-mail address', () => {
    expect(texts(item, 'dc:creator')).toEqual(['Ann Bell', 'Cy Dee']);
    expect(all(item, 'author')).toEqual([]);
  });

  it('has the section and the tags as categories', () => {
    expect(texts(item, 'category')).toEqual(['Town', 'roads']);
  });

  it('has the standfirst as description and the whole text as content:encoded, its addresses absolute', () => {
    expect(texts(item, 'description')).toEqual(['After nine years.']);
    expect(one(item, 'content:encoded').text).toContain(`<a href="${gateway.url}/town/old"`);
  });

  it('appends corrections to the text', () => {
    const { text } = one(item, 'content:encoded');
    expect(text).toMatch(/<p><strong>Correction:<\/strong> It is 90 metres long\.<\/p>$/);
  });

  it('describes an item without a standfirst by how its text begins', () => {
    expect(one(nth(channel, 'item', 1), 'description').text).toBe('The text of bare.');
  });

  it('shows the picture with type, size and description', () => {
    const media = one(item, 'media:content');
    expect(media.attributes).toMatchObject({
      type: 'image/jpeg',
      medium: 'image',
      width: '1200',
      height: '675',
    });
    expect(media.attributes.url).toMatch(/^http:\/\/.*\.jpg$/);
    expect(texts(media, 'media:description')).toEqual(['bridge']);
  });

  it('has each element of an item once, but those that may repeat', () => {
    const names = item.children.map((child) => child.name);
    const single = names.filter((name) => !['category', 'dc:creator'].includes(name));
    expect(single).toEqual([...new Set(single)]);
  });

  it('is read by our own import', async () => {
    const { body } = await fetchPath(gateway, '/feeds/en/rss.xml');
    const { items, errors } = await readAll(body);
    expect(errors).toEqual([]);
    expect(items[0]).toMatchObject({
      externalId: article.id,
      title: 'The bridge is open',
      link: `${gateway.url}/town/${article.slug}`,
      published: new Date('2026-03-04T05:06:07Z'),
      summary: 'After nine years.',
    });
  });
});
