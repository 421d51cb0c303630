import { countWords } from '../../src/search/search-index.commands';
import { type TestGateway } from '../support/gateway';

export interface Facet {
  value: string;
  label: string;
  count: number;
}

export interface Search {
  totalCount: number;
  nodes: { slug: string }[];
  edges: { cursor: string; score: number; headlineHtml: string; snippetHtml: string }[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
  facets: Record<'sections' | 'people' | 'tags' | 'formats' | 'years', Facet[]>;
  didYouMean: string | null;
}

export const WHOLE_SEARCH = `
  query Search($query: String!, $edition: LanguageTag, $filter: ArticleFilter, $orderBy: SearchOrder,
    $first: Int, $after: String, $last: Int, $before: String) {
    search(query: $query, edition: $edition, filter: $filter, orderBy: $orderBy,
      first: $first, after: $after, last: $last, before: $before) {
      totalCount didYouMean
      nodes { slug }
      edges { cursor score headlineHtml snippetHtml }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      facets {
        sections { value label count } people { value label count } tags { value label count }
        formats { value label count } years { value label count }
      }
    }
  }`;

/** A whole answer, with everything that can be asked of a search. */
export async function search(
  gateway: TestGateway,
  query: string,
  more: Record<string, unknown> = {},
): Promise<Search> {
  const variables = { first: more.last == null ? 100 : null, ...more, query };
  return (await gateway.data<{ search: Search }>(WHOLE_SEARCH, variables)).search;
}

/** The slugs of all that is found, in its order. */
export async function slugsOf(
  gateway: TestGateway,
  query: string,
  more: Record<string, unknown> = {},
): Promise<string[]> {
  return (await search(gateway, query, more)).nodes.map(({ slug }) => slug);
}

/** Counts words now, as the gateway's job does now and then. */
export function countNow({ newspaper }: TestGateway): Promise<void> {
  return countWords(newspaper.manager);
}
