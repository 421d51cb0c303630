import { type SourceFormat } from '../formats/source-item.types';

export interface ImportOptions {
  /** What the content comes from; by default the feed's own title, else its host, else the file's name. */
  sourceName?: string;
  /** The language of the edition for every item; by default each item's own language decides. */
  edition?: string;
  /** The slug of the section for every item. */
  section?: string;
  /** Do everything, then take it back. */
  dryRun?: boolean;
}

export interface ItemFailure {
  /** Where in the file: "item 12, line 340". */
  place: string;
  error: string;
}

/** What came of one file or address. */
export interface ImportReport {
  format: SourceFormat;
  source: string;
  created: number;
  updated: number;
  unchanged: number;
  failed: number;
  /** How many items of which language went to another language's edition, because theirs has none. */
  otherLanguages: Record<string, number>;
  /** The first of what failed; `failed` counts all. */
  failures: ItemFailure[];
}

/** An edition that content can be imported into. */
export interface ImportEdition {
  uid: string;
  language: string;
}
