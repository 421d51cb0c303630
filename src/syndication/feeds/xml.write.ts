import { cleanText } from '../../articles/body/html.text';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

type Attributes = Record<string, string | number | null | undefined>;

/**
 * Any text as the content of an element or the value of an attribute in double quotes. What XML has no place
 * for, however it is escaped, is left out.
 */
export function xmlText(text: string): string {
  // A parser would turn a bare carriage return into a line feed.
  return cleanText(text)
    .replace(/[&<>"]/g, (char) => ENTITIES[char] ?? '')
    .replaceAll('\r', '&#13;');
}

/** Any text as a CDATA section; one that it holds the end of is split in two there. */
export function cdata(text: string): string {
  return `<![CDATA[${cleanText(text).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

/** An element around markup that is there already. Attributes that are null are left out. */
export function element(name: string, attributes: Attributes, markup = ''): string {
  const list = Object.entries(attributes)
    .filter(([, value]) => value != null)
    .map(([key, value]) => ` ${key}="${xmlText(String(value))}"`)
    .join('');
  return markup === '' ? `<${name}${list}/>` : `<${name}${list}>${markup}</${name}>`;
}

/** An element around a text; nothing at all where there is no text. */
export function textElement(
  name: string,
  text: string | null | undefined,
  attributes: Attributes = {},
): string {
  return text == null || text === '' ? '' : element(name, attributes, xmlText(text));
}

export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
