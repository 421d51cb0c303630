import { type TestGateway } from '../support/gateway';

export const EDITIONS = ['en', 'ru', 'de', 'fr', 'pt', 'es'];

const HANDED_OUT = `
  query HandedOut($edition: LanguageTag) {
    site(edition: $edition) { navigation { path children { path } } pages { path } }
    sections(edition: $edition) { path }
    articles(edition: $edition, first: 100) { nodes { path authors { path } editors { path } tags { slug } } }
    people(first: 100) { nodes { path } }
    archive(edition: $edition) { years { year path } }
  }`;

const PERIODS = `
  query Periods($edition: LanguageTag, $year: Int, $month: Int) {
    archive(edition: $edition, year: $year, month: $month) { months { month path } days { path } }
  }`;

interface Answer {
  articles: { nodes: { tags: { slug: string }[] }[] };
  archive: { years: { year: number; path: string }[] };
}

/** All values of fields called `path` in an answer. */
export function pathsIn(value: unknown): string[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    /^(path|morePath)$/.test(name) && typeof inner === 'string' ? [inner] : pathsIn(inner),
  );
}

/** Every path of an edition that the API hands out, apart from those that only its pages name. */
export async function handedOutPaths(gateway: TestGateway, edition: string): Promise<string[]> {
  const prefix = edition === 'en' ? '' : `/${edition}`;
  const answer = await gateway.data<Answer>(HANDED_OUT, { edition });
  const found = [prefix || '/', `${prefix}/news`, `${prefix}/archive`, ...pathsIn(answer)];
  for (const { tags } of answer.articles.nodes) {
    for (const { slug } of tags) found.push(`${prefix}/tags/${slug}`);
  }
  interface Periods {
    archive: { months: { month: number; path: string }[]; days: { path: string }[] };
  }
  for (const { year } of answer.archive.years) {
    const { archive } = await gateway.data<Periods>(PERIODS, { edition, year });
    found.push(...pathsIn(archive));
    for (const { month } of archive.months) {
      found.push(...pathsIn(await gateway.data<Periods>(PERIODS, { edition, year, month })));
    }
  }
  return [...new Set(found)];
}
