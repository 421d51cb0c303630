import { Parser } from 'htmlparser2';

const INLINE: Record<string, string[]> = {
  a: ['href', 'title', 'rel'],
  abbr: ['title'],
  time: ['datetime'],
  bdi: ['dir'],
  bdo: ['dir'],
  ...Object.fromEntries(
    'strong em s u sub sup code mark q cite small br ruby rt rp kbd'
      .split(' ')
      .map((name) => [name, []]),
  ),
};

const LISTS = { ul: [], ol: [], li: [] };

const BODY: Record<string, string[]> = {
  ...INLINE,
  ...Object.fromEntries(
    'footer figcaption caption thead tbody tr th td li ul ol'.split(' ').map((name) => [name, []]),
  ),
  ...Object.fromEntries(
    'p h2 h3 h4 h5 h6 ul ol blockquote figure table pre hr aside'
      .split(' ')
      .map((name) => [name, ['data-block']]),
  ),
  p: ['data-block'],
  figure: ['data-block', 'data-image'],
  aside: ['data-block', 'data-article'],
  code: ['class'],
  video: ['src', 'controls', 'preload', 'data-poster'],
  audio: ['src', 'controls', 'preload'],
  iframe: ['src', 'loading', 'allowfullscreen', 'referrerpolicy', 'sandbox'],
};

const ALLOWED = { inline: INLINE, item: { ...INLINE, ...LISTS }, body: BODY };
const PLAYERS =
  /^https:\/\/(?:www\.youtube-nocookie\.com|player\.vimeo\.com|www\.dailymotion\.com|www\.tiktok\.com|open\.spotify\.com|w\.soundcloud\.com)\//;

function problemsOfUrl(name: string, attribute: string, value: string): string[] {
  if (name === 'iframe') return PLAYERS.test(value) ? [] : [`iframe ${value}`];
  const isSafe =
    attribute === 'src'
      ? /^https?:\/\//.test(value)
      : /^(?:https?:\/\/|mailto:|tel:|\/(?![/\\]))/.test(value);
  return isSafe ? [] : [`${attribute} ${value}`];
}

/** What a parser finds in `html` that is not on the list. */
export function problemsIn(html: string, kind: keyof typeof ALLOWED): string[] {
  const allowed: Record<string, string[]> = ALLOWED[kind];
  const problems: string[] = [];
  const parser = new Parser({
    onopentag(name, attributes) {
      for (const [attribute, value] of Object.entries(attributes)) {
        if (!allowed[name]?.includes(attribute)) problems.push(`${name}[${attribute}]`);
        if (attribute === 'href' || attribute === 'src')
          problems.push(...problemsOfUrl(name, attribute, value));
      }
      if (!allowed[name]) problems.push(name);
    },
    oncomment: (text) => problems.push(`comment ${text}`),
    onprocessinginstruction: (name) => problems.push(`instruction ${name}`),
  });
  parser.end(html);
  return problems;
}

/** The same question without a parser: every "<" must begin a tag of exactly the shape that we write. */
export function roughProblemsIn(html: string, kind: keyof typeof ALLOWED): string[] {
  const names = Object.keys(ALLOWED[kind]).join('|');
  const tag = new RegExp(
    `^(?:</(?:${names})>|<(?:${names})(?: (?:href|title|rel|datetime|dir|class|src|preload|loading|referrerpolicy|sandbox|data-(?:block|image|article|poster))="[^"<>]*"| controls| allowfullscreen)*>)`,
  );
  const starts = [...html.matchAll(/</g)].map(({ index }) => html.slice(index));
  const problems = starts.filter((rest) => !tag.test(rest));
  if (/<[^<>]*(?:href|src)="\s*(?:javascript|vbscript|data|file|about|blob):/i.test(html))
    problems.push('scheme');
  if (/<[^>]*\son\w+\s*=(?=[^>"]*(?:"[^"]*"[^>"]*)*>)/i.test(html.replace(/"[^"]*"/g, '""')))
    problems.push('handler');
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u0008]/.test(html)) problems.push('control character');
  return problems;
}

export function expectClean(html: string, kind: keyof typeof ALLOWED): void {
  expect({ html, problems: problemsIn(html, kind) }).toEqual({ html, problems: [] });
  expect({ html, problems: roughProblemsIn(html, kind) }).toEqual({ html, problems: [] });
}
