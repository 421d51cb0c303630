import {
  createArticleListLoaders,
  createArticleLoaders,
  createArticlePartLoaders,
  createTagLoaders,
} from '../articles/article.loaders';
import { createAudienceLoaders } from '../audience/audience.loaders';
import { createFigureLoaders } from '../audience/figures.loaders';
import { type Viewer } from '../identity/viewer';
import { createImageLoaders } from '../images/image.loaders';
import { createDeskIssueLoaders } from '../newsroom/desk-issue.loaders';
import { createNewsroomLoaders } from '../newsroom/newsroom.loaders';
import { createSystemLoaders } from '../newsroom/system.loaders';
import { createPageLoaders } from '../pages/page.loaders';
import { createPersonLoaders } from '../people/person.loaders';
import {
  createReaderListLoaders,
  createReadingListLoaders,
} from '../reading-lists/reading-list.loaders';
import { createSearchLoaders } from '../search/search.loaders';
import { type Reader } from '../sql/reader';
import { RequestReader } from '../sql/request-reader';

function createAll(reader: RequestReader) {
  const images = createImageLoaders(reader);
  return {
    ...images,
    ...createPersonLoaders(reader),
    ...createArticleLoaders(reader, images),
    ...createArticleListLoaders(reader),
    ...createArticlePartLoaders(reader),
    ...createTagLoaders(reader),
    ...createAudienceLoaders(reader),
    ...createSearchLoaders(reader),
    ...createPageLoaders(reader),
    ...createReadingListLoaders(reader),
  };
}

export type PublicLoaders = ReturnType<typeof createAll>;

/** `all`: where a slice finds the loaders of others. */
type CreateSlice = (reader: RequestReader, all: PublicLoaders) => Partial<PublicLoaders>;

const SLICES: CreateSlice[] = [
  createImageLoaders,
  createPersonLoaders,
  createArticleLoaders,
  createArticleListLoaders,
  createArticlePartLoaders,
  createTagLoaders,
  createAudienceLoaders,
  createSearchLoaders,
  createPageLoaders,
  createReadingListLoaders,
];

/**
 * An operation's loaders, each slice's made when one of them is asked for first: no operation uses all of them. They are not put
 * together by spreading: objects made so outlive the collector's young generation (docs/decisions/016).
 */
class LoadersOnDemand {
  private readonly made = new Map<CreateSlice, Partial<PublicLoaders>>();

  constructor(private readonly reader: RequestReader) {}

  slice(create: CreateSlice): Partial<PublicLoaders> {
    const known = this.made.get(create);
    if (known) return known;
    const made = create(this.reader, this as unknown as PublicLoaders);
    this.made.set(create, made);
    return made;
  }
}

const nobody: Reader = { rows: () => Promise.reject(new Error('Nothing is read here.')) };

/** Which loaders there are is known by making them once. */
function defineLoaders(): void {
  const reader = new RequestReader(nobody);
  const all = createAll(reader);
  for (const create of SLICES) {
    for (const name of Object.keys(create(reader, all)) as (keyof PublicLoaders)[]) {
      Object.defineProperty(LoadersOnDemand.prototype, name, {
        get(this: LoadersOnDemand) {
          return this.slice(create)[name];
        },
      });
    }
  }
}

defineLoaders();

/** A fresh set of the loaders of what anyone may read, for one operation. */
export function createPublicLoaders(reader: RequestReader): PublicLoaders {
  return new LoadersOnDemand(reader) as unknown as PublicLoaders;
}

/** The same for what a reader may read of their own. */
export function createReaderLoaders(reader: RequestReader, viewer: Viewer) {
  return createReaderListLoaders(reader, viewer);
}

/** The same for what the newsroom may read. */
export function createEditorLoaders(reader: RequestReader) {
  return {
    ...createNewsroomLoaders(reader),
    ...createDeskIssueLoaders(reader),
    ...createFigureLoaders(reader),
    ...createSystemLoaders(reader),
  };
}

export type ReaderLoaders = ReturnType<typeof createReaderLoaders>;
export type EditorLoaders = ReturnType<typeof createEditorLoaders>;
