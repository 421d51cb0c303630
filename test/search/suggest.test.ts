import { startTestGateway, type TestGateway } from '../support/gateway';

const SUGGEST = `query S($prefix: String!, $edition: LanguageTag, $first: Int) {
  suggest(prefix: $prefix, edition: $edition, first: $first) { text kind path } }`;

interface Suggestion {
  text: string;
  kind: string;
  path: string;
}

describe('suggest', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway();
    const { newspaper } = gateway;
    await newspaper.edition('de');
    await newspaper.section({ slug: 'harbour', name: 'Harbour' });
    await newspaper.person({ slug: 'hana', name: 'Hana Šťastná' });
    await newspaper.article({ slug: 'old', headline: 'Élections near the harbour' });
    await newspaper.article({
      slug: 'new',
      headline: 'Harbour reopens',
      publishedAt: new Date(),
      tags: ['hamlet'],
      authors: ['hana'],
      section: 'harbour',
    });
    await newspaper.article({ edition: 'de', slug: 'hafen', headline: 'Hafen', tags: ['hansa'] });
  });

  afterAll(() => gateway.close());

  const suggest = async (prefix: string, more: Record<string, unknown> = {}) =>
    (await gateway.data<{ suggest: Suggestion[] }>(SUGGEST, { prefix, ...more })).suggest;

  it('offers sections, tags, people and headlines, those that begin so first', async () => {
    expect(await suggest('ha')).toEqual([
      { text: 'Harbour', kind: 'SECTION', path: '/harbour' },
      { text: 'hamlet', kind: 'TAG', path: '/tags/hamlet' },
      { text: 'Hana Šťastná', kind: 'PERSON', path: '/authors/hana' },
      { text: 'Harbour reopens', kind: 'ARTICLE', path: '/harbour/new' },
      { text: 'Élections near the harbour', kind: 'ARTICLE', path: '/town/old' },
    ]);
  });

  it.each([
    ['elec', 'Élections near the harbour'],
    ['ÉLEC', 'Élections near the harbour'],
    ['near the h', 'Élections near the harbour'],
    ['stas', 'Hana Šťastná'],
    ['reop', 'Harbour reopens'],
  ])('finds by "%s", the beginning of any word', async (prefix, text) => {
    expect((await suggest(prefix)).map((one) => one.text)).toEqual([text]);
  });

  it('keeps to its edition', async () => {
    expect(await suggest('ha', { edition: 'de' })).toEqual([
      { text: 'hansa', kind: 'TAG', path: '/de/tags/hansa' },
      { text: 'Hafen', kind: 'ARTICLE', path: '/de/town/hafen' },
    ]);
  });

  it.each(['', ' ', '%', '_', '\\', '\0', '🗞️', "'"])('offers nothing for %j', async (prefix) => {
    expect(await suggest(prefix)).toEqual([]);
  });

  it('offers no more than asked for, and no text twice', async () => {
    expect(await suggest('ha', { first: 2 })).toHaveLength(2);
    await gateway.newspaper.article({ headline: 'Hamlet' });
    expect((await suggest('haml')).map(({ kind }) => kind)).toEqual(['TAG']);
  });
});
