interface Post {
  id: number;
  title: string;
  slug: string;
  type?: string;
  status?: string;
  password?: string;
  date?: string;
  content?: string;
  link?: string;
  creator?: string;
  terms?: string;
  meta?: Record<string, string>;
  more?: string;
}

const CATEGORIES = `
  <wp:category><wp:term_id>1</wp:term_id><wp:category_nicename>town</wp:category_nicename>
    <wp:category_parent></wp:category_parent><wp:cat_name><![CDATA[Town & Country]]></wp:cat_name></wp:category>
  <wp:category><wp:term_id>2</wp:term_id><wp:category_nicename>council</wp:category_nicename>
    <wp:category_parent>town</wp:category_parent><wp:cat_name><![CDATA[Council]]></wp:cat_name></wp:category>`;

/** A post in the council's section with a tag. */
export const COUNCIL = `
  <category domain="category" nicename="council"><![CDATA[Council]]></category>
  <category domain="category" nicename="town"><![CDATA[Town & Country]]></category>
  <category domain="post_tag" nicename="budget"><![CDATA[Budget]]></category>`;

export function post(written: Post): string {
  const { id, title, slug, type = 'post', status = 'publish', password = '' } = written;
  const { date = '2024-01-02 03:04:05', content = `Text of ${slug}.`, creator = 'admin' } = written;
  const meta = Object.entries(written.meta ?? {}).map(
    ([key, value]) =>
      `<wp:postmeta><wp:meta_key>${key}</wp:meta_key><wp:meta_value><![CDATA[${value}]]></wp:meta_value></wp:postmeta>`,
  );
  return `<item><title><![CDATA[${title}]]></title>
    <link>${written.link ?? `https://blog.example/2024/01/${slug}/`}</link>
    <dc:creator><![CDATA[${creator}]]></dc:creator>
    <guid isPermaLink="false">https://blog.example/?p=${id}</guid>
    <content:encoded><![CDATA[${content}]]></content:encoded>
    <excerpt:encoded><![CDATA[]]></excerpt:encoded>
    <wp:post_id>${id}</wp:post_id>
    <wp:post_date_gmt>${date}</wp:post_date_gmt>
    <wp:post_name>${slug}</wp:post_name>
    <wp:status>${status}</wp:status>
    <wp:post_type>${type}</wp:post_type>
    <wp:post_password><![CDATA[${password}]]></wp:post_password>
    ${written.terms ?? COUNCIL}${meta.join('')}${written.more ?? ''}</item>`;
}

/** A WordPress export of these items. */
export function wxr(items: string[], blog = 'The Ferry Blog'): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>${blog}</title><link>https://blog.example</link><language>en-GB</language>
  <wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>https://blog.example</wp:base_site_url>
  <wp:author><wp:author_id>1</wp:author_id><wp:author_login>admin</wp:author_login>
    <wp:author_email>ann@blog.example</wp:author_email>
    <wp:author_display_name><![CDATA[Ann Bell]]></wp:author_display_name></wp:author>
  ${CATEGORIES}${items.join('\n')}</channel></rss>`;
}
