import { ensureSource } from '../../src/site/site.commands';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { type TestArticle } from '../support/newspaper';

const SEO = `
  query Seo($path: String!) {
    page(path: $path) {
      title
      seo {
        title description canonicalUrl jsonLd
        alternates { language url }
        openGraph { property content }
      }
      modules { ... on ArticleModule { article { rights { attributionText attributionHtml } } } }
    }
  }`;

type Ld = Record<string, unknown>;

interface Shown {
  title: string;
  seo: {
    title: string;
    description: string;
    canonicalUrl: string;
    jsonLd: { '@graph': [Ld, ...Ld[]] };
    alternates: { language: string; url: string }[];
    openGraph: { property: string; content: string }[];
  };
  modules: { article: { rights: { attributionText: string; attributionHtml: string } } }[];
}

const HOSTILE = [
  '</script><script>alert(1)</script>',
  '<!--<script>',
  '"quotes" \'single\' `back`',
  'line\u2028and paragraph\u2029',
  '\\u003c \\" \\n',
  '&lt;b&gt; &amp; <b>',
  '{{template}} ${value} %s',
  'שלום \u202eabc\u202c 🗞️ 記事',
];

describe('what an article says to machines', () => {
  let gateway: TestGateway;

  async function show(path: string): Promise<Shown> {
    const { page } = await gateway.data<{ page: Shown }>(SEO, { path });
    return page;
  }

  async function shown(described: TestArticle & { slug: string }): Promise<Shown> {
    await gateway.newspaper.article({ section: 'town', ...described });
    return show(`/town/${described.slug}`);
  }

  const ldOf = ({ seo }: Shown) => seo.jsonLd['@graph'][0];

  beforeAll(async () => {
    gateway = await startTestGateway();
    await gateway.newspaper.edition('de');
    await gateway.newspaper.edition('fr');
    await gateway.newspaper.section({ slug: 'town', name: 'Town', description: '' });
  });

  afterAll(() => gateway.close());

  it.each(HOSTILE.map((text, index): [string, number] => [text, index]))(
    'is data, whatever stands in it: %s',
    async (text, index) => {
      const slug = `hostile-${index}`;
      await gateway.newspaper.person({ slug: `p-${index}`, name: text });
      const page = await shown({
        slug,
        headline: text,
        standfirst: text,
        kicker: text,
        authors: [`p-${index}`],
      });
      expect(page.title).toBe(text);
      expect(page.seo.title).toBe(`${text} – Broadsheet`);
      expect(page.seo.description).toBe(text);
      expect(ldOf(page)).toMatchObject({
        headline: text,
        alternativeHeadline: text,
        description: text,
        author: [{ name: text }],
      });
      const tags = new Map(page.seo.openGraph.map(({ property, content }) => [property, content]));
      expect([tags.get('og:title'), tags.get('twitter:description')]).toEqual([text, text]);
      const { rights } = page.modules[0]?.article ?? {};
      expect(rights?.attributionText).toContain(text);
      expect(rights?.attributionHtml).toMatch(/^[^<>]*$|^<a href="[^"<>]*">[^<>]*<\/a>$/);
    },
  );

  it('has a description: the standfirst, else the beginning of the text, else the headline', async () => {
    const text = `${'word '.repeat(39)}${'🗞️'.repeat(30)} end of a text that is too long`;
    expect((await shown({ slug: 'd1', standfirst: 'Said so.', text })).seo.description).toBe(
      'Said so.',
    );
    for (const standfirst of [null, '', '  ']) {
      const { description } = (await shown({ slug: 'd2', standfirst, text })).seo;
      expect(description).toBe(`${'word '.repeat(39).trim()}…`);
      await gateway.newspaper.manager.query("DELETE FROM article WHERE slug = 'd2'");
    }
    const solid = (await shown({ slug: 'd3', text: `a${'🗞'.repeat(400)}` })).seo.description;
    expect(solid).toBe(`a${'🗞'.repeat(199)}…`);
    const bare = await shown({ slug: 'd4', headline: 'Only a headline', blocks: [] });
    expect(bare.seo.description).toBe('Only a headline');
    expect((await show('/town')).seo.description).toBe('Town – Broadsheet');
  });

  it('has the title for search engines apart from the headline', async () => {
    const page = await shown({ slug: 't1', headline: 'A headline', seoTitle: 'A title' });
    expect([page.title, page.seo.title]).toEqual(['A headline', 'A title – Broadsheet']);
    expect(ldOf(page).headline).toBe('A headline');
  });

  it('names its languages from each of them, the default edition’s for everybody else', async () => {
    const { newspaper } = gateway;
    const { uid } = await newspaper.article({ slug: 'wall', section: 'town' });
    await newspaper.article({ slug: 'mauer', section: 'ort', edition: 'de', originalId: uid });
    await newspaper.article({ slug: 'mur', section: 'ville', edition: 'fr', originalId: uid });
    // The default edition need not stand first.
    await newspaper.manager.query("UPDATE edition SET position = 9 WHERE language = 'en'");
    await newspaper.onFrameChange();
    const url = (path: string) => gateway.url + path;
    const others = [
      { language: 'de', url: url('/de/ort/mauer') },
      { language: 'fr', url: url('/fr/ville/mur') },
    ];
    for (const path of ['/town/wall', '/de/ort/mauer', '/fr/ville/mur']) {
      expect((await show(path)).seo.alternates).toEqual([
        ...others,
        { language: 'en', url: url('/town/wall') },
        { language: 'x-default', url: url('/town/wall') },
      ]);
    }
    await newspaper.article({ uid, slug: 'wall', section: 'town', status: 'DRAFT' });
    for (const path of ['/de/ort/mauer', '/fr/ville/mur']) {
      expect((await show(path)).seo.alternates).toEqual([
        ...others,
        { language: 'x-default', url: url('/de/ort/mauer') },
      ]);
    }
  });

  it('is live coverage with an update for each heading, or one of the whole', async () => {
    const live = await shown({
      slug: 'live',
      format: 'LIVE',
      blocks: [
        { kind: 'paragraph', html: 'Lead.' },
        { kind: 'heading', level: 2, text: '12:30 The count' },
        { kind: 'paragraph', html: 'It <b>is</b> over.' },
        { kind: 'heading', level: 2, text: '12:00 Doors open' },
      ],
    });
    expect(ldOf(live)).toMatchObject({
      '@type': 'LiveBlogPosting',
      liveBlogUpdate: [
        { '@type': 'BlogPosting', headline: '12:30 The count', articleBody: 'It is over.' },
        { '@type': 'BlogPosting', headline: '12:00 Doors open' },
      ],
    });
    const plain = await shown({
      slug: 'live-2',
      format: 'LIVE',
      headline: 'Soon',
      text: 'We wait.',
    });
    expect(ldOf(plain).liveBlogUpdate).toMatchObject([
      { headline: 'Soon', articleBody: 'We wait.' },
    ]);
  });

  it('has its corrections, none of them before its time', async () => {
    const { uid } = await gateway.newspaper.article({ slug: 'wrong', section: 'town' });
    await gateway.newspaper.correction(uid, 'It was Tuesday.');
    await gateway.newspaper.correction(uid, 'Not yet.', new Date(Date.now() + 3_600_000));
    expect(ldOf(await show('/town/wrong')).correction).toMatchObject([
      { '@type': 'CorrectionComment', text: 'It was Tuesday.' },
    ]);
  });

  it('has the rights of the article, else of its source, else of the site', async () => {
    const { newspaper } = gateway;
    const sourceId = await ensureSource(newspaper.manager, 'Wire & <Sons>', 'https://wire.example');
    await newspaper.manager.query(
      `UPDATE content_source SET rights_holder = 'Wire plc', usage_terms = 'Ask the wire.',
       attribution_url = 'https://wire.example/?a="1"&b=<2>'`,
    );
    await newspaper.manager.query(
      `UPDATE site SET usage_terms = 'Ask us.', rights_holder = 'Paper Ltd', rights_notice = '© Paper Ltd'`,
    );
    await newspaper.onFrameChange();
    const publishedAt = new Date('2020-12-31T23:30:00Z');
    await newspaper.manager.query(
      `UPDATE edition SET time_zone = 'Europe/Berlin' WHERE language = 'en'`,
    );
    await newspaper.onFrameChange();

    const ours = await shown({ slug: 'ours', publishedAt });
    expect(ldOf(ours)).toMatchObject({
      copyrightHolder: { name: 'Paper Ltd' },
      copyrightNotice: '© Paper Ltd',
      // It was 2021 already where the edition is at home.
      copyrightYear: 2021,
      conditionsOfAccess: 'Ask us.',
    });

    const theirs = await shown({
      slug: 'theirs',
      headline: 'A & <b>',
      publishedAt,
      sourceId,
      externalId: '1',
    });
    expect(ldOf(theirs)).toMatchObject({
      copyrightHolder: { name: 'Wire plc' },
      copyrightNotice: '© 2021 Wire plc',
      conditionsOfAccess: 'Ask the wire.',
      usageInfo: 'https://wire.example/?a="1"&b=<2>',
    });
    expect(theirs.modules[0]?.article.rights).toEqual({
      attributionText: '“A & <b>”, Wire & <Sons>, https://wire.example/?a="1"&b=<2>',
      attributionHtml:
        '<a href="https://wire.example/?a=&#34;1&#34;&#38;b=&#60;2&#62;">“A &#38; &#60;b&#62;”, Wire &#38; &#60;Sons&#62;</a>',
    });

    const own = await shown({ slug: 'own', sourceId, externalId: '2', usageTerms: 'Never.' });
    expect(ldOf(own)).toMatchObject({
      copyrightHolder: { name: 'Wire plc' },
      conditionsOfAccess: 'Never.',
    });
  });

  it('keeps the address of an edition that has its own', async () => {
    const { newspaper } = gateway;
    await newspaper.manager.query(
      `UPDATE edition SET base_url = 'https://de.paper.example' WHERE language = 'de'`,
    );
    await newspaper.onFrameChange();
    await newspaper.article({ slug: 'eigen', section: 'ort', edition: 'de' });
    const page = await show('/de/ort/eigen');
    expect(page.seo.canonicalUrl).toBe('https://de.paper.example/de/ort/eigen');
    expect(ldOf(page)).toMatchObject({ '@id': page.seo.canonicalUrl, url: page.seo.canonicalUrl });
    const text = JSON.stringify((await show('/')).seo.alternates);
    expect(text).toContain('https://de.paper.example/de"');
  });
});
