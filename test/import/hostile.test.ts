import { startTestGateway, type TestGateway } from '../support/gateway';
import {
  clear,
  importText,
  jsonLines,
  pictures,
  rows,
  rss,
  type SeenArticle,
  theArticle,
} from './support';
import { post, wxr } from './wordpress.fixture';

const EVIL = [
  '<script>alert(1)</script>',
  '<img src="https://p.example/a.jpg" onerror="alert(2)" alt="&quot;><script>alert(3)</script>">',
  '<a href="javascript:alert(4)">link</a>',
  '<a href=" jAvA\tscript:alert(5)">link</a>',
  '<a href="data:text/html,<script>alert(6)</script>">link</a>',
  '<svg><script>alert(7)</script><a xlink:href="javascript:alert(8)"><text>x</text></a></svg>',
  '<p style="background:url(javascript:alert(9))" onclick="alert(10)">styled</p>',
  '<iframe src="javascript:alert(11)"></iframe><object data="data:text/html;base64,PHN2Zz4="></object>',
  '<math><mtext><style><img src=x onerror=alert(12)></style></mtext></math>',
  '<video src="javascript:alert(13)" poster="javascript:alert(14)"></video>',
  '<form action="javascript:alert(15)"><button formaction="javascript:alert(16)">go</button></form>',
].join('\n');

const HTML_DANGER =
  /<script|<style|<svg|<math|<object|<form|<button|\son\w+\s*=|javascript:|data:text|srcdoc/i;

/** What a client puts into a page as HTML, and what it may follow. */
function htmlOf(article: SeenArticle): string {
  const parts = article.body.flatMap((block) => [block.html, block.embed, block.caption]);
  return [article.bodyHtml, ...parts.filter((part) => typeof part === 'string')].join('\n');
}

function linksOf(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return /^(?:url|creditUrl)$/.test(key) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, entry]) =>
    linksOf(entry, Array.isArray(value) ? key : name),
  );
}

describe('nothing executable survives an import', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway();
  });

  afterEach(() => clear(gateway));
  afterAll(() => gateway.close());

  const escaped = EVIL.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const files = {
    'an RSS feed': rss([
      `<guid>1</guid><title>${escaped} Headline</title><link>javascript:alert(20)</link>
       <dc:creator>${escaped} Ann</dc:creator><category>${escaped} Tag</category>
       <description>${escaped} Summary</description>
       <content:encoded><![CDATA[<p>Safe text.</p>${EVIL}]]></content:encoded>
       <media:content medium="video" url="javascript:alert(21)"/>
       <media:thumbnail url="javascript:alert(22)"/>`,
    ]),
    'a JSON Feed': JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: EVIL,
      home_page_url: 'javascript:alert(23)',
      items: [
        {
          ...{ id: '1', title: `${EVIL} Headline`, summary: `${EVIL} Summary` },
          ...{ content_html: `<p>Safe text.</p>${EVIL}`, url: 'javascript:alert(24)' },
          ...{
            image: 'javascript:alert(25)',
            banner_image: 'data:image/svg+xml,<svg onload=alert(1)>',
          },
          ...{
            authors: [{ name: `${EVIL} Ann`, url: 'javascript:alert(26)' }],
            tags: [`${EVIL} Tag`],
          },
          attachments: [{ url: 'javascript:alert(27)', mime_type: 'audio/mpeg' }],
        },
      ],
    }),
    ninjs: JSON.stringify({
      ...{ uri: 'javascript:alert(28)', type: 'text', by: `${EVIL} Ann` },
      headlines: [{ role: 'main', value: `${EVIL} Headline` }],
      descriptions: [{ role: 'summary', value: `${EVIL} Summary` }],
      bodies: [{ contentType: 'text/html', value: `<p>Safe text.</p>${EVIL}` }],
      subjects: [{ name: `${EVIL} Tag` }],
    }),
    'JSON lines': jsonLines([
      {
        ...{ id: 1, title: 'Headline', standfirst: 'Summary', link: 'javascript:alert(29)' },
        ...{ body: `<p>Safe text.</p>${EVIL}`, tags: [`${EVIL} Tag`], authors: [`${EVIL} Ann`] },
      },
    ]),
    'a WordPress export': wxr([
      post({
        ...{
          id: 1,
          title: `${EVIL} Headline`.replaceAll(']]>', ''),
          slug: 'x',
          creator: `${EVIL} Ann`,
        },
        content: `<p>Safe text.</p>${EVIL}[caption]<img src="javascript:alert(30)" /> ${EVIL}[/caption]`,
        terms: `<category domain="post_tag" nicename="tag"><![CDATA[${EVIL} Tag]]></category>`,
      }),
    ]),
  };

  it.each(Object.entries(files))('of %s', async (_name, text) => {
    const report = await importText(gateway, text, { sourceName: 'Hostile' });
    expect(report).toMatchObject({ created: 1, failures: [] });
    const article = await theArticle(gateway);
    expect(article.bodyText).toContain('Safe text.');
    expect(htmlOf(article)).not.toMatch(HTML_DANGER);
    const links = linksOf(article);
    expect(links.filter((link) => !/^https?:/.test(link))).toEqual([]);
    const names = [...article.tags, ...article.credits.map(({ person }) => person)];
    expect(names.map(({ name }) => name).join('\n')).not.toMatch(/<\/?[a-z]/i);
    expect([article.headline, article.standfirst].join('\n')).not.toMatch(/<script|alert\(1\)/);
    const stored = await rows<{ html: string }>(gateway, 'SELECT html FROM article_body');
    expect(stored[0]?.html).not.toMatch(HTML_DANGER);
  });

  it('and text that only looks like markup is told as it was meant', async () => {
    const title = 'Is 1 &amp;lt; 2 &amp;amp;amp; 3 &gt; 2?';
    await importText(gateway, rss([`<guid>1</guid><title>${title}</title>`]));
    expect((await theArticle(gateway)).headline).toBe('Is 1 < 2 &amp; 3 > 2?');
  });

  it('and the source has no address that a reader must not follow', async () => {
    const feed = files['a JSON Feed'];
    await importText(gateway, feed);
    expect(await rows(gateway, 'SELECT url FROM content_source')).toEqual([{ url: null }]);
  });

  it('and addresses in the text lead to where the feed meant', async () => {
    const html = '<p><a href="../two?x=1&y=2#z">Two</a></p><img src="//cdn.example/p.jpg">';
    const item = `<guid>1</guid><title>One</title><link>https://ferry.example/a/one</link>
      <content:encoded><![CDATA[${html}]]></content:encoded>`;
    await importText(gateway, rss([item]));
    const { bodyHtml } = await theArticle(gateway);
    expect(bodyHtml).toContain('href="https://ferry.example/two?x=1&amp;y=2#z"');
    expect(await pictures(gateway)).toEqual(['https://cdn.example/p.jpg']);
  });
});
