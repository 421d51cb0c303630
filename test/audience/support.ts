import { type TestGateway } from '../support/gateway';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Sends what a beacon would, and answers the response. */
export function beacon(
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${url}/v1/views`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain;charset=UTF-8', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** Some hours ago, so that the two hours that follow are one day's (UTC) and over. */
export function quietTime(): number {
  const some = Math.floor(Date.now() / HOUR) * HOUR - 5 * HOUR;
  const crosses = Math.floor(some / DAY) !== Math.floor((some + 2 * HOUR) / DAY);
  const beginsDay = some % DAY === 0;
  return crosses || beginsDay ? some - 4 * HOUR : some;
}

export interface Totals {
  views: number;
  readers: number;
}

/** What stands in a rollup in all, of one article or of all. */
export async function totals(
  { newspaper }: Pick<TestGateway, 'newspaper'>,
  unit: 'minute' | 'hour' | 'day' = 'minute',
  articleId: string | null = null,
): Promise<Totals> {
  const [row] = await newspaper.manager.query<Totals[]>(
    `SELECT coalesce(sum(views), 0)::int AS views, coalesce(sum(readers), 0)::int AS readers
     FROM view_${unit} WHERE $1::uuid IS NULL OR article_id = $1`,
    [articleId],
  );
  return row ?? { views: 0, readers: 0 };
}
