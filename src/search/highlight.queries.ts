import { loadInGroups } from '../sql/loader';
import { type Reader } from '../sql/reader';
import { namedStatement } from '../sql/statement';
import { markHtml, mayMatch, snippetOf, wordsOf, wordStart } from './highlight';

// No snippet is looked for beyond the first 50,000 characters. The body's text has no placeholders.
const TEXTS = namedStatement(`
  SELECT a.id AS "articleId", a.headline AS "headline", coalesce(a.standfirst, '') AS "standfirst",
    coalesce(left(b.text, 50000), '') AS "text"
  FROM public_article a LEFT JOIN article_body b ON b.article_id = a.id WHERE a.id = ANY($1::uuid[])`);

const STEMS = namedStatement(`
  SELECT w.word AS "word", l.lexeme AS "stem"
  FROM unnest($2::text[]) AS w(word)
  CROSS JOIN LATERAL unnest(tsvector_to_array(to_tsvector(every_word_config($1), search_words($1, w.word)))) AS l(lexeme)
  WHERE l.lexeme = ANY($3::text[])`);

/** An article that a search found, in a language, and the tsqueries it was found by. */
export interface HighlightKey {
  articleId: string;
  language: string;
  queries: string[];
}

/** Both are HTML: escaped, with `<mark>` round what matched. */
export interface Highlight {
  headlineHtml: string;
  snippetHtml: string;
}

interface Texts {
  articleId: string;
  headline: string;
  standfirst: string;
  text: string;
}

const NOTHING: Highlight = { headlineHtml: '', snippetHtml: '' };

/** The stems in a tsquery as PostgreSQL writes it. */
function stemsIn(query: string): string[] {
  const quoted = [...query.matchAll(/'((?:[^']|'')*)'/g)].map(([, stem = '']) => stem);
  return quoted.map((stem) => stem.replaceAll("''", "'"));
}

async function stemsOfWords(
  reader: Reader,
  language: string,
  stems: string[],
  rows: Texts[],
): Promise<Map<string, string>> {
  const starts = new Set(stems.map(wordStart));
  const words = new Set<string>();
  for (const { headline, standfirst, text } of rows) {
    for (const word of wordsOf(`${headline}\n${standfirst}\n${text}`)) {
      const lower = word.text.toLowerCase();
      if (!words.has(lower) && mayMatch(lower, starts)) words.add(lower);
    }
  }
  const found = await reader.rows<{ word: string; stem: string }>(STEMS, [
    language,
    [...words],
    stems,
  ]);
  return new Map(found.map(({ word, stem }) => [word, stem]));
}

async function highlightGroup(reader: Reader, keys: HighlightKey[]): Promise<Highlight[]> {
  const ids = keys.map(({ articleId }) => articleId);
  const rows = await reader.rows<Texts>(TEXTS, [ids]);
  const [{ language, queries } = { language: '', queries: [] }] = keys;
  const stems = await stemsOfWords(reader, language, queries.flatMap(stemsIn), rows);
  const stemOf = (word: string) => stems.get(word.toLowerCase()) ?? null;
  const isMatch = (word: string) => stemOf(word) !== null;
  const byId = new Map(rows.map((row) => [row.articleId, row]));
  return ids.map((id) => {
    const row = byId.get(id);
    if (!row) return NOTHING;
    const snippet = snippetOf([row.standfirst, row.text], stemOf);
    return {
      headlineHtml: markHtml(row.headline, isMatch),
      snippetHtml: markHtml(snippet, isMatch),
    };
  });
}

/** The highlights of articles: two statements for each search among the keys. */
export function highlights(reader: Reader, keys: readonly HighlightKey[]): Promise<Highlight[]> {
  return loadInGroups(
    keys,
    ({ language, queries }) => JSON.stringify([language, queries]),
    (group) => highlightGroup(reader, group),
  );
}
