import { escapeAttribute, escapeText } from './html.text';

/** A picture as a page shows it. */
export interface FilledImage {
  url: string;
  srcset?: string | null;
  sizes?: string | null;
  width?: number | null;
  height?: number | null;
  alt: string;
  caption?: string | null;
  credit?: string | null;
  creditUrl?: string | null;
}

/** Answers for what a stored body only names: null for what is gone or not public. */
export interface BodyResolver {
  image: (id: string) => FilledImage | null;
  article: (id: string) => { url: string; headline: string } | null;
}

/*
 * Every "<" of a text or attribute value is escaped and inline HTML may hold neither these elements nor data-*
 * attributes, so what begins like a placeholder is one: no writer can forge it.
 */
const PLACEHOLDER = new RegExp(
  [
    '\\n?<figure data-block="(?<mark>[^"]*)" data-image="(?<image>[^"]*)">(?:<figcaption>(?<caption>[^<]*)</figcaption>)?</figure>',
    '\\n?<aside data-block="(?<asideMark>[^"]*)" data-article="(?<article>[^"]*)"></aside>',
    '<video src="(?<src>[^"]*)" data-poster="(?<poster>[^"]*)"',
  ].join('|'),
  'g',
);

const NAMED: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };

function unescapeAttribute(value: string): string {
  return value.replace(/&(?:amp|lt|gt|quot);/g, (entity) => NAMED[entity] ?? entity);
}

export function imagePlaceholder(blockId: string, imageId: string, caption?: string): string {
  const note = caption ? `<figcaption>${escapeText(caption)}</figcaption>` : '';
  return `<figure data-block="${escapeAttribute(blockId)}" data-image="${escapeAttribute(imageId)}">${note}</figure>`;
}

export function articlePlaceholder(blockId: string, articleId: string): string {
  return `<aside data-block="${escapeAttribute(blockId)}" data-article="${escapeAttribute(articleId)}"></aside>`;
}

export function videoPlaceholder(url: string, posterId?: string): string {
  const poster = posterId ? ` data-poster="${escapeAttribute(posterId)}"` : '';
  return `<video src="${escapeAttribute(url)}"${poster} controls preload="none"></video>`;
}

function attribute(name: string, value: string | number | null | undefined): string {
  return value === null || value === undefined
    ? ''
    : ` ${name}="${escapeAttribute(String(value))}"`;
}

function creditHtml({ credit, creditUrl }: FilledImage): string {
  if (!credit) return '';
  const isLink = creditUrl && /^https?:/i.test(creditUrl);
  const text = escapeText(credit);
  return ` <small>${isLink ? `<a href="${escapeAttribute(creditUrl)}" rel="noopener">${text}</a>` : text}</small>`;
}

/** `caption` is HTML already: the block's own stands before the picture's. */
function fillFigure(mark: string, image: FilledImage, caption: string | undefined): string {
  const img =
    `<img${attribute('src', image.url)}${attribute('srcset', image.srcset)}${attribute('sizes', image.sizes)}` +
    `${attribute('width', image.width)}${attribute('height', image.height)}${attribute('alt', image.alt)} loading="lazy">`;
  const note = `${caption ?? escapeText(image.caption ?? '')}${creditHtml(image)}`.trim();
  return `<figure data-block="${mark}">${img}${note ? `<figcaption>${note}</figcaption>` : ''}</figure>`;
}

function fillArticle(mark: string, article: { url: string; headline: string }): string {
  return `<aside data-block="${mark}"><a${attribute('href', article.url)}>${escapeText(article.headline)}</a></aside>`;
}

type Groups = Partial<
  Record<'mark' | 'image' | 'caption' | 'asideMark' | 'article' | 'src' | 'poster', string>
>;

function fill(groups: Groups, resolve: BodyResolver): string {
  if (groups.image !== undefined) {
    const image = resolve.image(unescapeAttribute(groups.image));
    return image ? fillFigure(groups.mark ?? '', image, groups.caption) : '';
  }
  if (groups.article !== undefined) {
    const article = resolve.article(unescapeAttribute(groups.article));
    return article ? fillArticle(groups.asideMark ?? '', article) : '';
  }
  const poster = resolve.image(unescapeAttribute(groups.poster ?? ''));
  return `<video src="${groups.src ?? ''}"${attribute('poster', poster?.url)}`;
}

/**
 * A stored body as a page shows it. One pass: what is filled in is not looked at again. An article or picture that
 * resolves to null disappears without a trace.
 */
export function fillBodyHtml(html: string, resolve: BodyResolver): string {
  const parts: string[] = [];
  let at = 0;
  for (const match of html.matchAll(PLACEHOLDER)) {
    const filled = fill(match.groups ?? {}, resolve);
    const isLine = match[0].startsWith('\n');
    parts.push(html.slice(at, match.index), isLine && filled !== '' ? '\n' : '', filled);
    at = match.index + match[0].length;
  }
  return (parts.join('') + html.slice(at)).trimStart();
}

/** The ids that a stored body needs resolved, each once. */
export function bodyPlaceholders(html: string): { imageIds: string[]; articleIds: string[] } {
  const imageIds = new Set<string>();
  const articleIds = new Set<string>();
  for (const { groups = {} } of html.matchAll(PLACEHOLDER)) {
    const imageId = groups.image ?? groups.poster;
    if (imageId !== undefined) imageIds.add(unescapeAttribute(imageId));
    if (groups.article !== undefined) articleIds.add(unescapeAttribute(groups.article));
  }
  return { imageIds: [...imageIds], articleIds: [...articleIds] };
}
