import { Readable } from 'node:stream';
import { readAll } from './support';

const head = `<?xml version="1.0"?><rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Ferry</title><link>https://f.example</link>
 <language>en-GB</language><wp:wxr_version>1.2</wp:wxr_version>
 <wp:author><wp:author_login>ann</wp:author_login><wp:author_email>ann@f.example</wp:author_email>
 <wp:author_display_name><![CDATA[Ann Bell]]></wp:author_display_name></wp:author>
 <wp:category><wp:category_nicename>town</wp:category_nicename><wp:category_parent/><wp:cat_name>Town</wp:cat_name></wp:category>
 <wp:category><wp:category_nicename>roads</wp:category_nicename><wp:category_parent>town</wp:category_parent><wp:cat_name>Roads</wp:cat_name></wp:category>`;

const attachment = `<item><title>Pier</title><excerpt:encoded><![CDATA[The old pier]]></excerpt:encoded><wp:post_id>90</wp:post_id>
 <wp:post_type>attachment</wp:post_type><wp:status>inherit</wp:status><wp:attachment_url>https://f.example/pier.jpg</wp:attachment_url>
 <wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key><wp:meta_value>A pier</wp:meta_value></wp:postmeta></item>`;

const post = (parts: string, status = 'publish', type = 'post') =>
  `<item><title>Post</title><link>https://f.example/2024/01/post/</link><guid isPermaLink="false">https://f.example/?p=7</guid>
  <dc:creator>ann</dc:creator><wp:post_id>7</wp:post_id><wp:post_name>post</wp:post_name><wp:post_date>2024-01-02 12:00:00</wp:post_date>
  <wp:post_date_gmt>2024-01-02 11:00:00</wp:post_date_gmt><wp:status>${status}</wp:status><wp:post_type>${type}</wp:post_type>${parts}</item>`;

const read = (...items: string[]) => readAll(`${head}${items.join('\n')}</channel></rss>`);

describe('a WordPress export', () => {
  it('gives posts with authors by name, sections with parents, tags, pictures and old paths', async () => {
    const { format, items } = await read(
      post(`<category domain="category" nicename="roads"><![CDATA[Roads]]></category>
      <category domain="post_tag" nicename="pier"><![CDATA[Pier]]></category>
      <category domain="post_format" nicename="post-format-video"><![CDATA[Video]]></category>
      <excerpt:encoded><![CDATA[In <b>short</b>]]></excerpt:encoded>
      <content:encoded><![CDATA[One\n\nTwo\nthree [gallery ids="90"]]]></content:encoded>
      <wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value><![CDATA[90]]></wp:meta_value></wp:postmeta>
      <wp:postmeta><wp:meta_key>_wp_old_slug</wp:meta_key><wp:meta_value>first-name</wp:meta_value></wp:postmeta>
      <wp:comment><wp:comment_content>Spam</wp:comment_content></wp:comment>`),
      attachment,
    );
    expect(format).toBe('wxr');
    expect(items).toMatchObject([
      {
        kind: 'article',
        externalId: 'https://f.example/?p=7',
        slug: 'post',
        oldPaths: ['/2024/01/post/', '/2024/01/first-name/'],
        language: 'en-GB',
        published: new Date('2024-01-02T11:00:00Z'),
        status: 'published',
        authors: [{ name: 'Ann Bell', email: 'ann@f.example', slug: 'ann' }],
        standfirst: 'In short',
        sectionName: 'Roads',
        categories: [
          { name: 'Roads', slug: 'roads', parentSlug: 'town', kind: 'category' },
          { name: 'Pier', slug: 'pier', kind: 'tag' },
        ],
        image: { url: 'https://f.example/pier.jpg', alt: 'A pier', caption: 'The old pier' },
        format: 'VIDEO',
      },
    ]);
    expect(items[0]?.content).toContain('<p>One</p>\n<p>Two<br>\nthree</p>');
    expect(items[0]?.content).toContain('<img src="https://f.example/pier.jpg" alt="A pier">');
    expect(JSON.stringify(items)).not.toContain('Spam');
  });

  it('marks what the public may not see', async () => {
    const { items } = await read(
      ...['draft', 'pending', 'private', 'future', 'trash', 'in-house'].map((status) =>
        post('', status),
      ),
      post('<wp:post_password><![CDATA[secret]]></wp:post_password>'),
    );
    expect(items.map(({ status }) => status)).toEqual([
      ...['draft', 'draft', 'private', 'scheduled', 'withdrawn', 'draft', 'password'],
    ]);
  });

  it('gives pages as pages, and leaves out menus, revisions and settings', async () => {
    const { items } = await read(
      post('', 'publish', 'page'),
      ...['nav_menu_item', 'revision', 'wp_navigation', 'custom_css'].map((type) =>
        post('', 'publish', type),
      ),
      attachment,
    );
    expect(items.map(({ kind }) => kind)).toEqual(['page']);
  });

  it('turns captions into figures, and leaves blocks as they are', async () => {
    const { items } = await read(
      post(
        '<content:encoded><![CDATA[[caption id="a" width="9"]<img src="a.jpg"> A pier[/caption]]]></content:encoded>',
      ),
      post(
        '<content:encoded><![CDATA[<!-- wp:paragraph -->\n<p>A</p>\n\n<p>B</p>]]></content:encoded>',
      ),
    );
    expect(items[0]?.content).toBe(
      '<figure><img src="a.jpg"><figcaption>A pier</figcaption></figure>',
    );
    expect(items[1]?.content).toBe('<!-- wp:paragraph -->\n<p>A</p>\n\n<p>B</p>');
  });

  it('is read from a stream too, though its attachments stand at the end', async () => {
    const meta =
      '<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>90</wp:meta_value></wp:postmeta>';
    const xml = `${head}${post(meta)}${attachment}</channel></rss>`;
    const { items } = await readAll(Readable.from([Buffer.from(xml)]));
    expect(items[0]?.image?.url).toBe('https://f.example/pier.jpg');
  });
});
