import { defined, filled, oneLine, plainText } from './text.tools';
import { type AuthorRole, type SourceAuthor } from './source-item.types';

const EMAIL = /[^\s<>()",;:[\]]+@[^\s<>()",;:[\]]+/;

/** A byline as RSS writes it: a name, an address, or both in any order ("a@b.org (Ann Bell)"). */
export function parseAuthor(
  text: string | undefined,
  role: AuthorRole = 'AUTHOR',
): SourceAuthor | undefined {
  const line = oneLine(
    plainText((text ?? '').slice(0, 2_000).replace(/<([^\s<>]+@[^\s<>]+)>/, '($1)')),
  );
  if (line === '') return undefined;
  const email = EMAIL.exec(line)?.[0].replace(/^mailto:/i, '');
  if (email === undefined) return { name: line, role };
  const around = line
    .replace(EMAIL, '')
    .replace(/mailto:/i, '')
    .replace(/[()<>[\]]/g, ' ');
  const name = filled(oneLine(around).replace(/^["',\s-]+|["',\s-]+$/g, ''));
  return { name: name ?? email, email, role };
}

type AuthorDetails = { [K in keyof Omit<SourceAuthor, 'name'>]?: SourceAuthor[K] | undefined };

/** A byline whose parts the format keeps apart; undefined where there is neither a name nor an address. */
export function authorOf(
  name: string | undefined,
  details: AuthorDetails,
): SourceAuthor | undefined {
  const known = filled(plainText(name ?? '')) ?? details.email;
  if (known === undefined) return undefined;
  return defined<SourceAuthor>({
    ...details,
    name: known,
    role: details.role ?? 'AUTHOR',
  });
}

/** Each author once: by name, without regard to case. */
export function uniqueAuthors(authors: readonly (SourceAuthor | undefined)[]): SourceAuthor[] {
  const seen = new Map<string, SourceAuthor>();
  for (const author of authors) {
    if (!author) continue;
    const key = `${author.role} ${author.name.toLowerCase()}`;
    seen.set(key, { ...author, ...seen.get(key) });
  }
  return [...seen.values()];
}
