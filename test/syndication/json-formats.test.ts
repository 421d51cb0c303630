import { readAll, readOne } from './support';

describe('JSON Feed', () => {
  it('is read in versions 1 and 1.1', async () => {
    const { format, feed, items, errors } = await readAll(
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        items: [
          {
            id: 7,
            url: 'https://f.example/7',
            title: 'T',
            content_html: '<p>Hi</p>',
            tags: ['a', 'b'],
            date_published: '2024-01-02T03:04:05+01:00',
            attachments: [
              { url: 'https://f.example/v', mime_type: 'video/mp4', duration_in_seconds: 9 },
            ],
          },
          'no item',
          { id: 'x', content_text: 'a < b', author: { name: 'Cy Dee' }, language: 'de' },
        ],
        title: 'Ferry',
        language: 'en',
        authors: [{ name: 'Ann Bell' }],
      }),
    );
    expect(format).toBe('json-feed');
    expect(feed).toMatchObject({ title: 'Ferry', language: 'en' });
    expect(items).toMatchObject([
      {
        externalId: '7',
        title: 'T',
        content: '<p>Hi</p>',
        categories: [{ name: 'a' }, { name: 'b' }],
        media: [{ kind: 'video', durationSeconds: 9 }],
      },
      {
        externalId: 'x',
        content: 'a &lt; b',
        authors: [{ name: 'Cy Dee' }],
        language: 'de',
        titleIsDerived: true,
      },
    ]);
    expect(errors).toEqual([{ place: 'item 2, line 1', error: 'The item is not an object.' }]);
  });

  it('gives the items before the place where it is cut, and says so of the rest', async () => {
    const { items, errors } = await readAll(
      '{"title": "F", "items": [\n{"id": "1"},\n{"id": "2", "ti',
    );
    expect(items.map(({ externalId }) => externalId)).toEqual(['1']);
    expect(errors).toEqual([{ place: 'item 2, line 3', error: 'The file ends inside this item.' }]);
  });
});

describe('JSON lines', () => {
  it('give one article a line, and report a bad line with its number', async () => {
    const { format, items, errors } = await readAll(
      [
        '{"id": "a", "lang": "de", "title": "T", "standfirst": "S", "body": "One\\n\\nTwo & three", "date": "2024-01-02", "section": "Town", "tags": ["x"], "authors": ["Ann Bell"], "story": "s1"}',
        '{"id": "b", "title": "T", "body": "B"',
        '',
        '{"id": "c", "title": ["T"], "body": "B"}',
        '{"id": "d", "title": "T", "body": "<p>B</p>", "tags": "no"}',
        '{"id": "e", "title": "T", "body": "B", "date": "soon"}',
        '{"id": "f"}',
        '[]',
        '{"id": "g", "title": "T", "date": null}',
      ].join('\r\n'),
    );
    expect(format).toBe('jsonl');
    expect(items).toMatchObject([
      {
        place: 'line 1',
        externalId: 'a',
        language: 'de',
        standfirst: 'S',
        content: '<p>One</p>\n<p>Two &amp; three</p>',
        sectionName: 'Town',
        categories: [{ name: 'x' }],
        authors: [{ name: 'Ann Bell' }],
        translationGroup: 's1',
      },
      { place: 'line 5', externalId: 'd' },
      { place: 'line 9', externalId: 'g' },
    ]);
    expect(errors).toMatchObject([
      { place: 'line 2', error: expect.stringContaining('no valid JSON') as string },
      { place: 'line 4', error: '"title" is to be text.' },
      { place: 'line 6', error: '"date" is no date: "soon".' },
      { place: 'line 7', error: 'The item has neither a "title" nor a "body".' },
      { place: 'line 8', error: 'The item is not an object.' },
    ]);
  });

  it('may begin with a bad line, where the format is named', async () => {
    const { items, errors } = await readAll('oops\n{"title": "A"}', { format: 'jsonl' });
    expect(items.map(({ place }) => place)).toEqual(['line 2']);
    expect(errors).toMatchObject([{ place: 'line 1' }]);
  });

  it('may be one array, and may have raw line breaks in their text', async () => {
    const { items } = await readAll(
      '[{"id": 1, "title": "A", "body": "x\ny"}, {"id": 2, "title": "B"}]',
      { format: 'jsonl' },
    );
    expect(items.map(({ title }) => title)).toEqual(['A', 'B']);
  });
});

const ninjs3 = {
  uri: 'https://agency.example/1',
  standard: { name: 'ninjs', version: '3.0' },
  type: 'text',
  versionCreated: '2024-01-02T03:04:05Z',
  firstCreated: '2024-01-01T00:00:00Z',
  embargoedUntil: '2099-01-01T00:00:00Z',
  expires: '2100-01-01',
  pubStatus: 'usable',
  language: 'en-GB',
  usageTerms: 'Editorial use',
  copyrightHolder: 'Agency',
  copyrightNotice: '(c) Agency',
  rightsInfo: { linkedRights: 'https://agency.example/rights' },
  by: 'By Ann Bell and Cy Dee, Agency',
  slugline: 'bridge-open',
  headlines: [
    { role: 'seo', value: 'Bridge SEO' },
    { role: 'main', value: 'The bridge is open' },
  ],
  descriptions: [{ role: 'lead', value: 'At last.' }],
  bodies: [
    { role: 'text', contentType: 'text/plain', value: 'Plain' },
    {
      role: 'html',
      contentType: 'text/html',
      value: '<html><head><title>x</title></head><body><p>Rich</p></body></html>',
    },
  ],
  subjects: [{ name: 'Transport' }],
  places: [{ name: 'Ferry Bank' }],
  people: [{ name: 'Dee Eff' }],
  organisations: [{ name: 'Town council' }],
  associations: [
    {
      name: 'main',
      type: 'picture',
      by: 'Gee Aitch',
      headlines: [{ value: 'Bridge' }],
      descriptions: [{ value: 'The <i>bridge</i>' }],
      renditions: [
        { href: 'https://a.example/s.jpg', contentType: 'image/jpeg', width: 100, height: 80 },
        { href: 'https://a.example/l.jpg', contentType: 'image/jpeg', width: 900, height: 700 },
      ],
    },
  ],
};

it('a format that was asked for does not turn XML into JSON', async () => {
  await expect(readAll('<rss/>', { format: 'jsonl' })).rejects.toThrow(
    'The file is XML, not jsonl.',
  );
  await expect(readAll('{}', { format: 'rss' })).rejects.toThrow('The file is JSON, not rss.');
});

describe('ninjs', () => {
  it('is read whole', async () => {
    expect(await readOne(JSON.stringify(ninjs3, null, 2))).toMatchObject({
      externalId: 'https://agency.example/1',
      title: 'The bridge is open',
      seoTitle: 'Bridge SEO',
      slug: 'bridge-open',
      standfirst: 'At last.',
      content: '<p>Rich</p>',
      status: 'published',
      embargoUntil: new Date('2099-01-01T00:00:00Z'),
      expires: new Date('2100-01-01T00:00:00Z'),
      published: new Date('2024-01-01T00:00:00Z'),
      updated: new Date('2024-01-02T03:04:05Z'),
      authors: [{ name: 'Ann Bell' }, { name: 'Cy Dee' }],
      categories: [
        { name: 'Transport', kind: 'topic' },
        { name: 'Ferry Bank', kind: 'place' },
        { name: 'Town council', kind: 'organisation' },
        { name: 'Dee Eff', kind: 'person' },
      ],
      image: {
        url: 'https://a.example/l.jpg',
        alt: 'Bridge',
        caption: 'The bridge',
        credit: 'Gee Aitch',
        width: 900,
      },
      rights: {
        notice: '(c) Agency',
        holder: 'Agency',
        usageTerms: 'Editorial use',
        licenceUrl: 'https://agency.example/rights',
      },
    });
  });

  it('may write its names in the small letters of version 2, in an array or in lines', async () => {
    const old = {
      uri: 'urn:1',
      versioncreated: '2024-01-02T03:04:05Z',
      embargoed: '2030-01-01T00:00:00Z',
      pubstatus: 'canceled',
      headlines: [{ value: 'H' }],
    };
    const wanted = {
      externalId: 'urn:1',
      status: 'withdrawn',
      embargoUntil: new Date('2030-01-01T00:00:00Z'),
      updated: new Date('2024-01-02T03:04:05Z'),
    };
    const two = [old, { ...old, uri: 'urn:2' }];
    const asArray = await readAll(JSON.stringify(two, null, 1));
    const asLines = await readAll(two.map((item) => JSON.stringify(item)).join('\n'));
    expect(asArray.items).toMatchObject([wanted, { externalId: 'urn:2' }]);
    expect(asLines.items).toMatchObject([wanted, { externalId: 'urn:2' }]);
  });

  it('is never published where it is withheld or its embargo cannot be read', async () => {
    const status = async (change: object) =>
      (await readOne(JSON.stringify({ ...ninjs3, ...change }))).status;
    expect(await status({ pubStatus: 'withheld' })).toBe('private');
    expect(await status({ embargoedUntil: 'until further notice' })).toBe('draft');
  });
});
