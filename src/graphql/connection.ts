import { type Position, encodeCursor } from './cursor';
import { type PageRequest } from './page.args';
import { type PageInfo } from './page-info.type';

export interface Edge<T> {
  readonly cursor: string;
  readonly node: T;
}

/** A row of a list and its place there. */
export interface Placed<T> {
  readonly node: T;
  readonly position: Position;
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
    private readonly row: Placed<T>,
    private readonly kind: string,
  ) {}

  get node(): T {
    return this.row.node;
  }

  get cursor(): string {
    return encodeCursor(this.kind, this.row.position);
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
 * page, the extra one at the end (paging backward: at the start). `kind` names the lists whose cursors fit.
 * @see https://relay.dev/graphql/connections.htm#sec-undefined.PageInfo.Fields
 */
export function toConnection<T>(
  kind: string,
  rows: Placed<T>[],
  page: PageRequest<unknown>,
): Connection<T> {
  const hasMore = rows.length > page.size;
  const placed = !hasMore ? rows : page.backward ? rows.slice(1) : rows.slice(0, page.size);
  const edges = placed.map((row) => new LazyEdge(row, kind));
  const nodes = placed.map((row) => row.node);
  // A cursor names a place that was in the list, so what lies beyond it is known without another look.
  const hasNextPage = page.backward ? page.before !== null : hasMore;
  const hasPreviousPage = page.backward ? hasMore : page.after !== null;
  return { edges, nodes, pageInfo: new LazyPageInfo(hasNextPage, hasPreviousPage, edges) };
}
