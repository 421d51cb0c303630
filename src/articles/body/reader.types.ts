import { type ChildNode, type Element } from 'domhandler';
import { type BlockDraft, type ImageDraft } from './block.types';

/** What a figure says below its picture. */
export interface FigureNotes {
  caption?: string;
  credit?: string;
  creditUrl?: string;
}

/** What the readers of single elements (figures, lists, tables, quotes) need of the one that walks the tree. */
export interface Reader {
  readonly base: string | undefined;
  readonly layoutTables: Set<Element>;
  /** The blocks finished so far. */
  readonly blocks: BlockDraft[];
  /** The figures around the present element, innermost last. */
  readonly figures: FigureNotes[];
  attachment(id: string): ImageDraft | null;
  walk(nodes: ChildNode[]): void;
  walkStrong(nodes: ChildNode[]): void;
  /** Ends the running paragraph. */
  flush(): void;
  /** Ends the running paragraph and adds a block after it. */
  emit(block: BlockDraft): void;
  /** Adds media after the running paragraph without cutting it in two. */
  emitMedia(block: BlockDraft): void;
}

export type ElementReader = (element: Element, reader: Reader) => void;
