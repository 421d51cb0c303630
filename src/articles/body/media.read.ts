import { isTag, type ChildNode, type Element } from 'domhandler';
import { type BlockDraft } from './block.types';
import { describeEmbed, knownEmbed } from './embed.providers';
import { emojiOf, hasClass, isHidden } from './html.parse';
import { foldWhitespace } from './html.text';
import { resolveUrl } from './html.url';
import { textOf } from './html.strip';
import { readImage } from './image.read';
import { type ElementReader, type Reader } from './reader.types';

const EMBED_CLASS =
  /^(?:twitter-(?:tweet|video)|instagram-media|tiktok-embed|bluesky-embed|mastodon-embed|fb-(?:post|video)|reddit-embed-bq)$/;
const EMBED_ATTRIBUTES = [
  'cite',
  'data-href',
  'data-instgrm-permalink',
  'data-embed-url',
  'data-url',
];
const TRACKER =
  /(?:^|\.)(?:googletagmanager\.com|doubleclick\.net|google-analytics\.com|googlesyndication\.com)$/;

const readImg: ElementReader = (element, reader) => {
  const id = element.attribs['data-attachment'];
  const image = id ? reader.attachment(id) : readImage(element, reader.base);
  if (!image) return;
  const { caption } = image;
  reader.emitMedia({ kind: 'image', image, ...(caption ? { caption } : {}) });
};

function sourcesOf(element: Element): string[] {
  const sources = element.children.filter(isTag).filter(({ name }) => name === 'source');
  return [element, ...sources]
    .flatMap(({ attribs }) => [attribs.src, attribs['data-src']])
    .filter((src) => src !== undefined);
}

function firstUrl(addresses: string[], base?: string): string | null {
  const urls = addresses.map((address) => resolveUrl(address, base)).filter((url) => url !== null);
  return urls.find((url) => /\.(?:mp4|m4v|mp3|m4a)\b/i.test(url)) ?? urls[0] ?? null;
}

function titleOf(element: Element): { title?: string } {
  const title = foldWhitespace(element.attribs.title ?? element.attribs['aria-label'] ?? '');
  return title ? { title } : {};
}

const readVideo: ElementReader = (element, reader) => {
  const url = firstUrl(sourcesOf(element), reader.base);
  if (!url) return;
  const poster = resolveUrl(element.attribs.poster, reader.base);
  reader.emitMedia({
    kind: 'video',
    url,
    ...titleOf(element),
    ...(poster ? { poster: { url: poster } } : {}),
  });
};

const readAudio: ElementReader = (element, reader) => {
  const url = firstUrl(sourcesOf(element), reader.base);
  if (url) reader.emitMedia({ kind: 'embed', provider: 'audio', url, ...titleOf(element) });
};

function isTiny({ attribs }: Element): boolean {
  return /^[01](?:px)?$/.test(attribs.width ?? '') || /^[01](?:px)?$/.test(attribs.height ?? '');
}

/** An address as a block: film and sound files play as such, the rest is an embed. */
function embedBlock(
  address: string | undefined,
  title: { title?: string },
  base?: string,
): BlockDraft | null {
  const embed = address ? describeEmbed(address, base) : null;
  if (!embed || TRACKER.test(new URL(embed.url).hostname)) return null;
  if (/\.(?:mp4|m4v|webm|mov)$/i.test(new URL(embed.url).pathname))
    return { kind: 'video', url: embed.url, ...title };
  if (/\.(?:mp3|m4a|ogg|wav)$/i.test(new URL(embed.url).pathname)) embed.provider = 'audio';
  return { kind: 'embed', ...embed, ...title };
}

const readIframe: ElementReader = (element, reader) => {
  const { attribs } = element;
  const isLazy = /^(?:about:|data:|$)/.test(attribs.src ?? '');
  const address = isLazy ? (attribs['data-src'] ?? attribs['data-lazy-src']) : attribs.src;
  const block = isTiny(element) ? null : embedBlock(address, titleOf(element), reader.base);
  if (block) reader.emitMedia(block);
};

/** Flash players of old posts: those of a provider that still exists become its embed, others leave their fallback. */
const readObject: ElementReader = (element, reader) => {
  const params = element.children
    .filter(isTag)
    .filter(({ name }) => name === 'param' || name === 'embed');
  const addresses = [element, ...params].flatMap(({ attribs }) => [
    attribs.data,
    attribs.src,
    attribs.value,
  ]);
  for (const address of addresses) {
    const embed = address ? knownEmbed(address, reader.base) : null;
    if (embed) {
      reader.emitMedia({ kind: 'embed', ...embed });
      return;
    }
  }
  reader.walk(
    element.children.filter((child) => !isTag(child) || !['param', 'embed'].includes(child.name)),
  );
};

function linksOf(nodes: ChildNode[], links: string[] = []): string[] {
  for (const node of nodes.filter(isTag)) {
    if (node.name === 'a' && node.attribs.href) links.push(node.attribs.href);
    linksOf(node.children, links);
  }
  return links;
}

/** The post that a script of a social network would draw in place of this element; its text becomes the title. */
export function readSocialPost(element: Element, base?: string): BlockDraft | null {
  if (!hasClass(element, EMBED_CLASS)) return null;
  const named = EMBED_ATTRIBUTES.map((name) => element.attribs[name]).filter(
    (value) => value !== undefined,
  );
  for (const address of [...named, ...linksOf(element.children).reverse()]) {
    const embed = knownEmbed(address, base);
    const title = textOf(element.children);
    if (embed) return { kind: 'embed', ...embed, ...(title ? { title } : {}) };
  }
  return null;
}

/** A page of any site that a WordPress embed block or shortcode names. */
export function readAddress(address: string, base?: string): BlockDraft | null {
  return embedBlock(address, {}, base);
}

export const MEDIA_READERS = new Map<string, ElementReader>([
  ['img', readImg],
  ['amp-img', readImg],
  ['video', readVideo],
  ['audio', readAudio],
  ['iframe', readIframe],
  ['object', readObject],
  ['embed', readObject],
]);

/** True for what becomes a block of its own even in the middle of a list item, a heading or a quote. */
export function isMedia(element: Element, reader: Reader): boolean {
  if (MEDIA_READERS.has(element.name)) return emojiOf(element) === null;
  if (element.name === 'figure') return true;
  return hasClass(element, EMBED_CLASS) && readSocialPost(element, reader.base) !== null;
}

/** Collects the media in a piece of tree that is otherwise read as text. */
export function mediaIn(nodes: ChildNode[], reader: Reader, found: Element[] = []): Element[] {
  for (const node of nodes.filter(isTag)) {
    if (isMedia(node, reader)) found.push(node);
    else if (!isHidden(node)) mediaIn(node.children, reader, found);
  }
  return found;
}
