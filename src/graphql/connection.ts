import { type Position, encodeCursor } from './cursor';
import { type PageRequest } from './page.args';
import { type PageInfo } from './page-info.type';

export interface Edge<T> {
  readonly cursor: string;
  readonly node: T;
}

/** A page of a list in its order, with what the Relay specification says about it. */
export interface Connection<T> {
  edges: Edge<T>[];
  nodes: T[];
  pageInfo: PageInfo;
}

// Only a client that asks for cursors pays for them.
class LazyEdge<T> implements Edge<T> {
  constructor(
    readonly node: T,
    private readonly encode: (node: T) => string,
  ) {}

  get cursor(): string {
    return this.encode(this.node);
  }
}

class LazyPageInfo implements PageInfo {
  constructor(
    readonly hasNextPage: boolean,
    readonly hasPreviousPage: boolean,
    private readonly edges: Edge<unknown>[],
  ) {}

  get startCursor(): string | null {
    return this.edges[0]?.cursor ?? null;
  }

  get endCursor(): string | null {
    return this.edges.at(-1)?.cursor ?? null;
  }
}

/**
 * Makes a connection of `rows`: in the list's own order and, where there is more, one row longer than the
 * page, the extra one at the end (paging backward: at the start).
 * @see https://relay.dev/graphql/connections.htm#sec-undefined.PageInfo.Fields
 */
export function toConnection<T>(
  rows: T[],
  page: PageRequest<Position>,
  cursor: { kind: string; position(row: T): Position },
): Connection<T> {
  const hasMore = rows.length > page.size;
  const nodes = !hasMore ? rows : page.backward ? rows.slice(1) : rows.slice(0, page.size);
  const encode = (node: T) => encodeCursor(cursor.kind, cursor.position(node));
  const edges = nodes.map((node) => new LazyEdge(node, encode));
  // A cursor names a place that was in the list, so what lies beyond it is known without another look.
  const hasNextPage = page.backward ? page.before !== null : hasMore;
  const hasPreviousPage = page.backward ? hasMore : page.after !== null;
  return { edges, nodes, pageInfo: new LazyPageInfo(hasNextPage, hasPreviousPage, edges) };
}
