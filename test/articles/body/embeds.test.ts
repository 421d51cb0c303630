import { htmlToBlocks } from '../../../src/articles/body/block.parse';
import { describeEmbed, knownEmbed } from '../../../src/articles/body/embed.providers';

describe('embeds', () => {
  it.each([
    [
      'https://www.youtube.com/embed/dQw4w9WgXcQ?rel=0',
      'youtube',
      'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
    ],
    [
      '//www.youtube-nocookie.com/embed/dQw4w9WgXcQ',
      'youtube',
      'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
    ],
    ['https://youtu.be/dQw4w9WgXcQ?t=3', 'youtube', 'https://www.youtube.com/watch?v=dQw4w9WgXcQ'],
    [
      'https://m.youtube.com/shorts/dQw4w9WgXcQ',
      'youtube',
      'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
    ],
    [
      'https://player.vimeo.com/video/76979871?h=8272103f6e',
      'vimeo',
      'https://vimeo.com/76979871/8272103f6e',
    ],
    ['https://vimeo.com/76979871', 'vimeo', 'https://vimeo.com/76979871'],
    [
      'https://www.dailymotion.com/embed/video/x7tgad0',
      'dailymotion',
      'https://www.dailymotion.com/video/x7tgad0',
    ],
    ['https://twitter.com/jack/status/20000?s=20', 'x', 'https://x.com/jack/status/20000'],
    ['https://platform.twitter.com/embed/Tweet.html?id=20000', 'x', 'https://x.com/i/status/20000'],
    [
      'https://www.instagram.com/p/CxYz_1-/?utm_source=x',
      'instagram',
      'https://www.instagram.com/p/CxYz_1-/',
    ],
    [
      'https://www.tiktok.com/@some.one/video/7000000000000000000?x=1',
      'tiktok',
      'https://www.tiktok.com/@some.one/video/7000000000000000000',
    ],
    [
      'https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fx%2Fposts%2F1',
      'facebook',
      'https://www.facebook.com/x/posts/1',
    ],
    [
      'https://open.spotify.com/embed/episode/4rOoJ6Egrf8K2IrywzwOMk?si=1',
      'spotify',
      'https://open.spotify.com/episode/4rOoJ6Egrf8K2IrywzwOMk',
    ],
    [
      'https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/1&color=x',
      'soundcloud',
      'https://api.soundcloud.com/tracks/1',
    ],
    [
      'https://bsky.app/profile/news.example/post/3kabc',
      'bluesky',
      'https://bsky.app/profile/news.example/post/3kabc',
    ],
    [
      'https://embed.bsky.app/embed/did:plc:abc/app.bsky.feed.post/3kabc?id=1',
      'bluesky',
      'https://bsky.app/profile/did:plc:abc/post/3kabc',
    ],
    [
      'https://mastodon.example/@jane/111111111111111111/embed',
      'mastodon',
      'https://mastodon.example/@jane/111111111111111111',
    ],
  ])('knows %s as %s', (address, provider, url) => {
    expect(knownEmbed(address)).toMatchObject({ provider, url });
    expect(knownEmbed(url)).toMatchObject({ provider, url });
    expect(htmlToBlocks(`<iframe src="${address}"></iframe>`)).toMatchObject([
      { kind: 'embed', provider, url },
    ]);
  });

  it('names any other provider by its host, without HTML', () => {
    expect(describeEmbed('https://www.charts.example/1')).toEqual({
      provider: 'charts.example',
      url: 'https://www.charts.example/1',
    });
    expect(describeEmbed('javascript:alert(1)')).toBeNull();
    expect(knownEmbed('https://www.youtube.com/user/someone')).toBeNull();
    expect(knownEmbed('https://www.youtube.com.evil.example/embed/dQw4w9WgXcQ')).toBeNull();
  });

  it('builds the player itself, only for players', () => {
    expect(describeEmbed('https://youtu.be/dQw4w9WgXcQ')?.html).toMatch(
      /^<iframe src="https:\/\/www\.youtube-nocookie\.com\/embed\/dQw4w9WgXcQ" [^<>]*><\/iframe>$/,
    );
    expect(describeEmbed('https://x.com/jack/status/20000')?.html).toBeUndefined();
  });

  it.each([
    [
      '<blockquote class="twitter-tweet"><p>just setting up</p>&mdash; jack <a href="https://twitter.com/jack/status/20000">March</a></blockquote><script async src="https://platform.twitter.com/widgets.js"></script>',
      'x',
    ],
    [
      '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/Cx/"><a href="/x">View</a></blockquote>',
      'instagram',
    ],
    [
      '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@a/video/70000"><section>a</section></blockquote>',
      'tiktok',
    ],
    ['<div class="fb-post" data-href="https://www.facebook.com/a/posts/1"></div>', 'facebook'],
    [
      '<blockquote class="bluesky-embed" data-bluesky-uri="at://x"><p>a</p><a href="https://bsky.app/profile/a.example/post/3k">b</a></blockquote>',
      'bluesky',
    ],
    [
      '<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\nhttps://vimeo.com/76979871\n</div></figure>',
      'vimeo',
    ],
    [
      '<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">https://charts.example/1</div></figure>',
      'charts.example',
    ],
    ['<p>https://www.youtube.com/watch?v=dQw4w9WgXcQ&amp;t=1</p>', 'youtube'],
    ['a line\n\nhttps://www.youtube.com/watch?v=dQw4w9WgXcQ\n', 'youtube'],
    [
      '<object><param name="movie" value="http://www.youtube.com/v/dQw4w9WgXcQ&hl=en"><embed src="x"></object>',
      'youtube',
    ],
    ['<iframe data-src="https://vimeo.com/76979871" src="about:blank"></iframe>', 'vimeo'],
    [
      '<audio controls><source src="https://x.example/a.ogg"><source src="https://x.example/a.mp3">no</audio>',
      'audio',
    ],
  ])('finds the embed in %s', (html, provider) => {
    expect(htmlToBlocks(html).at(-1)).toMatchObject({ kind: 'embed', provider });
  });

  it('keeps the words of a post as the title', () => {
    const [block] = htmlToBlocks(
      '<blockquote class="twitter-tweet"><p>Hello there</p><a href="https://x.com/a/status/20000">May 1</a></blockquote>',
    );
    expect(block).toMatchObject({ title: 'Hello there May 1' });
  });

  it('reads a video with its poster and caption', () => {
    const html =
      '<figure><video poster="/p.jpg"><source src="/a.webm"><source src="/a.mp4">No video</video><figcaption>Look</figcaption></figure>';
    expect(htmlToBlocks(html, { baseUrl: 'https://news.example/' })).toEqual([
      {
        kind: 'video',
        url: 'https://news.example/a.mp4',
        poster: { url: 'https://news.example/p.jpg' },
        title: 'Look',
      },
    ]);
  });

  it.each([
    '<iframe src="https://www.googletagmanager.com/ns.html?id=1"></iframe>',
    '<iframe src="https://x.example/" width="0" height="0"></iframe>',
  ])('drops the tracker %s', (html) => {
    expect(htmlToBlocks(html)).toEqual([]);
  });
});
