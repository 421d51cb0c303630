import { type DataSource } from 'typeorm';
import { type ViewCounter } from '../audience/view.counter';
import { type Viewer } from '../identity/viewer';
import { follow, unfollow } from '../reading-lists/follow.commands';
import { type Follow } from '../reading-lists/follow.queries';
import { type ListOperation } from '../reading-lists/list-operation.types';
import { createNewsroomCommands } from '../newsroom/newsroom.commands';
import { type PreviewLinks } from '../newsroom/preview.links';
import { reportSpelling, type SpellingDraft } from '../newsroom/spelling-report.commands';
import { NEWSROOM, readerOf } from '../reading-lists/reader.ids';
import { applyToLists, type OnRefusal } from '../reading-lists/reading-list.commands';

/** What anyone can change. */
function createPublicCommands({ manager }: DataSource, views: ViewCounter) {
  return {
    reportSpelling: (draft: SpellingDraft) => reportSpelling(manager, draft),
    trackViews: views.track.bind(views),
  };
}

/** What a reader can change. Each takes the viewer first, and touches nothing of anyone else's. */
function createReaderCommands({ manager }: DataSource) {
  return {
    changeReadingLists: (viewer: Viewer, operations: ListOperation[], onRefusal: OnRefusal) =>
      applyToLists(manager, readerOf(viewer), operations, onRefusal),
    follow: (viewer: Viewer, target: Follow) => follow(manager, readerOf(viewer), target),
    unfollow: (viewer: Viewer, targetId: string) =>
      unfollow(manager, readerOf(viewer).id, targetId),
  };
}

/** What the newsroom can change. */
function createEditorCommands({ manager }: DataSource, previews: PreviewLinks) {
  return {
    ...createNewsroomCommands(manager, previews),
    changeCuratedLists: (operations: ListOperation[]) =>
      applyToLists(manager, NEWSROOM, operations, 'UNDO'),
  };
}

export type PublicCommands = ReturnType<typeof createPublicCommands>;
export type ReaderCommands = ReturnType<typeof createReaderCommands>;
export type EditorCommands = ReturnType<typeof createEditorCommands>;

/** Every slice's writes, by who may ask for them. */
export interface Commands {
  readonly public: PublicCommands;
  readonly reader: ReaderCommands;
  readonly editor: EditorCommands;
}

export function createCommands(
  dataSource: DataSource,
  { views, previews }: { views: ViewCounter; previews: PreviewLinks },
): Commands {
  return {
    public: createPublicCommands(dataSource, views),
    reader: createReaderCommands(dataSource),
    editor: createEditorCommands(dataSource, previews),
  };
}
