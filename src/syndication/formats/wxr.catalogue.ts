import { authorOf } from './author.parse';
import { filled, plainText } from './text.tools';
import { newBuilder, xmlNodes } from './xml.items';
import { children, elements, firstText, rawText, type XmlNode } from './xml.tree';
import { type SourceAuthor, type SourceImage } from './source-item.types';

export interface Attachment extends SourceImage {
  parentId?: string;
  isImage: boolean;
}

/** What posts refer to and what may stand anywhere in the file. */
export interface WxrCatalogue {
  attachments: Map<string, Attachment>;
  /** Ids of attachments by the id of the post they were uploaded to. */
  attachedTo: Map<string, string[]>;
  authors: Map<string, SourceAuthor>;
  /** The slug of the category above, by slug. */
  parentSlugs: Map<string, string>;
}

/** Reads the whole file for its attachments, authors and categories. */
export async function readCatalogue(chunks: AsyncIterable<string>): Promise<WxrCatalogue> {
  const attachments = new Map<string, Attachment>();
  const builder = newBuilder();
  for await (const { node } of xmlNodes(chunks, builder)) addAttachment(attachments, node);
  const root = builder.root;
  const channel = root && (children(root, 'channel')[0] ?? root);
  return {
    attachments,
    attachedTo: byParent(attachments),
    authors: authorsIn(channel),
    parentSlugs: parentsIn(channel),
  };
}

/** The values of a post's or an attachment's `wp:postmeta`, by key. */
export function metaOf(node: XmlNode): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const meta of children(node, 'wp:postmeta')) {
    const key = firstText(meta, 'wp:meta_key');
    const value = children(meta, 'wp:meta_value').map(rawText)[0]?.trim();
    if (key !== undefined && value) values.set(key, [...(values.get(key) ?? []), value]);
  }
  return values;
}

function addAttachment(attachments: Map<string, Attachment>, node: XmlNode): void {
  if (firstText(node, 'wp:post_type') !== 'attachment') return;
  const id = firstText(node, 'wp:post_id');
  const url = firstText(node, 'wp:attachment_url', 'guid');
  if (id === undefined || url === undefined) return;
  const html = (name: string): string | undefined =>
    filled(plainText(children(node, name).map(rawText)[0] ?? ''));
  const alt = metaOf(node).get('_wp_attachment_image_alt')?.[0];
  const caption = html('excerpt:encoded');
  const parentId = firstText(node, 'wp:post_parent');
  attachments.set(
    detached(id),
    // Slices of the file's text would keep all of it in memory, so the few words kept are copied.
    JSON.parse(
      JSON.stringify({
        url,
        alt,
        caption,
        parentId,
        isImage: /\.(jpe?g|png|gif|webp|avif)$/i.test(url),
      }),
    ) as Attachment,
  );
}

function detached(text: string): string {
  return Buffer.from(text).toString();
}

function byParent(attachments: Map<string, Attachment>): Map<string, string[]> {
  const ids = new Map<string, string[]>();
  for (const [id, { parentId, isImage }] of attachments) {
    if (parentId === undefined || parentId === '0' || !isImage) continue;
    ids.set(parentId, [...(ids.get(parentId) ?? []), id]);
  }
  return ids;
}

function authorsIn(channel: XmlNode | undefined): Map<string, SourceAuthor> {
  const authors = new Map<string, SourceAuthor>();
  for (const node of channel ? elements(channel) : []) {
    if (node.space !== 'wp' || node.name !== 'author') continue;
    const login = firstText(node, 'wp:author_login');
    const author = login === undefined ? undefined : authorIn(node, login);
    if (login !== undefined && author) authors.set(login, author);
  }
  return authors;
}

function authorIn(node: XmlNode, login: string): SourceAuthor | undefined {
  const names = [firstText(node, 'wp:author_first_name'), firstText(node, 'wp:author_last_name')];
  const full = filled(names.filter(Boolean).join(' '));
  return authorOf(firstText(node, 'wp:author_display_name') ?? full ?? login, {
    slug: slugOf(login),
    email: firstText(node, 'wp:author_email'),
    description: firstText(node, 'wp:author_description'),
  });
}

/** A login may be anything, an e-mail address too; what is no slug is left to the importer. */
function slugOf(login: string): string | undefined {
  return /^[\w-]+$/.test(login) ? login.toLowerCase() : undefined;
}

function parentsIn(channel: XmlNode | undefined): Map<string, string> {
  const parents = new Map<string, string>();
  for (const node of channel ? elements(channel) : []) {
    if (node.space !== 'wp' || (node.name !== 'category' && node.name !== 'term')) continue;
    if (node.name === 'term' && firstText(node, 'wp:term_taxonomy') !== 'category') continue;
    const slug = firstText(node, 'wp:category_nicename', 'wp:term_slug');
    const parent = firstText(node, 'wp:category_parent', 'wp:term_parent');
    if (slug !== undefined && parent !== undefined) parents.set(slug, parent);
  }
  return parents;
}
