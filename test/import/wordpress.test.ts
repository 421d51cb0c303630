import { publishDue } from '../../src/articles/schedule.commands';
import { toGlobalId } from '../../src/graphql/global-id';
import { startTestGateway, type TestGateway } from '../support/gateway';
import {
  clear,
  counts,
  headlines,
  importText,
  pictures,
  publicArticles,
  rows,
  theArticle,
} from './support';
import { COUNCIL, post, wxr } from './wordpress.fixture';

const PICTURE = post({
  ...{ id: 90, title: 'The quay', slug: 'quay', type: 'attachment', status: 'inherit', terms: '' },
  meta: { _wp_attachment_image_alt: 'Boats at the quay' },
  more: '<wp:attachment_url>https://blog.example/quay.jpg</wp:attachment_url><wp:post_parent>1</wp:post_parent>',
});

const COMMENT = `<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_author>Troll</wp:comment_author>
  <wp:comment_content><![CDATA[First comment!]]></wp:comment_content><wp:comment_approved>1</wp:comment_approved></wp:comment>`;

const inAYear = new Date(Date.now() + 365 * 86_400_000)
  .toISOString()
  .slice(0, 19)
  .replace('T', ' ');

const SLUGS =
  'h-draft h-pending h-private h-password h-future h-trash h-auto h-plugin h-later'.split(' ');

interface Pages {
  site: { pages: { title: string; path: string; bodyHtml: string; body: { id: string }[] }[] };
}

describe('a WordPress export', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway();
  });

  afterEach(() => clear(gateway));
  afterAll(() => gateway.close());

  const pages = async () => {
    const { site } = await gateway.data<Pages>(
      '{ site { pages { title path bodyHtml body { id } } } }',
    );
    return site.pages;
  };

  it('becomes articles with author, section, tags, picture and permalink', async () => {
    const written = post({
      ...{ id: 1, title: 'Budget &amp; bridges', slug: 'budget-vote', more: COMMENT },
      content: 'First line.\n\nSecond <em>line</em>.',
      meta: { _thumbnail_id: '90', _wp_old_slug: 'the-vote' },
    });
    expect(counts(await importText(gateway, wxr([written, PICTURE])))).toBe('1/0/0/0');
    const article = await theArticle(gateway);
    expect(article).toMatchObject({
      slug: 'budget-vote',
      path: '/council/budget-vote',
      headline: 'Budget & bridges',
      publishedAt: '2024-01-02T03:04:05.000Z',
      section: { name: 'Council', parent: { slug: 'town' } },
      image: { alt: 'Boats at the quay' },
      credits: [{ role: 'AUTHOR', person: { name: 'Ann Bell', slug: 'ann-bell' } }],
      source: { name: 'The Ferry Blog' },
      bodyText: 'First line.\n\nSecond line.',
    });
    expect(await pictures(gateway)).toEqual(['https://blog.example/quay.jpg']);
    expect(article.tags.map(({ slug }) => slug).sort()).toEqual(['budget', 'town']);
    const redirects = await rows(gateway, 'SELECT from_path FROM redirect ORDER BY 1');
    expect(redirects).toEqual([
      { from_path: '/2024/01/budget-vote' },
      { from_path: '/2024/01/the-vote' },
    ]);
    expect(JSON.stringify(article)).not.toMatch(/Troll|First comment/);
  });

  it('has categories as a tree of sections', async () => {
    await importText(gateway, wxr([post({ id: 1, title: 'One', slug: 'one' })]));
    const { sections } = await gateway.data<{ sections: object[] }>(
      '{ sections { name path parent { path } } }',
    );
    expect(sections).toEqual([
      { name: 'Town & Country', path: '/town', parent: null },
      { name: 'Council', path: '/council', parent: { path: '/town' } },
    ]);
  });

  it('has a tree of sections also where a post names only the lower one', async () => {
    const terms = '<category domain="category" nicename="council"><![CDATA[Council]]></category>';
    await importText(gateway, wxr([post({ id: 1, title: 'One', slug: 'one', terms })]));
    expect((await theArticle(gateway)).section).toMatchObject({
      name: 'Council',
      parent: { slug: 'town' },
    });
  });

  it('has readable addresses in every script, though WordPress writes them in percents', async () => {
    const terms = `<category domain="category" nicename="%d0%b3%d0%be%d1%80%d0%be%d0%b4">Город</category>`;
    const slug = '%d0%bd%d0%be%d0%b2%d1%8b%d0%b9-%d0%bc%d0%be%d1%81%d1%82';
    await importText(gateway, wxr([post({ id: 1, title: 'Новый мост', slug, terms })]));
    expect((await theArticle(gateway)).path).toBe('/gorod/novyy-most');
  });

  it('never shows what its blog did not show', async () => {
    const hidden = [
      post({ id: 1, title: 'Hidden draft', slug: 'h-draft', status: 'draft' }),
      post({ id: 2, title: 'Hidden pending', slug: 'h-pending', status: 'pending' }),
      post({ id: 3, title: 'Hidden private', slug: 'h-private', status: 'private' }),
      post({ id: 4, title: 'Hidden password', slug: 'h-password', password: 'sesame' }),
      post({ id: 5, title: 'Hidden future', slug: 'h-future', status: 'future', date: inAYear }),
      post({ id: 6, title: 'Hidden trash', slug: 'h-trash', status: 'trash' }),
      post({ id: 7, title: 'Hidden auto', slug: 'h-auto', status: 'auto-draft' }),
      post({ id: 8, title: 'Hidden plugin', slug: 'h-plugin', status: 'in-progress' }),
      post({ id: 9, title: 'Hidden later', slug: 'h-later', status: 'publish', date: inAYear }),
      post({ id: 10, title: 'Hidden page', slug: 'h-page', type: 'page', status: 'draft' }),
      post({ id: 11, title: 'Hidden members', slug: 'h-members', type: 'page', password: 'x' }),
    ].map((item) => item.replace('Budget', 'Hidden tag').replace('"budget"', '"hidden-tag"'));
    const shown = post({ id: 20, title: 'Shown', slug: 'shown', creator: 'other', terms: '' });
    const report = await importText(gateway, wxr([...hidden, shown]));
    expect(counts(report)).toBe('12/0/0/0');
    await gateway.newspaper.refresh();
    await publishDue(gateway.dataSource.manager);
    const everything = await gateway.data<object>(`query {
      articles(first: 50) { totalCount nodes { headline related(first: 5) { headline } } }
      latest(first: 50) { headline }
      popular(first: 20, window: MONTH) { headline }
      sections { latest(first: 9) { headline } popular(first: 5) { headline } }
      archive(year: 2024, month: 1) { total articles(first: 9) { nodes { headline } } }
      people(first: 50) { nodes { name articles(first: 5) { totalCount } } }
      tag(slug: "hidden-tag") { name }
      person(slug: "ann-bell") { name }
      site { pages { title } }
      ${SLUGS.map((slug, at) => `h${at}: article(slug: "${slug}") { headline }`).join(' ')}
    }`);
    expect(JSON.stringify(everything)).not.toMatch(/Hidden|Ann Bell/);
    expect(await headlines(gateway)).toEqual(['Shown']);
    const ids = await rows<{ id: string }>(
      gateway,
      "SELECT id FROM article ORDER BY headline = 'Shown' DESC",
    );
    const { nodes } = await gateway.data<{ nodes: unknown[] }>(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename } }',
      { ids: ids.map(({ id }) => toGlobalId('Article', id)) },
    );
    expect(nodes).toEqual([{ __typename: 'Article' }, ...SLUGS.map(() => null)]);
  });

  it('hides an article that was public once its blog has taken it back, and shows it again', async () => {
    const shown = post({ id: 1, title: 'Story', slug: 'story' });
    await importText(gateway, wxr([shown]));
    const { id } = await theArticle(gateway);
    for (const status of ['trash', 'draft', 'private']) {
      const taken = post({ id: 1, title: 'Story', slug: 'story', status });
      expect(counts(await importText(gateway, wxr([taken])))).toBe('0/1/0/0');
      expect(await headlines(gateway)).toEqual([]);
    }
    await importText(gateway, wxr([shown]));
    expect(await theArticle(gateway)).toMatchObject({
      id,
      publishedAt: '2024-01-02T03:04:05.000Z',
    });
  });

  it('leads from the address of before to the new one when a post is renamed', async () => {
    await importText(gateway, wxr([post({ id: 1, title: 'Story', slug: 'story' })]));
    await importText(gateway, wxr([post({ id: 1, title: 'Story', slug: 'better-story' })]));
    expect((await theArticle(gateway)).path).toBe('/council/better-story');
    const redirects = await rows(gateway, 'SELECT from_path FROM redirect ORDER BY 1');
    expect(redirects).toEqual([
      { from_path: '/2024/01/better-story' },
      { from_path: '/2024/01/story' },
      { from_path: '/council/story' },
    ]);
  });

  it('has its published pages as static pages, which keep their blocks when they change', async () => {
    const about = (content: string) =>
      post({ id: 3, title: 'About us', slug: 'about', type: 'page', content, terms: '' });
    expect(counts(await importText(gateway, wxr([about('Who.\n\nWhere.')])))).toBe('1/0/0/0');
    const [before] = await pages();
    expect(before).toMatchObject({ title: 'About us', path: '/about' });
    expect(counts(await importText(gateway, wxr([about('Who.\n\nWhere.')])))).toBe('0/0/1/0');
    expect(counts(await importText(gateway, wxr([about('Who.\n\nWhere, exactly?')])))).toBe(
      '0/1/0/0',
    );
    const [after] = await pages();
    expect(after?.bodyHtml).toContain('exactly');
    expect(after?.body[0]).toEqual(before?.body[0]);
    const taken = post({
      id: 3,
      title: 'About us',
      slug: 'about',
      type: 'page',
      status: 'private',
    });
    await importText(gateway, wxr([taken]));
    expect(await pages()).toEqual([]);
    expect(await publicArticles(gateway)).toEqual([]);
  });

  it('gives pages of the same name from three blogs addresses of their own', async () => {
    const about = wxr([post({ id: 3, title: 'About', slug: 'about', type: 'page' })]);
    for (const sourceName of ['One', 'Two', 'Three']) {
      expect(counts(await importText(gateway, about, { sourceName }))).toBe('1/0/0/0');
    }
    const paths = (await pages()).map(({ path }) => path);
    expect(new Set(paths).size).toBe(3);
    expect(paths).toContain('/about');
  });

  it("takes no page's address from a section or from the site itself", async () => {
    const items = [
      post({ id: 1, title: 'One', slug: 'one' }),
      post({ id: 2, title: 'Council', slug: 'council', type: 'page' }),
      post({ id: 3, title: 'Archive', slug: 'archive', type: 'page' }),
    ];
    await importText(gateway, wxr(items));
    const paths = (await pages()).map(({ path }) => path).sort();
    expect(paths).toEqual(['/archive-page', expect.stringMatching(/^\/council-\w+$/)]);
  });

  it("does not take one blog's author for another's of the same login", async () => {
    const story = (id: number, title: string) =>
      post({ id, title, slug: `s${id}`, terms: COUNCIL });
    await importText(gateway, wxr([story(1, 'Of Ann')]));
    const other = wxr([story(2, 'Of Cy')], 'Another Blog').replace('Ann Bell', 'Cy Dee');
    await importText(gateway, other);
    const seen = (await publicArticles(gateway)).map(({ headline, credits }) => [
      headline,
      credits[0]?.person.name,
    ]);
    expect(seen.sort()).toEqual([
      ['Of Ann', 'Ann Bell'],
      ['Of Cy', 'Cy Dee'],
    ]);
    expect(await rows(gateway, "SELECT FROM person WHERE slug = 'admin'")).toEqual([]);
  });
});
