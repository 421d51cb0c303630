import { type Reader } from '../sql/reader';
import { namedStatement } from '../sql/statement';
import { type PageKind } from './page.enums';
import { DEFAULT_LAYOUTS, type LayoutModule } from './page.layout';

interface LayoutRow {
  editionId: string;
  place: string;
  modules: LayoutModule[];
}

const LAYOUTS = namedStatement(
  `SELECT l.edition_id AS "editionId", coalesce(l.path, l.kind) AS "place", l.modules AS "modules"
   FROM page_layout l`,
);

/** The layouts of all editions, kept in memory. */
export class LayoutFrame {
  private readonly byPlace: ReadonlyMap<string, LayoutModule[]>;

  constructor(rows: readonly LayoutRow[]) {
    this.byPlace = new Map(rows.map((row) => [`${row.editionId} ${row.place}`, row.modules]));
  }

  /** The layout of a path (without the edition's prefix), else of its kind of page, else the default. */
  find(editionId: string, path: string, kind: PageKind): LayoutModule[] {
    return (
      this.byPlace.get(`${editionId} ${path}`) ??
      this.byPlace.get(`${editionId} ${kind}`) ??
      DEFAULT_LAYOUTS[kind]
    );
  }
}

export async function loadLayoutFrame(reader: Reader): Promise<LayoutFrame> {
  return new LayoutFrame(await reader.rows<LayoutRow>(LAYOUTS, []));
}
