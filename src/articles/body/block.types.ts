/**
 * An article's body as it is stored: an ordered list of blocks. `id` is unique in the article and stays
 * the same when the article is edited around it. Every `html` is sanitised inline HTML; every `text` is plain.
 */
export type Block =
  | { id: string; kind: 'paragraph'; html: string }
  | { id: string; kind: 'heading'; level: number; text: string }
  | { id: string; kind: 'list'; ordered: boolean; items: string[] }
  | { id: string; kind: 'quote'; html: string; attribution?: string }
  | { id: string; kind: 'image'; imageId: string; caption?: string }
  | {
      id: string;
      kind: 'video';
      url: string;
      title?: string;
      posterId?: string;
      durationSeconds?: number;
    }
  | { id: string; kind: 'embed'; provider: string; url: string; title?: string; html?: string }
  | { id: string; kind: 'table'; header: string[]; rows: string[][]; caption?: string }
  | { id: string; kind: 'code'; code: string; language?: string }
  | { id: string; kind: 'articleLink'; articleId: string }
  | { id: string; kind: 'divider' };

export type BlockKind = Block['kind'];

/** A picture as a source describes it, before it is stored as an image of its own. */
export interface ImageDraft {
  url: string;
  alt?: string;
  caption?: string;
  credit?: string;
  creditUrl?: string;
  licenceName?: string;
  licenceUrl?: string;
  width?: number;
  height?: number;
}

type Unsaved<B> = B extends { id: string } ? Omit<B, 'id'> : never;

/** A block that has no id yet and names its pictures by address instead of by id: what HTML is turned into. */
export type BlockDraft =
  | Unsaved<Exclude<Block, { kind: 'image' | 'video' }>>
  | { kind: 'image'; image: ImageDraft; caption?: string }
  | { kind: 'video'; url: string; title?: string; poster?: ImageDraft; durationSeconds?: number };

type Unidentified<B> = B extends { id: string } ? Omit<B, 'id'> & { id?: string } : never;

/** A block on its way into an article: its pictures are stored, its id is still to be given or confirmed. */
export type UnidentifiedBlock = Unidentified<Block>;
