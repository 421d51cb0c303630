import { decodeHTML } from 'entities';

/** `T` with its optional properties allowed to be undefined. */
type Optional<T> = {
  [K in keyof T]: Partial<Pick<T, K>> extends Pick<T, K> ? T[K] | undefined : T[K];
};

/** The same object without what is undefined, as optional properties are to be left out, not set. */
export function defined<T extends object>(values: Optional<T>): T {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as unknown as T;
}

// eslint-disable-next-line no-control-regex -- these are what it removes: neither XML nor PostgreSQL has a place for them
const CONTROLS = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

/** Text without the control characters that no XML document may hold. */
export function withoutControls(text: string): string {
  return text.replace(CONTROLS, '');
}

/** Trimmed, or undefined where nothing is left. */
export function filled(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === '' ? undefined : trimmed;
}

/** Text as HTML. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Text as the value of an HTML attribute. */
export function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;');
}

/** Plain text as HTML: one line as it is, more as paragraphs where blank lines part them. */
export function textAsHtml(text: string): string {
  if (!text.includes('\n')) return escapeText(text);
  return text
    .replaceAll('\r\n', '\n')
    .split(/\n[ \t]*\n/)
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .map((block) => `<p>${escapeText(block).replaceAll('\n', '<br>')}</p>`)
    .join('\n');
}

const TAG_NAMES =
  'a|abbr|acronym|address|article|aside|audio|b|big|blockquote|body|br|center|cite|code|dd|del|div|dl|dt|em|figcaption|figure|font|footer|h[1-6]|head|header|hr|html|i|iframe|img|ins|kbd|li|link|main|mark|meta|nav|object|ol|p|picture|pre|q|s|samp|script|section|small|source|span|strike|strong|style|sub|sup|svg|table|tbody|td|th|thead|time|tr|tt|u|ul|var|video|wbr';
const TAG = new RegExp(`</?(?:${TAG_NAMES})(?:[\\s/][^<>]*)?>`, 'gi');
const BREAKING = /^<\/?(?:br|p|div|li|h[1-6]|tr|td|th|dd|dt|ul|ol|table|section|article|hr)\b/i;
const UNSEEN = /<(script|style)\b[^<>]*>/gi;
const ENTITY = /&(?:[a-z][a-z0-9]{1,30}|#\d{1,7}|#x[0-9a-f]{1,6});/i;

/** Whether text that should be plain was meant as HTML: it has a tag that HTML knows, or an entity. */
export function looksLikeHtml(text: string): boolean {
  return text.search(TAG) >= 0 || ENTITY.test(text);
}

/** The text a reader would see of some HTML, on one line. A lone `<` or `&` stays what it is. */
export function plainText(html: string): string {
  if (!html.includes('<') && !html.includes('&')) return oneLine(html);
  const shown = withoutUnseen(withoutComments(html));
  const untagged = shown.replace(TAG, (tag) => (BREAKING.test(tag) ? ' ' : ''));
  return oneLine(decodeHTML(untagged));
}

export function oneLine(text: string): string {
  return withoutControls(text).replace(/\s+/g, ' ').trim();
}

function withoutComments(html: string): string {
  const parts = html.split('<!--');
  const first = parts.shift() ?? '';
  return first + parts.map((part) => afterFirst(part, '-->')).join('');
}

function withoutUnseen(html: string): string {
  let kept = '';
  let at = 0;
  UNSEEN.lastIndex = 0;
  for (let open = UNSEEN.exec(html); open; open = UNSEEN.exec(html)) {
    kept += html.slice(at, open.index);
    const close = html.indexOf(`</${open[1] ?? ''}`, UNSEEN.lastIndex);
    if (close < 0) return kept;
    at = close;
    UNSEEN.lastIndex = close;
  }
  return kept + html.slice(at);
}

function afterFirst(text: string, mark: string): string {
  const at = text.indexOf(mark);
  return at < 0 ? '' : text.slice(at + mark.length);
}

/** The start of a text, cut at a word, for a title where there is none. */
export function excerpt(text: string, length = 80): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length + 1);
  const space = cut.lastIndexOf(' ');
  return `${cut.slice(0, space > length / 2 ? space : length).trimEnd()}…`;
}
