import { createArticleLoaders } from '../articles/article.loaders';
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
import { type RequestReader } from '../sql/request-reader';

/** A fresh set of the loaders of what anyone may read, for one operation. */
export function createPublicLoaders(reader: RequestReader) {
  const images = createImageLoaders(reader);
  return {
    ...images,
    ...createPersonLoaders(reader),
    ...createArticleLoaders(reader, images),
    ...createAudienceLoaders(reader),
    ...createSearchLoaders(reader),
    ...createPageLoaders(reader),
    ...createReadingListLoaders(reader),
  };
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

export type PublicLoaders = ReturnType<typeof createPublicLoaders>;
export type ReaderLoaders = ReturnType<typeof createReaderLoaders>;
export type EditorLoaders = ReturnType<typeof createEditorLoaders>;
