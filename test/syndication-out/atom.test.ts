import { startTestGateway, type TestGateway } from '../support/gateway';
import { all, fetchPath, fetchXml, nth, one, texts, type XmlElement } from './support';

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/;
const UUID_URN = /^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('Atom 1.0 by RFC 4287', () => {
  let gateway: TestGateway;
  let feed: XmlElement;
  let entries: XmlElement[];
  let uid: string;

  beforeAll(async () => {
    gateway = await startTestGateway();
    const { newspaper } = gateway;
    await newspaper.person({ slug: 'ann', name: 'Ann Bell' });
    const article = await newspaper.article({
      headline: 'Fish & <b>chips</b>',
      standfirst: 'Fried.',
      authors: ['ann'],
      tags: ['food'],
      imageId: await newspaper.image('chips'),
      publishedAt: new Date('2026-03-04T05:06:07.080Z'),
      updatedAt: new Date('2026-03-05T00:00:00Z'),
    });
    uid = article.uid;
    await newspaper.article({ slug: 'nobody', publishedAt: new Date('2026-01-01T00:00:00Z') });
    feed = await fetchXml(gateway, '/feeds/en/atom.xml');
    entries = all(feed, 'entry');
  });
  afterAll(() => gateway.close());

  it('is served as application/atom+xml, its elements in the namespace of Atom', async () => {
    const { headers } = await fetchPath(gateway, '/feeds/en/atom.xml');
    expect(headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    expect([feed, ...feed.children].map((element) => element.uri)).toEqual(
      Array.from({ length: feed.children.length + 1 }, () => 'http://www.w3.org/2005/Atom'),
    );
  });

  it('has exactly one id, title and updated in the feed and in each entry (4.1.1, 4.1.2)', () => {
    for (const element of [feed, ...entries]) {
      for (const name of ['id', 'title', 'updated']) expect(all(element, name)).toHaveLength(1);
    }
  });

  it('has ids that are absolute URIs and differ (4.2.6)', () => {
    const ids = [feed, ...entries].map((element) => one(element, 'id').text);
    for (const id of ids) expect(id).toMatch(UUID_URN);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids[1]).toBe(`urn:uuid:${uid}`);
  });

  it('writes dates by RFC 3339; the feed was changed when its newest entry was (3.3)', () => {
    const dates = [feed, ...entries].flatMap((element) => [
      ...texts(element, 'updated'),
      ...texts(element, 'published'),
    ]);
    for (const date of dates) expect(date).toMatch(RFC_3339);
    expect(one(feed, 'updated').text).toBe('2026-03-05T00:00:00.000Z');
    expect(one(nth(feed, 'entry', 0), 'published').text).toBe('2026-03-04T05:06:07.080Z');
  });

  it('links to itself, and to one page of type text/html in the feed and in each entry (4.2.7)', () => {
    const rels = (element: XmlElement, rel: string) =>
      all(element, 'link')
        .filter((link) => link.attributes.rel === rel)
        .map((link) => link.attributes.href);
    expect(rels(feed, 'self')).toEqual([`${gateway.url}/feeds/en/atom.xml`]);
    for (const element of [feed, ...entries]) expect(rels(element, 'alternate')).toHaveLength(1);
    expect(rels(nth(feed, 'entry', 0), 'enclosure')).toHaveLength(1);
  });

  it('names an author for each entry, or for the feed where an entry has none (4.1.1)', () => {
    expect(all(feed, 'author').map((author) => texts(author, 'name'))).toEqual([['Broadsheet']]);
    const [first, second] = entries.map((entry) => all(entry, 'author'));
    expect(first?.map((author) => one(author, 'name').text)).toEqual(['Ann Bell']);
    expect(second).toEqual([]);
  });

  it('gives each category a term (4.2.2)', () => {
    expect(all(nth(feed, 'entry', 0), 'category').map(({ attributes }) => attributes)).toEqual([
      { term: 'town', label: 'town' },
      { term: 'food', label: 'food' },
    ]);
  });

  it('has titles as text and contents as escaped HTML (3.1.1)', () => {
    const entry = nth(feed, 'entry', 0);
    expect(one(entry, 'title')).toMatchObject({
      attributes: { type: 'text' },
      text: 'Fish & <b>chips</b>',
    });
    expect(one(entry, 'content').attributes).toEqual({ type: 'html' });
    expect(one(entry, 'content').text).toMatch(/^<p>/);
    expect(one(entry, 'rights').text).toContain('Broadsheet');
  });

  it('says the language of the feed and of each entry', () => {
    expect(feed.attributes['xml:lang']).toBe('en');
    expect(entries.map((entry) => entry.attributes['xml:lang'])).toEqual(['en', 'en']);
  });

  it('is complete and the same at every look where it is empty', async () => {
    await gateway.newspaper.section({ slug: 'empty' });
    const path = '/feeds/en/sections/empty/atom.xml';
    const empty = await fetchXml(gateway, path);
    expect(all(empty, 'entry')).toEqual([]);
    expect(one(empty, 'updated').text).toMatch(RFC_3339);
    expect(await fetchXml(gateway, path)).toEqual(empty);
  });

  it('keeps its own id when its section gets another slug', async () => {
    const idOf = async (slug: string) =>
      one(await fetchXml(gateway, `/feeds/en/sections/${slug}/atom.xml`), 'id').text;
    const before = await idOf('empty');
    await gateway.newspaper.manager.query("UPDATE section SET slug = 'bare' WHERE slug = 'empty'");
    await gateway.newspaper.onFrameChange();
    expect(await idOf('bare')).toBe(before);
  });
});
