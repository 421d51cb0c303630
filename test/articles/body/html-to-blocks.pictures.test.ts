import { htmlToBlocks } from '../../../src/articles/body/block.parse';
import { BASE, image, paragraphs } from './block.drafts';

describe('htmlToBlocks: pictures', () => {
  it('reads a figure with caption and credit', () => {
    const html =
      '<figure><a href="/big.jpg"><img src="a.jpg" alt="A boat" width="800" height="600"></a>' +
      '<figcaption>The <i>boat</i> <span class="photo-credit"><a href="https://x.example/jo">Jo Doe</a></span></figcaption></figure>';
    expect(htmlToBlocks(html, BASE)).toEqual([
      image('https://news.example/2026/a.jpg', {
        alt: 'A boat',
        width: 800,
        height: 600,
        credit: 'Jo Doe',
        creditUrl: 'https://x.example/jo',
        caption: 'The boat',
      }),
    ]);
  });

  it.each([
    '<img src="data:image/gif;base64,R0" data-src="/a.jpg">',
    '<img src="/blank.gif" data-lazy-src="/a.jpg">',
    '<img data-srcset="/s.jpg 300w, /a.jpg 600w" width="1200">',
    '<picture><source srcset="/a.jpg 2x, /b.jpg 1x"><img alt=""></picture>',
    '<img data-src="/a.jpg"><noscript><img src="/a.jpg"></noscript>',
    '<noscript>Turn it on <img src="/a.jpg"></noscript><img class="lazy" data-src="/a.jpg">',
    '<amp-img src="/a.jpg"></amp-img>',
  ])('finds the picture in %s', (html) => {
    const [block, ...rest] = htmlToBlocks(html, BASE);
    expect(rest).toEqual([]);
    expect(block).toMatchObject({ kind: 'image', image: { url: 'https://news.example/a.jpg' } });
  });

  it('keeps a picture that is shown twice', () => {
    expect(htmlToBlocks('<img src="/a.jpg"><img src="/a.jpg">', BASE)).toHaveLength(2);
  });

  it.each([
    '<img src="/p.gif" width=1 height=1>',
    '<img src="https://feeds.feedburner.com/~r/x">',
    '<img src="">',
    '<img>',
  ])('drops %s', (html) => {
    expect(htmlToBlocks(html, BASE)).toEqual([]);
  });

  it('puts a picture in the middle of a sentence after its paragraph', () => {
    expect(htmlToBlocks('<p>One <img src="/a.jpg"> two</p><p>Three</p>', BASE)).toEqual([
      ...paragraphs('One two'),
      image('https://news.example/a.jpg'),
      ...paragraphs('Three'),
    ]);
  });

  it('reads a gallery as its pictures, its caption below the last', () => {
    const html =
      '<figure class="wp-block-gallery"><figure><img src="/a.jpg"><figcaption>A</figcaption></figure><figure><img src="/b.jpg"></figure>' +
      '<figcaption>All</figcaption></figure>';
    expect(htmlToBlocks(html, BASE)).toEqual([
      image('https://news.example/a.jpg', { caption: 'A' }),
      image('https://news.example/b.jpg', { caption: 'All' }),
    ]);
  });
});

describe('htmlToBlocks: WordPress shortcodes', () => {
  it('reads [caption]', () => {
    const html =
      'a\n\n[caption id="x" align="left" width="300"]<a href="/a"><img src="/a.jpg" alt="A" /></a> The <em>boat</em>[/caption]\n\nb';
    expect(htmlToBlocks(html, BASE)).toEqual([
      ...paragraphs('a'),
      image('https://news.example/a.jpg', { alt: 'A', caption: 'The boat' }),
      ...paragraphs('b'),
    ]);
  });

  it('asks for the pictures of [gallery] by number', () => {
    const attachment = (id: string): { url: string } | null =>
      id === '7' ? { url: 'https://news.example/7.jpg' } : null;
    expect(htmlToBlocks('[gallery ids="7, 8"]', { attachment })).toEqual([
      image('https://news.example/7.jpg'),
    ]);
    expect(htmlToBlocks('[gallery ids="7,8"]')).toEqual([]);
  });

  it('reads [video], [audio], [embed] and [youtube]', () => {
    const html =
      '[video width="640" mp4="https://x.example/a.mp4" poster="/p.jpg"][/video]\n\n[audio src="/a.mp3"]\n\n' +
      '[embed]https://www.youtube.com/watch?v=dQw4w9WgXcQ&amp;t=1[/embed]\n\n[youtube https://youtu.be/dQw4w9WgXcQ]';
    expect(htmlToBlocks(html, BASE)).toMatchObject([
      {
        kind: 'video',
        url: 'https://x.example/a.mp4',
        poster: { url: 'https://news.example/p.jpg' },
      },
      { kind: 'embed', provider: 'audio', url: 'https://news.example/a.mp3' },
      { kind: 'embed', provider: 'youtube', url: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ' },
      { kind: 'embed', provider: 'youtube', url: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ' },
    ]);
  });

  it('leaves other brackets and unfinished shortcodes alone', () => {
    expect(htmlToBlocks('He said [sic] [caption] and [[gallery]].')).toEqual(
      paragraphs('He said [sic] [caption] and [[gallery]].'),
    );
  });
});
