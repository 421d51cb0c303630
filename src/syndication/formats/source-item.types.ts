/**
 * What every import format is read into. The importer knows only these shapes; nothing here has been
 * sanitised: every `html` field is as foreign as the file it came from.
 */

export const SOURCE_FORMATS = ['rss', 'atom', 'json-feed', 'wxr', 'ninjs', 'jsonl'] as const;
export type SourceFormat = (typeof SOURCE_FORMATS)[number];

/** What a file says about itself. Filled while the file is read: complete once its items have been read. */
export interface SourceFeed {
  format: SourceFormat;
  title?: string;
  link?: string;
  /** As written, e.g. `en-us`. */
  language?: string;
  /** HTML. */
  description?: string;
  copyright?: string;
  imageUrl?: string;
  authors: SourceAuthor[];
  categories: SourceCategory[];
  published?: Date;
  updated?: Date;
  /** The address that further addresses in the file are relative to. */
  baseUrl?: string;
}

/**
 * Whether the source itself shows the item to the public. Only `published` may ever become public
 * without an editor; `scheduled` may on its date.
 */
export type ItemStatus = 'published' | 'scheduled' | 'draft' | 'private' | 'password' | 'withdrawn';

export type AuthorRole =
  'AUTHOR' | 'EDITOR' | 'PHOTOGRAPHER' | 'ILLUSTRATOR' | 'TRANSLATOR' | 'VIDEO' | 'CONTRIBUTOR';

export interface SourceAuthor {
  /** Plain text, never empty: the address stands in where a source gives only an e-mail. */
  name: string;
  email?: string;
  url?: string;
  slug?: string;
  description?: string;
  role: AuthorRole;
}

export type CategoryKind =
  'category' | 'tag' | 'topic' | 'place' | 'organisation' | 'person' | 'event';

export interface SourceCategory {
  name: string;
  slug?: string;
  /** The slug of the category above, where the source has a tree. */
  parentSlug?: string;
  kind: CategoryKind;
}

export interface SourceImage {
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

export interface SourceMedia {
  kind: 'audio' | 'video' | 'image' | 'other';
  url: string;
  type?: string;
  title?: string;
  bytes?: number;
  durationSeconds?: number;
  poster?: SourceImage;
}

export interface SourceRights {
  notice?: string;
  holder?: string;
  usageTerms?: string;
  licenceUrl?: string;
}

export interface SourceItem {
  /** Where in the file, for a report: "item 12, line 340" or "line 7". */
  place: string;
  kind: 'article' | 'page';
  /** What the item is known by in its source; see `externalIdOf` for the rule where it has no id. */
  externalId: string;
  /** Plain text; empty only where neither a title nor any text to make one from was found. */
  title: string;
  /** Whether the title was made from the text, because the source gave none. */
  titleIsDerived?: boolean;
  link?: string;
  slug?: string;
  /** Paths (with a leading slash) under which the item was known before. */
  oldPaths: string[];
  /** As written, the item's own or its feed's. */
  language?: string;
  published?: Date;
  updated?: Date;
  status: ItemStatus;
  embargoUntil?: Date;
  expires?: Date;
  authors: SourceAuthor[];
  /** HTML: what the source calls description, summary or excerpt. */
  summary?: string;
  /** HTML: the full text, where the source has it apart from the summary. */
  content?: string;
  /** Plain text. */
  standfirst?: string;
  kicker?: string;
  seoTitle?: string;
  sectionName?: string;
  categories: SourceCategory[];
  image?: SourceImage;
  /** Further pictures that belong to the item and may not stand in its text. */
  images: SourceImage[];
  /** Audio, video and files. */
  media: SourceMedia[];
  /** What the material suggests; absent for an ordinary text. */
  format?: 'VIDEO' | 'GALLERY';
  rights?: SourceRights;
  /** The value shared by translations of one another, where the source says so. */
  translationGroup?: string;
  /** What relative addresses in the HTML are relative to. */
  baseUrl?: string;
  /** A note to editors (ninjs `edNote`), never for readers. */
  editorNote?: string;
}

export type ReadResult =
  { ok: true; item: SourceItem } | { ok: false; place: string; error: string };

/** A whole file that cannot be read; its message is a sentence for a person. */
export class SourceError extends Error {
  override name = 'SourceError';
}
