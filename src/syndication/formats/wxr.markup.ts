import { escapeAttribute } from './text.tools';
import { type WxrCatalogue } from './wxr.catalogue';

const BLOCK_START =
  /^<\/?(?:p|div|h[1-6]|ul|ol|li|dl|table|blockquote|pre|figure|form|iframe|section|article|hr|address|aside|header|footer|!--)\b/i;
const CAPTION = /\[caption\b([^[\]]*)\]([^]*?)\[\/caption\]/gi;
const GALLERY = /\[gallery\b([^[\]]*)\]/gi;
const EMBED =
  /\[(?:embed|video|audio)\b[^[\]]*\]\s*(https?:[^\s[\]]+)\s*\[\/(?:embed|video|audio)\]/gi;

/** A post's text as HTML: what WordPress itself adds when it shows a post of the classic editor. */
export function postHtml(text: string, catalogue: WxrCatalogue): string {
  return withParagraphs(withoutShortcodes(text, catalogue));
}

function withoutShortcodes(text: string, catalogue: WxrCatalogue): string {
  if (!text.includes('[')) return text;
  return bounded(text)
    .replace(CAPTION, (_, attributes: string, inner: string) => figure(attributes, inner))
    .replace(GALLERY, (_, attributes: string) => gallery(attributes, catalogue))
    .replace(
      EMBED,
      (_, url: string) =>
        `\n\n<p><a href="${escapeAttribute(url)}">${escapeAttribute(url)}</a></p>\n\n`,
    );
}

/** Opening marks without an end would each be searched for to the end of the text. */
function bounded(text: string): string {
  const opened = text.split(/\[caption\b/i).length;
  const closed = text.split(/\[\/caption\]/i).length;
  return opened > closed ? text.replace(/\[\/?caption\b[^[\]]*\]/gi, '') : text;
}

function figure(attributes: string, inner: string): string {
  const image = /(?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*<\/a>)?/i.exec(inner);
  if (!image) return inner;
  const given = /caption\s*=\s*"([^"]*)"/i.exec(attributes)?.[1];
  const caption = given ?? inner.slice(image.index + image[0].length).trim();
  return `\n\n<figure>${image[0]}<figcaption>${caption}</figcaption></figure>\n\n`;
}

function gallery(attributes: string, catalogue: WxrCatalogue): string {
  const ids = /ids\s*=\s*["']?([\d,\s]+)/i.exec(attributes)?.[1]?.split(',') ?? [];
  const figures = ids.flatMap((id) => {
    const image = catalogue.attachments.get(id.trim());
    if (!image) return [];
    const alt = escapeAttribute(image.alt ?? '');
    const caption =
      image.caption === undefined
        ? ''
        : `<figcaption>${escapeAttribute(image.caption)}</figcaption>`;
    return [`<figure><img src="${escapeAttribute(image.url)}" alt="${alt}">${caption}</figure>`];
  });
  return figures.length === 0 ? '' : `\n\n${figures.join('\n\n')}\n\n`;
}

/** Text of the classic editor has blank lines where HTML has textAsHtml. */
function withParagraphs(text: string): string {
  if (/<p[\s>]/i.test(text) || text.includes('<!-- wp:')) return text;
  return text
    .replaceAll('\r\n', '\n')
    .split(/\n[ \t]*\n/)
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .map((block) =>
      BLOCK_START.test(block) ? block : `<p>${block.replaceAll('\n', '<br>\n')}</p>`,
    )
    .join('\n');
}
