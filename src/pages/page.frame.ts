import { type Reader } from '../sql/reader';
import { namedStatement } from '../sql/statement';
import { readLayout } from './layout.schema';
import { type PageKind } from './page.enums';
import { DEFAULT_LAYOUTS, type LayoutModule } from './page.layout';

interface LayoutRow {
  editionId: string;
  place: string;
  /** As it stands in the database: what an editor or a script wrote there. */
  modules: unknown;
}

const LAYOUTS = namedStatement(
  `SELECT l.edition_id AS "editionId", coalesce(l.path, l.kind) AS "place", l.modules AS "modules"
   FROM page_layout l`,
);

/** The layouts of all editions, kept in memory. */
export class LayoutFrame {
  private readonly byPlace: ReadonlyMap<string, LayoutModule[]>;

  /** A layout that is wrong is left out, and `onWrong` is told why. */
  constructor(rows: readonly LayoutRow[], onWrong: (warning: string) => void) {
    const byPlace = new Map<string, LayoutModule[]>();
    for (const { editionId, place, modules } of rows) {
      try {
        byPlace.set(`${editionId} ${place}`, readLayout(modules));
      } catch (cause) {
        const reason = (cause as Error).message;
        onWrong(`The layout of ${place} is ignored, as it is wrong: ${reason}`);
      }
    }
    this.byPlace = byPlace;
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

/** Reads all layouts. What is wrong with one is a warning of the process, unless `onWrong` takes it. */
export async function loadLayoutFrame(
  reader: Reader,
  onWrong: (warning: string) => void = (warning) => {
    process.emitWarning(warning);
  },
): Promise<LayoutFrame> {
  return new LayoutFrame(await reader.rows<LayoutRow>(LAYOUTS, []), onWrong);
}
