/**
 * WordPress shortcodes as the HTML they stand for. It works on the source, because a shortcode's two halves
 * need not lie in one element; what comes out is read, and sanitised, like any other source.
 */

const SHORTCODE =
  /\[\/?(?:caption|wp_caption|gallery|embed|video|audio|playlist|youtube|vimeo|tweet|instagram|tiktok|spotify|soundcloud|vc_|et_pb_|fusion_)/i;
const ATTRIBUTE = /([\w-]+)\s?=\s?(?:["“”″]([^"“”″]*)["“”″]|'([^']*)'|([^\s"'\]]+))/g;
const QUOTE_ENTITY = /&(?:quot|#0?34|#8220|#8221|#8243|#x201[cd]);/gi;
const MEDIA_FILES = ['src', 'mp4', 'm4v', 'webm', 'mov', 'mp3', 'm4a', 'ogg', 'wav'];

function attributesOf(source: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', double, single, bare] of source
    .replace(QUOTE_ENTITY, '"')
    .matchAll(ATTRIBUTE)) {
    attributes.set(name.toLowerCase(), double ?? single ?? bare ?? '');
  }
  return attributes;
}

/** Entities in the value are the source's own and stay. */
function attribute(name: string, value: string | undefined): string {
  return value ? ` ${name}="${value.replace(/["<>]/g, '')}"` : '';
}

function expandCaption(attributes: string, content: string): string {
  const picture = /^\s*((?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*<\/a>)?)/i.exec(content)?.[1];
  const caption = attributesOf(attributes).get('caption') ?? '';
  if (!picture)
    return `<figure>${content}${caption && `<figcaption>${caption}</figcaption>`}</figure>`;
  const text = content.trimStart().slice(picture.length).trim() || caption;
  return `<figure>${picture}${text && `<figcaption>${text}</figcaption>`}</figure>`;
}

function expandMedia(name: string, source: string): string {
  const attributes = attributesOf(source);
  const file = MEDIA_FILES.map((key) => attributes.get(key)).find((value) => value !== undefined);
  return `<${name}${attribute('src', file)}${attribute('poster', attributes.get('poster'))}></${name}>`;
}

/** `[gallery ids="1,2"]`: pictures known by number, which `htmlToBlocks` asks its caller for. */
function expandGallery(source: string): string {
  const ids = (attributesOf(source).get('ids') ?? '').split(',').map((id) => id.trim());
  return ids
    .filter((id) => /^\d{1,12}$/.test(id))
    .map((id) => `<img data-attachment="${id}">`)
    .join('');
}

function expandService(name: string, source: string, content: string): string {
  const text = `${source} ${content}`.replace(/&#0?38;|&amp;/g, '&');
  const address = /https?:\/\/[^\s"'<>\]”]+/.exec(text)?.[0];
  const id = /[\w-]{5,30}/.exec(content || source)?.[0] ?? '';
  const homes: Record<string, string> = {
    youtube: 'https://youtu.be/',
    vimeo: 'https://vimeo.com/',
  };
  const home = homes[name];
  return `<iframe${attribute('src', address ?? (home && id ? home + id : undefined))}></iframe>`;
}

/** Replaces `[name …]content[/name]`; one without its end stays as it is. Looks at each character once. */
function replacePairs(
  html: string,
  name: string,
  expand: (attributes: string, content: string) => string,
): string {
  const parts: string[] = [];
  let at = 0;
  for (;;) {
    const start = html.indexOf(`[${name}`, at);
    const head = start < 0 ? -1 : html.indexOf(']', start);
    const end = head < 0 ? -1 : html.indexOf(`[/${name}]`, head);
    if (end < 0) break;
    parts.push(
      html.slice(at, start),
      expand(html.slice(start + name.length + 1, head), html.slice(head + 1, end)),
    );
    at = end + name.length + 3;
  }
  return at === 0 ? html : parts.join('') + html.slice(at);
}

const SERVICE =
  /(?<!\[)\[(embed|youtube|vimeo|tweet|instagram|tiktok|spotify|soundcloud)(?=[\s\]=])([^[\]]{0,2000})\](?:\s?([^\s[\]<>]{1,2000})\s?\[\/\1\])?/gi;
const SINGLE =
  /(?<!\[)\[(gallery|video|audio|playlist)(?=[\s\]])([^[\]]{0,4000})\](?:\s?\[\/\1\])?/gi;
const LAYOUT = /\[\/?(?:vc|et_pb|fusion)_\w+(?:\s[^[\]]{0,4000})?\]/gi;

/** The source with its known shortcodes turned into HTML; a bracket that is no shortcode stays text. */
export function expandShortcodes(html: string): string {
  if (!SHORTCODE.test(html)) return html;
  let expanded = html.replace(LAYOUT, '\n\n');
  for (const name of ['caption', 'wp_caption'])
    expanded = replacePairs(expanded, name, expandCaption);
  expanded = expanded.replace(SERVICE, (_, name: string, source: string, content = '') =>
    expandService(name.toLowerCase(), source, String(content)),
  );
  return expanded.replace(SINGLE, (_, name: string, source: string) => {
    const kind = name.toLowerCase();
    if (kind === 'playlist') return '';
    return kind === 'gallery' ? expandGallery(source) : expandMedia(kind, source);
  });
}
