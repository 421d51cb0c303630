import { startTestGateway, type TestGateway } from '../support/gateway';

describe('the frame of the site', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway({ PUBLIC_URL: 'https://paper.example/' });
    const { newspaper } = gateway;
    // Two places whose dates are never the same.
    await newspaper.edition('de', 'Pacific/Kiritimati');
    await newspaper.edition('pt-BR', 'Pacific/Pago_Pago');
    await newspaper.section({ slug: 'sport', name: 'Sport', position: 3 });
    await newspaper.section({
      slug: 'town',
      name: 'Town',
      position: 1,
      description: 'What goes on.',
    });
    await newspaper.section({ slug: 'north', name: 'North', parentSlug: 'town' });
    await newspaper.section({
      slug: 'archive-box',
      name: 'Hidden',
      position: 2,
      inNavigation: false,
    });
    await newspaper.section({ slug: 'arts', name: 'Arts', position: 3 });
    await newspaper.section({ slug: 'ort', name: 'Ort' }, 'de');
    await newspaper.channel({
      kind: 'TELEGRAM',
      name: 'On Telegram',
      url: 'https://t.example/paper',
    });
    await newspaper.channel({ kind: 'RSS', name: 'Feed', url: '/feeds/all.xml' }, 'de');
    await newspaper.page('about', { title: 'About', position: 2 });
    await newspaper.page('advertising', { title: 'Advertising', position: 1 });
    await newspaper.page('secret', { isPublished: false });
    await newspaper.page('impressum', { title: 'Impressum' }, 'de');
  });

  afterAll(() => gateway.close());

  it('is that of the default edition unless another is asked for', async () => {
    const data = await gateway.data<unknown>(`{
      site { name url edition { language } }
      german: site(edition: "DE") { url edition { language isDefault direction timeZone } }
      brazilian: site(edition: "pt-br") { url } }`);
    expect(data).toEqual({
      site: { name: 'Broadsheet', url: 'https://paper.example/', edition: { language: 'en' } },
      german: {
        url: 'https://paper.example/de',
        edition: {
          language: 'de',
          isDefault: false,
          direction: 'LTR',
          timeZone: 'Pacific/Kiritimati',
        },
      },
      brazilian: { url: 'https://paper.example/pt-BR' },
    });
  });

  it('has every edition in its order, each with its own address', async () => {
    const { site } = await gateway.data<{ site: { editions: unknown[] } }>(
      '{ site(edition: "de") { editions { language url isDefault } } }',
    );
    expect(site.editions).toEqual([
      { language: 'en', url: 'https://paper.example/', isDefault: true },
      { language: 'de', url: 'https://paper.example/de', isDefault: false },
      { language: 'pt-BR', url: 'https://paper.example/pt-BR', isDefault: false },
    ]);
  });

  it('shows the date of the edition’s own place', async () => {
    const ask = () =>
      gateway.data<Record<string, { date: string }>>(
        '{ en: site { date } de: site(edition: "de") { date } br: site(edition: "pt-BR") { date } }',
      );
    // Asked again where a day has begun between asking and looking at the clock.
    const day = (hours: number) =>
      new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 10);
    const expected = () => ({
      en: { date: day(0) },
      de: { date: day(14) },
      br: { date: day(-11) },
    });
    const before = expected();
    const shown = await ask();
    expect([before, expected()]).toContainEqual(shown);
    expect(shown.de?.date).not.toBe(shown.br?.date);
  });

  it('has the top sections in the order of the menu, and those outside the menu only among all sections', async () => {
    const data = await gateway.data<unknown>(`{
      site { navigation { slug path children { slug path parent { slug } } } }
      sections { slug parent { slug } }
      german: sections(edition: "de") { slug path edition { language } } }`);
    expect(data).toEqual({
      site: {
        navigation: [
          {
            slug: 'town',
            path: '/town',
            children: [{ slug: 'north', path: '/north', parent: { slug: 'town' } }],
          },
          { slug: 'arts', path: '/arts', children: [] },
          { slug: 'sport', path: '/sport', children: [] },
        ],
      },
      sections: [
        { slug: 'town', parent: null },
        { slug: 'north', parent: { slug: 'town' } },
        { slug: 'archive-box', parent: null },
        { slug: 'arts', parent: null },
        { slug: 'sport', parent: null },
      ],
      german: [{ slug: 'ort', path: '/de/ort', edition: { language: 'de' } }],
    });
  });

  it('finds a section in its own edition only', async () => {
    const data = await gateway.data<unknown>(`{
      section(slug: "town") { name description }
      german: section(slug: "town", edition: "de") { name }
      unknown: section(slug: "nowhere") { name } }`);
    expect(data).toEqual({
      section: { name: 'Town', description: 'What goes on.' },
      german: null,
      unknown: null,
    });
  });

  it('has each edition’s own channels, their addresses made absolute', async () => {
    const data = await gateway.data<unknown>(`{
      site { channels { kind name url } } german: site(edition: "de") { channels { kind url } } }`);
    expect(data).toEqual({
      site: {
        channels: [{ kind: 'TELEGRAM', name: 'On Telegram', url: 'https://t.example/paper' }],
      },
      german: { channels: [{ kind: 'RSS', url: 'https://paper.example/feeds/all.xml' }] },
    });
  });

  it('has each edition’s published pages in their order, and no other', async () => {
    const data = await gateway.data<unknown>(`{
      site { pages { slug title path bodyHtml body { __typename ... on ParagraphBlock { html } } } }
      german: site(edition: "de") { pages { path } } }`);
    const body = (slug: string) => ({
      bodyHtml: `<p>${slug}</p>`,
      body: [{ __typename: 'ParagraphBlock', html: slug }],
    });
    expect(data).toEqual({
      site: {
        pages: [
          {
            slug: 'advertising',
            title: 'Advertising',
            path: '/advertising',
            ...body('advertising'),
          },
          { slug: 'about', title: 'About', path: '/about', ...body('about') },
        ],
      },
      german: { pages: [{ path: '/de/impressum' }] },
    });
  });

  it('hides a page by its id too when it is not published', async () => {
    const [row] = await gateway.newspaper.manager.query<{ id: string }[]>(
      "SELECT id FROM static_page WHERE slug = 'secret'",
    );
    const { node } = await gateway.data<{ node: unknown }>(
      'query Q($id: ID!) { node(id: $id) { id } }',
      {
        id: `pag_${row?.id ?? ''}`,
      },
    );
    expect(row).toBeDefined();
    expect(node).toBeNull();
  });

  it('costs no statement', async () => {
    const { statements } = await gateway.request(
      '{ site { name date navigation { name } channels { name } pages { title } rights { notice } editions { name } } sections { name } }',
    );
    expect(statements).toBe(0);
  });

  it.each(['site', 'sections', 'articles', 'latest', 'popular', 'archive'])(
    'has no edition in a language that nobody publishes in: %s',
    async (field) => {
      const { errors } = await gateway.request(`{ ${field}(edition: "fr") { __typename } }`);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'edition' });
    },
  );
});
