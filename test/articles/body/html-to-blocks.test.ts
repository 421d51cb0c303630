import { htmlToBlocks } from '../../../src/articles/body/block.parse';
import { BASE, image, paragraphs } from './block.drafts';

describe('htmlToBlocks: text', () => {
  it('makes a paragraph of each p and drops the empty ones', () => {
    expect(htmlToBlocks('<p>One</p><p>&nbsp;</p><p><b></b><br></p>\n<p>Two</p>')).toEqual(
      paragraphs('One', 'Two'),
    );
  });

  it('splits plain text at blank lines', () => {
    expect(htmlToBlocks('One\nline\r\n\r\n  \nTwo & three\n\n\n')).toEqual(
      paragraphs('One line', 'Two &amp; three'),
    );
  });

  it('splits a classic WordPress post at blank lines, and keeps its line ends if told to', () => {
    const post =
      'First <em>line</em>\nsecond line\n\n<h2>Head</h2>\nLast <strong>one\n\ntwo</strong>';
    expect(htmlToBlocks(post, { lineBreaks: true })).toEqual([
      ...paragraphs('First <em>line</em><br>second line'),
      { kind: 'heading', level: 2, text: 'Head' },
      ...paragraphs('Last <strong>one</strong>', '<strong>two</strong>'),
    ]);
  });

  it('does not split a p at blank lines', () => {
    expect(htmlToBlocks('<p>One\n\ntwo</p>')).toEqual(paragraphs('One two'));
  });

  it('splits at two line breaks and keeps one', () => {
    expect(htmlToBlocks('<div>a<br>b<br /> <br>c</div>')).toEqual(paragraphs('a<br>b', 'c'));
  });

  it('makes paragraphs of text directly in a body or div', () => {
    expect(
      htmlToBlocks(
        '<html><head><title>No</title></head><body>a<div>b<p>c</p>d</div>e</body></html>',
      ),
    ).toEqual(paragraphs('a', 'b', 'c', 'd', 'e'));
  });

  it('continues inline elements over the paragraphs they enclose', () => {
    expect(htmlToBlocks('<b><p>a</p><p>b</p></b><p>c</p>')).toEqual(
      paragraphs('<strong>a</strong>', '<strong>b</strong>', 'c'),
    );
  });

  it('clamps headings to 2..6 and makes them plain text', () => {
    expect(htmlToBlocks('<h1>A <i>b</i> &amp; c</h1><h6>d</h6><h3> </h3>')).toEqual([
      { kind: 'heading', level: 2, text: 'A b & c' },
      { kind: 'heading', level: 6, text: 'd' },
    ]);
  });

  it('keeps the text of what it does not understand', () => {
    expect(
      htmlToBlocks(
        '<x-card><x-title>Hello</x-title></x-card><address>Here</address><marquee>there</marquee>',
      ),
    ).toEqual(paragraphs('Hello', 'Here', 'there'));
  });

  it('drops what a page hides', () => {
    expect(
      htmlToBlocks(
        '<p>a<span hidden>b</span></p><div style="display: none">c</div><script>d</script><style>e</style>',
      ),
    ).toEqual(paragraphs('a'));
  });

  it('reads an HTML comment, a Gutenberg mark and a doubled CDATA section for what they are', () => {
    expect(
      htmlToBlocks(
        '<!-- wp:paragraph {"a":"<p>no</p>"} --><p>a</p><!-- /wp:paragraph --><![CDATA[<p>b</p>]]>',
      ),
    ).toEqual(paragraphs('a', 'b'));
  });

  it('resolves links by the base and drops those that lead nowhere', () => {
    expect(htmlToBlocks('<p><a href="../x">a</a> <a href="#note">b</a></p>', BASE)).toEqual(
      paragraphs('<a href="https://news.example/x" rel="noopener">a</a> b'),
    );
    expect(htmlToBlocks('<p><a href="x.html">a</a></p>')).toEqual(paragraphs('a'));
  });

  it('keeps emoji that a site shows as pictures', () => {
    expect(
      htmlToBlocks(
        '<p>Well <img class="emoji" alt="🙂" src="/1f642.svg"></p><h2>So <img class="wp-smiley" alt="☀" src="/s"></h2>',
      ),
    ).toEqual([...paragraphs('Well 🙂'), { kind: 'heading', level: 2, text: 'So ☀' }]);
  });
});

describe('htmlToBlocks: lists, quotes, code, tables', () => {
  it('keeps nested lists in their item', () => {
    expect(
      htmlToBlocks(
        '<ol><li>a <b>b</b><ul><li>c</li></ul></li><li></li><ul><li>d</li></ul><li><p>e</p><p>f</p></li></ol>',
      ),
    ).toEqual([
      {
        kind: 'list',
        ordered: true,
        items: ['a <strong>b</strong><ul><li>c</li></ul><ul><li>d</li></ul>', 'e<br><br>f'],
      },
    ]);
  });

  it('reads a list of whole sections as these sections', () => {
    expect(htmlToBlocks('<ul><li><h3>10:00</h3><p>a</p></li></ul>')).toEqual([
      { kind: 'heading', level: 3, text: '10:00' },
      ...paragraphs('a'),
    ]);
  });

  it('puts pictures of a list after it', () => {
    expect(htmlToBlocks('<ul><li>a<img src="/a.jpg"></li><li>b</li></ul>', BASE)).toEqual([
      { kind: 'list', ordered: false, items: ['a', 'b'] },
      image('https://news.example/a.jpg'),
    ]);
  });

  it.each([
    ['<blockquote><p>a</p><p>b</p><cite>— Jane Roe</cite></blockquote>', 'a<br><br>b'],
    ['<blockquote>a<br><br>b<footer>Jane Roe</footer></blockquote>', 'a<br><br>b'],
    [
      '<figure class="wp-block-pullquote"><blockquote><p>a</p><p>b</p></blockquote><figcaption>Jane Roe</figcaption></figure>',
      'a<br><br>b',
    ],
    ['<blockquote><p>a</p><p>b <cite>Jane Roe</cite></p></blockquote>', 'a<br><br>b'],
  ])('finds who is quoted in %s', (html, quoted) => {
    expect(htmlToBlocks(html)).toEqual([{ kind: 'quote', html: quoted, attribution: 'Jane Roe' }]);
  });

  it('leaves a cite within the sentence where it is', () => {
    expect(
      htmlToBlocks('<blockquote><p>In <cite>Emma</cite> she says so.</p></blockquote>'),
    ).toEqual([{ kind: 'quote', html: 'In <cite>Emma</cite> she says so.' }]);
  });

  it('keeps code as it is, with its language', () => {
    expect(
      htmlToBlocks(
        '<pre class="x"><code class="hljs language-TypeScript">\nif (a &lt; b) {\n  <b>c</b>\n}\n</code></pre>',
      ),
    ).toEqual([{ kind: 'code', code: 'if (a < b) {\n  c\n}', language: 'typescript' }]);
  });

  it('keeps the lines of a poem', () => {
    expect(htmlToBlocks('<pre class="wp-block-verse">One\n<em>two\nthree</em></pre>')).toEqual(
      paragraphs('One<br><em>two<br>three</em>'),
    );
  });

  it('reads a table as plain text', () => {
    const html =
      '<figure class="wp-block-table"><table><thead><tr><th>Party</th><th>Seats</th></tr></thead><tbody>' +
      '<tr><td><b>Left</b></td><td>1<br>2</td></tr><tr><td></td><td></td></tr><tr><td colspan="2">None</td></tr></tbody></table>' +
      '<figcaption>Result</figcaption></figure>';
    expect(htmlToBlocks(html)).toEqual([
      {
        kind: 'table',
        header: ['Party', 'Seats'],
        rows: [
          ['Left', '1 2'],
          ['None', ''],
        ],
        caption: 'Result',
      },
    ]);
  });

  it('takes a first row of th for the header', () => {
    expect(htmlToBlocks('<table><tr><th>a<th>b<tr><th>c<td>d</table>')).toEqual([
      { kind: 'table', header: ['a', 'b'], rows: [['c', 'd']] },
    ]);
  });

  it('reads a table that lays a page out as the page', () => {
    expect(
      htmlToBlocks(
        '<table><tr><td><img src="/a.jpg"></td><td><p>a</p><p>b</p></td></tr></table>',
        BASE,
      ),
    ).toEqual([image('https://news.example/a.jpg'), ...paragraphs('a', 'b')]);
    expect(htmlToBlocks('<table><tr><td><table><tr><td>a<td>b</table><td>c</table>')).toEqual([
      { kind: 'table', header: [], rows: [['a', 'b']] },
      ...paragraphs('c'),
    ]);
  });

  it('makes a divider of hr, terms of dt and details', () => {
    expect(
      htmlToBlocks('<hr><dl><dt>a</dt><dd>b</dd></dl><details><summary>c</summary>d</details>'),
    ).toEqual([
      { kind: 'divider' },
      ...paragraphs('<strong>a</strong>', 'b', '<strong>c</strong>', 'd'),
    ]);
  });
});
