import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** One read in a stream: when, by milliseconds, of which article and by whom, both by a number of their own. */
export interface ReadEvent {
  at: number;
  article: number;
  visitor: number;
}

/** Events in the order of their times, of so many articles. */
export interface ReadStream {
  events: ReadEvent[];
  articles: number;
}

const COLUMNS = ['at', 'article', 'visitor'] as const;

/** Numbers texts in the order in which they first come. */
class Numbering {
  private readonly numbers = new Map<string, number>();

  get size(): number {
    return this.numbers.size;
  }

  of(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    const number = this.numbers.size;
    this.numbers.set(text, number);
    return number;
  }
}

function cellsOf(line: string): string[] {
  return line.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
}

/**
 * Reads a CSV file with the columns `at` (ISO 8601), `article` and `visitor`, among others and in any order. Throws an Error
 * with a sentence for people where it is not one.
 */
export async function readStream(file: string): Promise<ReadStream> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
  const articles = new Numbering();
  const visitors = new Numbering();
  const events: ReadEvent[] = [];
  let places: number[] | undefined;
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line.trim() === '') continue;
    const cells = cellsOf(number === 1 ? line.replace(/^\uFEFF/, '') : line);
    if (!places) {
      places = COLUMNS.map((column) => cells.indexOf(column));
      if (places.includes(-1)) throw new Error(`${file} has no columns at, article and visitor.`);
      continue;
    }
    const [time = '', article = '', visitor = ''] = places.map((place) => cells[place] ?? '');
    const at = Date.parse(time);
    if (Number.isNaN(at) || article === '') {
      throw new Error(`${file}, line ${number}: not a time, an article and a visitor.`);
    }
    events.push({ at, article: articles.of(article), visitor: visitors.of(visitor) });
  }
  if (events.length === 0) throw new Error(`${file} has no events.`);
  return { events: events.sort((a, b) => a.at - b.at), articles: articles.size };
}
