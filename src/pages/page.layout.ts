import { type PopularMetric, type PopularWindow } from '../audience/audience.entity';
import { type ModuleSource, PageKind } from './page.enums';

/** A list of articles in a layout. */
export interface ListModule {
  type: 'LIST';
  /** Unique on its page; clients style and count by it. */
  key: string;
  title?: string | null;
  source: `${ModuleSource}`;
  size: number;
  /** The slug of the section it is about; by default the page's own subject, else the whole edition. */
  section?: string;
  /** About the whole edition, whatever the page is about. */
  wholeEdition?: boolean;
  window?: `${PopularWindow}`;
  metric?: `${PopularMetric}`;
  /** The row id of the reading list that it shows, where that is its source. */
  readingList?: string;
  /** Articles' row ids that stand first. */
  pinned?: string[];
  /** Whether it may repeat what stands elsewhere on the page. */
  isExempt?: boolean;
}

/** One list for each section of the navigation, under the key `section-<slug>`. */
export interface SectionListsModule {
  type: 'SECTION_LISTS';
  key: string;
  size: number;
}

/** What the page is about itself: its article, person, text or archive. */
export interface SubjectModule {
  type: 'SUBJECT';
  key: string;
}

/** How long all lists of a layout may be together. */
export const MAX_LAYOUT_ITEMS = 500;

/** A module as a layout describes it. Modules choose their articles in the layout's order. */
export type LayoutModule = ListModule | SectionListsModule | SubjectModule;

const NOW_READING: LayoutModule = {
  type: 'LIST',
  key: 'now-reading',
  source: 'NOW_READING',
  size: 5,
  wholeEdition: true,
};

const POPULAR: LayoutModule = {
  type: 'LIST',
  key: 'popular',
  source: 'POPULAR',
  size: 6,
  wholeEdition: true,
};

const OPINION: LayoutModule = {
  type: 'LIST',
  key: 'opinion',
  source: 'OPINION',
  size: 4,
  wholeEdition: true,
};

const LATEST: LayoutModule = {
  type: 'LIST',
  key: 'latest',
  source: 'LATEST',
  size: 10,
  wholeEdition: true,
};

function articles(size: number): LayoutModule {
  return { type: 'LIST', key: 'articles', source: 'LATEST', size };
}

const SUBJECT: LayoutModule = { type: 'SUBJECT', key: 'subject' };

/** What a page shows where the newsroom laid nothing out: a usual news site. */
export const DEFAULT_LAYOUTS: Record<PageKind, LayoutModule[]> = {
  [PageKind.FRONT]: [
    { type: 'LIST', key: 'lead', source: 'LATEST', size: 1 },
    { type: 'SECTION_LISTS', key: 'section', size: 6 },
    POPULAR,
    NOW_READING,
    OPINION,
    LATEST,
  ],
  [PageKind.SECTION]: [articles(30), POPULAR, NOW_READING],
  [PageKind.ARTICLE]: [
    SUBJECT,
    { type: 'LIST', key: 'related', source: 'RELATED', size: 5 },
    NOW_READING,
    POPULAR,
    OPINION,
    LATEST,
  ],
  [PageKind.PERSON]: [SUBJECT, articles(30), POPULAR],
  [PageKind.TAG]: [articles(30), POPULAR],
  [PageKind.ARCHIVE]: [SUBJECT, articles(50)],
  [PageKind.STATIC]: [SUBJECT, LATEST],
  [PageKind.ALL_NEWS]: [articles(50), POPULAR],
};
