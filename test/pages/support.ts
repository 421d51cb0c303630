import { pino } from 'pino';
import { createSchema } from '../../src/schema';
import { readConfig } from '../../src/config';
import { startGateway } from '../../src/gateway';
import { savePageLayout } from '../../src/pages/layout.commands';
import { type LayoutModule } from '../../src/pages/page.layout';
import { type TestGateway } from '../support/gateway';

export interface Item {
  placement: string;
  article: { slug: string };
}

export interface Module {
  __typename: string;
  key: string;
  title: string | null;
  source?: string;
  morePath?: string | null;
  section?: { slug: string } | null;
  items?: Item[];
}

export interface Page {
  path: string;
  status: number;
  kind: string;
  title: string;
  redirectTo: string | null;
  modules: Module[];
}

export const PAGE = `
  query ComposedPage($path: String!, $edition: LanguageTag) {
    page(path: $path, edition: $edition) {
      path status kind title redirectTo
      modules {
        __typename key title
        ... on ArticleListModule { source morePath section { slug } items { placement article { slug } } }
      }
    }
  }`;

export async function pageAt(
  gateway: Pick<TestGateway, 'data'>,
  path: string,
  edition?: string,
): Promise<Page | null> {
  const { page } = await gateway.data<{ page: Page | null }>(PAGE, { path, edition });
  return page;
}

/** A page that has to be there. */
export async function somePage(
  gateway: Pick<TestGateway, 'data'>,
  path: string,
  edition?: string,
): Promise<Page> {
  const page = await pageAt(gateway, path, edition);
  if (!page) throw new Error(`There is no page at ${path}.`);
  return page;
}

/** Each list's articles by the list's key, in the page's order. */
export function listsOf(page: Page): Record<string, string[]> {
  const lists = page.modules.flatMap(({ key, items }): [string, string[]][] =>
    items ? [[key, items.map(({ article }) => article.slug)]] : [],
  );
  return Object.fromEntries(lists);
}

export async function editionId({ dataSource }: TestGateway, language = 'en'): Promise<string> {
  const [row] = await dataSource.query<{ id: string }[]>(
    'SELECT id FROM edition WHERE language = $1',
    [language],
  );
  return row?.id ?? '';
}

/** Lays a page out and waits until the gateway has heard of it, as it does of any change of its frame. */
export async function layOut(
  gateway: TestGateway,
  place: string,
  modules: LayoutModule[],
  language = 'en',
): Promise<void> {
  const { manager } = gateway.dataSource;
  await savePageLayout(manager, await editionId(gateway, language), place, modules);
  await gateway.newspaper.onFrameChange();
}

export type LogLine = Record<string, unknown> & { level: number; msg: string };

/** A second gateway on a test's database, whose log can be read. */
export async function startLoggedGateway(
  databaseUrl: string,
  environment: Record<string, string> = {},
) {
  const lines: LogLine[] = [];
  const write = (text: string) => lines.push(JSON.parse(text) as LogLine);
  const gateway = await startGateway({
    config: readConfig({ NODE_ENV: 'test', PORT: '0', ...environment }),
    databaseUrl,
    logger: pino({ level: 'info' }, { write }),
    schema: createSchema(),
  });
  // The shape of an answer is what the test asked for.
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
  const request = async <Data>(query: string, variables: object) => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as {
      data: Data | null;
      errors?: { message: string; extensions: Record<string, unknown> }[];
    };
  };
  return { lines, request, close: () => gateway.close() };
}
