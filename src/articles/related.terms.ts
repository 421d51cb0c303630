import { type Statements } from './related.lanes';
import { mapInTurns } from './related.turns';
import { Uses } from './related.uses';
import { type TermVector } from './related.vector';

/** What one use in the headline (A), the standfirst (B), how the text begins (C) and the rest of it (D) counts. */
const FIELD_COUNTS: Record<string, number> = { A: 5, B: 3, C: 2, D: 1 };
/** How many letters of the text are its beginning; news says at once what it is about. */
const LEAD_LENGTH = 250;
/** A shorter text is all beginning. */
const LEAD_AND_MORE = 500;
/** Words that have so many letters in a row in common are akin, as in compounds and where stemming leaves two stems. */
const PART_LENGTH = 4;
/** Of how many words at the beginning, and of those of headline and standfirst, the parts are terms. */
const PARTED_WORDS = 150;
/** What a part of a word counts as: the word says more. */
const PART_COUNT = 1 / 8;
/** What a tag and a byline count as: so many uses of a word. */
const TAG_COUNT = 8;
const PERSON_COUNT = 2;
/** Of longer texts the beginning is looked at. */
const TEXT_LENGTH = 100_000;
const OPENING_LENGTH = 60;

/** The bit that tells words from parts of words. */
const WORD = 1 << 31;

const LETTERS = /^[\p{L}\p{M}]+$/u;
const SPACELESS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

// A headline or standfirst that only repeats how the text begins is counted once.
const SOURCE_TEXTS = `
  SELECT a.id, a.edition_id AS "editionId", extract(epoch FROM a.published_at)::float8 AS "publishedAt", w.words,
    (SELECT string_agg(x.tag_id::text, ' ') FROM article_tag x WHERE x.article_id = a.id) AS tags,
    (SELECT string_agg(DISTINCT c.person_id::text, ' ') FROM credit c WHERE c.article_id = a.id) AS people
  FROM public_article a
  JOIN (SELECT id, text_config(language) AS config FROM edition) e ON e.id = a.edition_id
  LEFT JOIN article_body b ON b.article_id = a.id
  CROSS JOIN LATERAL (
    SELECT coalesce(b.text, '') AS body,
      CASE WHEN length(b.text) < ${LEAD_AND_MORE} THEN ${LEAD_AND_MORE}
        ELSE ${LEAD_LENGTH} + coalesce(strpos(substr(b.text, ${LEAD_LENGTH + 1}, 50), ' '), 0) END AS cut
  ) t
  CROSS JOIN LATERAL (
    SELECT string_agg(concat_ws(E'\\t', l.lexeme, array_to_string(l.weights, ''), l.positions[1] <= ${PARTED_WORDS}),
      E'\\n') AS words
    FROM unnest(
      setweight(to_tsvector(e.config, left(t.body, t.cut)), 'C')
      || to_tsvector(e.config, substr(t.body, t.cut + 1, ${TEXT_LENGTH}))
      || CASE WHEN starts_with(t.body, left(a.headline, ${OPENING_LENGTH})) THEN '' ELSE
        setweight(to_tsvector(e.config, a.headline), 'A') END
      || CASE WHEN starts_with(t.body, left(a.standfirst, ${OPENING_LENGTH})) THEN '' ELSE
        setweight(to_tsvector(e.config, coalesce(a.standfirst, '')), 'B') END) l
  ) w
  WHERE a.id = ANY($1::uuid[])`;

interface SourceText {
  id: string;
  editionId: string;
  publishedAt: number;
  words: string | null;
  tags: string | null;
  people: string | null;
}

/** What an article is found by. */
export interface ArticleTerms {
  id: string;
  editionId: string;
  /** In seconds. */
  publishedAt: number;
  vector: TermVector;
}

/** FNV-1a with the mixing of MurmurHash3's end: the same number for the same text on every machine and version. */
export function hashTerm(
  text: string,
  { seed = 0x811c9dc5, start = 0, end = text.length } = {},
): number {
  let hash = seed;
  for (let place = start; place < end; place += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** Languages that are written without spaces come as whole clauses: their pairs of letters are the terms. */
function termsOf(lexeme: string): string[] {
  if (!SPACELESS.test(lexeme)) return [lexeme];
  const letters = Array.from(lexeme);
  if (letters.length < 3) return [lexeme];
  return letters.slice(1).map((letter, place) => `${letters[place] ?? ''}${letter}`);
}

/** How a word is used. */
interface WordUse {
  count: number;
  inText: number;
  /** Whether its parts are terms. */
  isParted: boolean;
}

function readUse(weights: string, isEarly: boolean): WordUse {
  const use = { count: 0, inText: 0, isParted: isEarly };
  for (const field of weights) {
    use.count += FIELD_COUNTS[field] ?? 1;
    if (field === 'C' || field === 'D') use.inText += 1;
    else use.isParted = true;
  }
  return use;
}

/** Adds up the terms of articles of one edition. */
class TermReader {
  private readonly uses = new Uses();
  private readonly seed: number;

  constructor(editionId: string) {
    this.seed = hashTerm(editionId);
  }

  read({ words, tags, people }: Pick<SourceText, 'words' | 'tags' | 'people'>): TermVector {
    for (const word of words?.split('\n') ?? []) this.addWord(word);
    for (const tag of tags?.split(' ') ?? []) this.add(`#${tag}`, TAG_COUNT, 0);
    for (const person of people?.split(' ') ?? []) this.add(`@${person}`, PERSON_COUNT, 0);
    return this.uses.take();
  }

  /** A word as the statement answers it: what it is, how it is used, and whether it stands early. */
  private addWord(word: string): void {
    const [lexeme = '', weights = '', isEarly] = word.split('\t');
    const { count, inText, isParted } = readUse(weights, isEarly === 't');
    for (const term of termsOf(lexeme)) this.add(term, count, inText);
    if (isParted) this.addParts(lexeme, count);
  }

  /** Words below zero, parts of words not. */
  private add(text: string, count: number, inText: number): void {
    this.uses.add(hashTerm(text, { seed: this.seed }) | WORD, count, inText);
  }

  /** Each four letters in a row of a word. Of names of things that are not words, as of numbers, nothing is a part. */
  private addParts(lexeme: string, count: number): void {
    if (lexeme.length < PART_LENGTH || !LETTERS.test(lexeme) || SPACELESS.test(lexeme)) return;
    for (let start = 0; start + PART_LENGTH <= lexeme.length; start += 1) {
      const hash = hashTerm(lexeme, { seed: this.seed, start, end: start + PART_LENGTH });
      this.uses.add(hash & ~WORD, count * PART_COUNT, 0);
    }
  }
}

/**
 * The terms of those of these articles that are public: words by the text search configuration of their edition's
 * language, tags and people. No two editions have a term in common.
 */
export async function readTerms(manager: Statements, uids: string[]): Promise<ArticleTerms[]> {
  const rows = await manager.query<SourceText[]>(SOURCE_TEXTS, [uids]);
  const readers = new Map(rows.map(({ editionId }) => [editionId, new TermReader(editionId)]));
  return mapInTurns(rows, ({ id, editionId, publishedAt, ...texts }) => {
    const reader = readers.get(editionId) ?? new TermReader(editionId);
    return { id, editionId, publishedAt, vector: reader.read(texts) };
  });
}
