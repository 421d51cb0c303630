import { authorOf, uniqueAuthors } from './author.parse';
import { uniqueCategories } from './category.tools';
import { firstDate } from './feed.item';
import { completed } from './item.identity';
import { defined, filled, plainText } from './text.tools';
import { type Attachment, metaOf, type WxrCatalogue } from './wxr.catalogue';
import { postHtml } from './wxr.markup';
import { attribute, children, firstText, rawText, textOf, type XmlNode } from './xml.tree';
import { titleOf } from './xml.values';
import {
  type ItemStatus,
  type SourceAuthor,
  type SourceCategory,
  type SourceFeed,
  type SourceImage,
  type SourceItem,
} from './source-item.types';

/** What an export holds besides articles and pages: none of it is for readers. */
const NOT_CONTENT =
  /^(attachment|revision|nav_menu_item|custom_css|customize_changeset|oembed_cache|user_request|feedback|acf-.*|wp_.*|wpcf7_.*|shop_.*|elementor_.*)$/;
const STATUSES = new Map<string, ItemStatus>([
  ['publish', 'published'],
  ['future', 'scheduled'],
  ['private', 'private'],
  ['trash', 'withdrawn'],
]);
/** Taxonomies of WordPress and its plugins that say something other than what a post is about. */
const NOT_TAGS = new Set([
  'category',
  'post_format',
  'author',
  'language',
  'post_translations',
  'nav_menu',
]);

/** A post or a page of a WordPress export; undefined for what is neither. */
export function wxrItem(
  node: XmlNode,
  place: string,
  feed: SourceFeed,
  catalogue: WxrCatalogue,
): SourceItem | undefined {
  const type = firstText(node, 'wp:post_type') ?? 'post';
  if (NOT_CONTENT.test(type)) return undefined;
  const meta = metaOf(node);
  const link = firstText(node, 'link');
  const categories = categoriesOf(node, catalogue);
  const summary = htmlIn(node, 'excerpt:encoded') ?? htmlIn(node, 'description');
  return completed(
    defined<Parameters<typeof completed>[0]>({
      place,
      kind: type === 'page' ? 'page' : 'article',
      externalId: idOf(node, feed),
      title: titleOf(children(node, 'title')[0]) ?? '',
      link,
      slug: firstText(node, 'wp:post_name'),
      oldPaths: oldPaths(link, meta.get('_wp_old_slug') ?? []),
      language: termOf(node, 'language') ?? feed.language,
      published: firstDate(node, ['wp:post_date_gmt', 'pubdate', 'wp:post_date']),
      updated: firstDate(node, ['wp:post_modified_gmt', 'wp:post_modified']),
      status: statusOf(node),
      authors: authorsOf(node, catalogue),
      summary,
      content: contentOf(node, catalogue),
      standfirst: filled(plainText(summary ?? '')),
      seoTitle: seoTitleOf(meta),
      sectionName: sectionOf(categories),
      categories,
      ...imagesOf(node, meta, catalogue),
      media: [],
      format: formatOf(termOf(node, 'post_format')),
      translationGroup: termOf(node, 'post_translations'),
      baseUrl: link ?? feed.link,
    }),
  );
}

function contentOf(node: XmlNode, catalogue: WxrCatalogue): string | undefined {
  const text = htmlIn(node, 'content:encoded');
  return text === undefined ? undefined : postHtml(text, catalogue);
}

function htmlIn(node: XmlNode, name: string): string | undefined {
  return children(node, name)
    .map((found) => filled(rawText(found)))
    .find((html) => html !== undefined);
}

/** WordPress never changes a post's guid, even where the permalink changes. */
function idOf(node: XmlNode, feed: SourceFeed): string | undefined {
  const id = firstText(node, 'wp:post_id');
  return firstText(node, 'guid') ?? (id && `${feed.link ?? ''}/?p=${id}`);
}

/** What is neither published nor scheduled, also by a status that a plugin made up, is not for the public. */
function statusOf(node: XmlNode): ItemStatus {
  const written = firstText(node, 'wp:status')?.toLowerCase();
  if (firstText(node, 'wp:post_password') !== undefined) return 'password';
  return STATUSES.get(written ?? 'draft') ?? 'draft';
}

function oldPaths(link: string | undefined, oldSlugs: readonly string[]): string[] {
  const path = pathOf(link);
  if (path === undefined) return [];
  const renamed = oldSlugs.map((slug) =>
    path.replace(/[^/]+(\/?)$/, (_, slash: string) => slug + slash),
  );
  return [...new Set([path, ...renamed])];
}

/** Drafts have links such as `/?p=12`, which name no place of their own. */
function pathOf(link: string | undefined): string | undefined {
  try {
    const { pathname } = new URL(link ?? '');
    return pathname === '/' ? undefined : pathname;
  } catch {
    return undefined;
  }
}

function authorsOf(node: XmlNode, catalogue: WxrCatalogue): SourceAuthor[] {
  const credited = children(node, 'category').filter(
    (term) => attribute(term, 'domain') === 'author',
  );
  const named = credited.map((term) => {
    const login = attribute(term, 'nicename')?.replace(/^cap-/, '') ?? '';
    return catalogue.authors.get(login) ?? authorOf(textOf(term), { slug: login });
  });
  if (named.length > 0) return uniqueAuthors(named);
  const logins = children(node, 'dc:creator').map((creator) => textOf(creator) ?? '');
  return uniqueAuthors(logins.map((login) => catalogue.authors.get(login) ?? authorOf(login, {})));
}

function categoriesOf(node: XmlNode, catalogue: WxrCatalogue): SourceCategory[] {
  const terms = children(node, 'category').flatMap((term) => {
    const name = titleOf(term);
    const domain = attribute(term, 'domain');
    if (name === undefined || domain === undefined) return [];
    const slug = attribute(term, 'nicename');
    if (domain === 'category') {
      const parentSlug = catalogue.parentSlugs.get(slug ?? '');
      return [defined<SourceCategory>({ name, slug, parentSlug, kind: 'category' })];
    }
    if (NOT_TAGS.has(domain)) return [];
    return [
      defined<SourceCategory>({ name, slug, kind: domain.endsWith('tag') ? 'tag' : 'topic' }),
    ];
  });
  return uniqueCategories(terms);
}

function sectionOf(categories: readonly SourceCategory[]): string | undefined {
  return categories.find(({ kind, slug }) => kind === 'category' && slug !== 'uncategorized')?.name;
}

function termOf(node: XmlNode, domain: string): string | undefined {
  const term = children(node, 'category').find((found) => attribute(found, 'domain') === domain);
  return attribute(term, 'nicename');
}

/** Yoast's titles may be templates such as `%%title%%`. */
function seoTitleOf(meta: Map<string, string[]>): string | undefined {
  return meta.get('_yoast_wpseo_title')?.find((title) => !title.includes('%%'));
}

function formatOf(postFormat: string | undefined): SourceItem['format'] {
  if (postFormat === 'post-format-video') return 'VIDEO';
  return postFormat === 'post-format-gallery' ? 'GALLERY' : undefined;
}

function imagesOf(
  node: XmlNode,
  meta: Map<string, string[]>,
  catalogue: WxrCatalogue,
): Pick<SourceItem, 'images'> & { image: SourceImage | undefined } {
  const featured = meta.get('_thumbnail_id')?.[0] ?? '';
  const attached = catalogue.attachedTo.get(firstText(node, 'wp:post_id') ?? '') ?? [];
  const picture = (id: string): SourceImage[] => {
    const found = catalogue.attachments.get(id);
    return found?.isImage ? [imageOf(found)] : [];
  };
  return {
    image: picture(featured)[0],
    images: attached.filter((id) => id !== featured).flatMap(picture),
  };
}

function imageOf({ url, alt, caption }: Attachment): SourceImage {
  return defined<SourceImage>({ url, alt, caption });
}
