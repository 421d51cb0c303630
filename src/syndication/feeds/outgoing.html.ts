/** An article's HTML for other programs: every address absolute, and nothing that only our own pages need. */
export function outgoingHtml(html: string, baseUrl: string): string {
  return html
    .replace(/<iframe\b[^<>]*?\ssrc="([^"]*)"[^<>]*><\/iframe>/g, '<a href="$1">$1</a>')
    .replace(/<[a-z][^<>]*>/gi, (tag) => outgoingTag(tag, baseUrl));
}

// The stored HTML is our own: names in lower case, values in double quotes, and "<" and ">" escaped wherever they are text.
function outgoingTag(tag: string, baseUrl: string): string {
  return tag
    .replace(/\s(?:data-[a-z-]+|loading|srcset|sizes)="[^"]*"/g, '')
    .replace(
      /\s(href|src|poster)="(\/(?!\/)[^"]*)"/g,
      (_, name: string, path: string) => ` ${name}="${baseUrl}${path}"`,
    );
}

const LABELS: Record<string, string> = {
  de: 'Korrektur',
  es: 'Corrección',
  fr: 'Correction',
  pt: 'Correção',
  ru: 'Исправление',
};

/** "Correction", in the language of an edition where we know the word. */
export function correctionLabel(language: string): string {
  return LABELS[language.split('-')[0] ?? ''] ?? 'Correction';
}

const EXCERPT_LENGTH = 280;

/** The beginning of a text, whole words only. */
export function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= EXCERPT_LENGTH) return line;
  const cut = line.slice(0, EXCERPT_LENGTH);
  return `${cut.replace(/\s\S*$/, '').replace(/\p{Cs}+$/u, '')}…`;
}
