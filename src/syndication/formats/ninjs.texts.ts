import { type JsonObject, lineIn, objectsIn, textIn } from './json.values';
import { textAsHtml, plainText } from './text.tools';

const HTML_TYPE = /html/i;
const PLAIN_TYPE = /text\/plain/i;
const MARKUP = /^\s*<[a-z!?][^<>]*>/i;

/** `headlines` of 2.x and 3.x, the main one first; `headline` of 1.x; else the title. */
export function headlineIn(item: JsonObject): string | undefined {
  const headlines = objectsIn(item, 'headlines');
  const main = headlines.find((headline) => lineIn(headline, 'role') === 'main') ?? headlines[0];
  const text = (main && lineIn(main, 'value')) ?? lineIn(item, 'headline', 'title');
  return text === undefined ? undefined : plainText(text);
}

/** A headline of one role, e.g. `seo`. */
export function headlineWithRole(item: JsonObject, pattern: RegExp): string | undefined {
  return objectsIn(item, 'headlines')
    .filter((headline) => pattern.test(lineIn(headline, 'role') ?? ''))
    .map((headline) => lineIn(headline, 'value'))[0];
}

/** The text as HTML: an HTML body before NITF or another XML, and these before plain text. */
export function bodyIn(item: JsonObject): string | undefined {
  const bodies = objectsIn(item, 'bodies').flatMap((body) => {
    const text = textIn(body, 'value');
    return text === undefined ? [] : [{ type: typeOf(body), text }];
  });
  const best =
    bodies.find(({ type }) => HTML_TYPE.test(type)) ??
    bodies.find(({ text }) => MARKUP.test(text)) ??
    bodies[0];
  return best ? bodyHtml(best.type, best.text) : oldBody(item);
}

function bodyHtml(type: string, text: string): string {
  const isMarkup = HTML_TYPE.test(type) || MARKUP.test(text);
  return isMarkup && !PLAIN_TYPE.test(type) ? withoutFrame(text) : textAsHtml(text);
}

/** Ninjs 1.x had a key for each kind of text. */
function oldBody(item: JsonObject): string | undefined {
  const html = textIn(item, 'body_html', 'body_xhtml');
  const plain = textIn(item, 'body_text');
  return html ?? (plain === undefined ? undefined : textAsHtml(plain));
}

const SHORT_ROLES = ['lead', 'summary', 'text', 'caption', 'richtext'];

/** The description for readers; those about the writer or the credit line are not for them. */
export function descriptionIn(item: JsonObject): string | undefined {
  const all = objectsIn(item, 'descriptions');
  const ranked = [...SHORT_ROLES, ''].flatMap((role) =>
    all.filter((description) => (lineIn(description, 'role') ?? '') === role),
  );
  const text = ranked.map((description) => textIn(description, 'value')).find((found) => found);
  return text ?? textIn(item, 'description_html', 'description_text', 'description_caption');
}

export function descriptionWithRole(item: JsonObject, role: string): string | undefined {
  return objectsIn(item, 'descriptions')
    .filter((description) => lineIn(description, 'role') === role)
    .map((description) => lineIn(description, 'value'))[0];
}

function typeOf(body: JsonObject): string {
  return lineIn(body, 'contenttype') ?? lineIn(body, 'role') ?? '';
}

/** What stands in `<body>` (in NITF, `<body.content>`) where a whole page was sent: its head is no text. */
function withoutFrame(html: string): string {
  const open = /<body\.content[^<>]*>/i.exec(html) ?? /<body(?:\s[^<>]*)?>/i.exec(html);
  if (!open) return html;
  const close = html
    .toLowerCase()
    .lastIndexOf(open[0].startsWith('<body.') ? '</body.content' : '</body');
  return html.slice(open.index + open[0].length, close < 0 ? undefined : close).trim();
}
