import { startTestGateway, type TestGateway } from '../support/gateway';
import {
  clear,
  counts,
  headlines,
  importText,
  jsonLines,
  publicArticles,
  rows,
  rss,
  theArticle,
} from './support';

const DATE = '2024-01-02T03:04:05Z';

function lines(articles: object[]): string {
  return jsonLines(articles.map((article, id) => ({ id, date: DATE, body: 'Text.', ...article })));
}

describe('where an imported article goes', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway();
    await gateway.newspaper.edition('de');
    await gateway.newspaper.edition('pt-BR');
  });

  afterEach(() => clear(gateway));
  afterAll(() => gateway.close());

  it('is the edition of its language, else the default one', async () => {
    const languages = ['de', 'de-AT', 'DE_ch', 'pt', 'PT-br', 'en-us', 'sv', 'not a language'];
    await importText(gateway, lines(languages.map((lang) => ({ lang, title: `In ${lang}` }))));
    await importText(gateway, rss(['<guid>1</guid><title>In none</title>']));
    expect(await headlines(gateway, 'de')).toEqual(['In DE_ch', 'In de', 'In de-AT']);
    expect(await headlines(gateway, 'pt-BR')).toEqual(['In PT-br', 'In pt']);
    expect(await headlines(gateway)).toEqual(['In en-us', 'In none', 'In not a language', 'In sv']);
  });

  it("is its feed's language where it has none of its own", async () => {
    const item = '<guid>1</guid><title>Fähre zu spät</title>';
    await importText(gateway, rss([item], '<language>de-de</language>'));
    expect((await theArticle(gateway, 'de')).slug).toBe('fahre-zu-spat');
  });

  it('is the edition asked for, in any case', async () => {
    const article = lines([{ lang: 'de', title: 'Moved' }]);
    await importText(gateway, article);
    expect(counts(await importText(gateway, article, { edition: 'PT-br' }))).toBe('0/1/0/0');
    expect(await headlines(gateway, 'pt-BR')).toEqual(['Moved']);
    expect(await headlines(gateway, 'de')).toEqual([]);
  });

  it('is nowhere for an edition that the site has not', async () => {
    const wanted = importText(gateway, lines([{ title: 'Lost' }]), { edition: 'fr' });
    await expect(wanted).rejects.toThrow('There is no edition "fr". The site has: en, de, pt-BR.');
    expect(await rows(gateway, 'SELECT FROM content_source')).toEqual([]);
  });

  it('is the section asked for, which is made unless it is there', async () => {
    await gateway.newspaper.section({ slug: 'town', name: 'Our town' });
    const articles = lines([{ title: 'One', section: 'Sport' }]);
    await importText(gateway, articles, { section: 'town', sourceName: 'A' });
    await importText(gateway, articles, { section: 'World Affairs', sourceName: 'B' });
    const places = (await publicArticles(gateway)).map(({ section }) => [
      section.slug,
      section.name,
    ]);
    expect(places.sort()).toEqual([
      ['town', 'Our town'],
      ['world-affairs', 'World Affairs'],
    ]);
  });

  it('is the same section for the same name, whatever its case, also in one file', async () => {
    const sections = ['Arts & Books', 'ARTS & BOOKS', 'arts books'];
    await importText(gateway, lines(sections.map((section, at) => ({ title: `T${at}`, section }))));
    expect(await rows(gateway, 'SELECT slug, name FROM section')).toEqual([
      { slug: 'arts-books', name: 'Arts & Books' },
    ]);
  });

  it.each([
    ['News', '/news-section'],
    ['Archive', '/archive-section'],
    ['de', '/de-section'],
    ['EN', '/en-section'],
    ['GraphQL', '/graphql-section'],
    ['Search', '/search-section'],
    ['Ñews', '/news-section'],
    ['../health', '/health-section'],
    ['!!!', '/section'],
    ['Новости', '/novosti'],
  ])("for a section called %s leaves the site's own paths free", async (section, path) => {
    await importText(gateway, lines([{ title: 'One', section }]), { sourceName: 'A' });
    await importText(gateway, lines([{ title: 'Two' }]), { sourceName: 'B', section });
    const articles = await publicArticles(gateway);
    expect(articles.map((article) => article.section)).toEqual([
      expect.objectContaining({ path, name: section }),
      expect.objectContaining({ path, name: section }),
    ]);
  });

  it('is called as the option says, else as the feed says, else as its host, else as the file', async () => {
    const item = '<guid>1</guid><title>One</title>';
    const feed = rss([item]);
    const untitled = feed.replace('<title>The Ferry Post</title>', '');
    const bare = untitled.replace('<link>https://ferry.example/</link>', '');
    const named = await importText(gateway, feed, { sourceName: 'My paper' });
    const reports = [named];
    for (const text of [feed, untitled, bare]) {
      reports.push(await importText(gateway, text, { fallbackName: 'feed.xml' }));
    }
    expect(reports.map(({ source }) => source)).toEqual([
      ...['My paper', 'The Ferry Post', 'ferry.example', 'feed.xml'],
    ]);
  });

  it('has a source also where the feed is empty', async () => {
    const report = await importText(gateway, rss([]));
    expect(counts(report)).toBe('0/0/0/0');
    expect(report).toMatchObject({ format: 'rss', source: 'The Ferry Post', failures: [] });
  });
});
