// Control characters but tab, line feed, carriage return and next line; lone surrogates; non-characters. PostgreSQL
// refuses some of them, browsers hide the rest.
const UNWANTED = /(?![\t\n\r\u0085])[\p{Cc}\p{Cs}\ufffe\uffff]/gu;

/** Text without the characters that no article needs and no database takes. */
export function cleanText(text: string): string {
  return text.replace(UNWANTED, '');
}

/** One line of text: whitespace of every kind folded to single spaces. */
export function foldWhitespace(text: string): string {
  return text.replace(/[\s\u0085]+/g, ' ').trim();
}

export function escapeText(text: string): string {
  return text.replace(/[&<>]/g, (char) =>
    char === '&' ? '&amp;' : char === '<' ? '&lt;' : '&gt;',
  );
}

export function escapeAttribute(value: string): string {
  return escapeText(value).replace(/"/g, '&quot;');
}

/** Plain text as HTML: escaped, a paragraph for every blank line, a `<br>` for every other line end. */
export function textToHtml(text: string): string {
  return cleanText(text)
    .split(/\n[^\S\n]*(?:\n[^\S\n]*)+/)
    .map((paragraph) => escapeText(paragraph.trim()).replace(/\r?\n/g, '<br>'))
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => `<p>${paragraph}</p>`)
    .join('\n');
}
