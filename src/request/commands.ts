import { type DataSource } from 'typeorm';
import { countViews, type ViewEvent } from '../audience/view.commands';

/** What anyone can change: bound to the pool for writes. */
function createPublicCommands({ manager }: DataSource) {
  return {
    countViews: (events: ViewEvent[]) => countViews(manager, events),
  };
}

/** What a reader can change. Each takes the viewer first, and touches nothing of anyone else's. */
function createReaderCommands(_dataSource: DataSource): object {
  return {};
}

/** What the newsroom can change. */
function createEditorCommands(_dataSource: DataSource): object {
  return {};
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

export function createCommands(dataSource: DataSource): Commands {
  return {
    public: createPublicCommands(dataSource),
    reader: createReaderCommands(dataSource),
    editor: createEditorCommands(dataSource),
  };
}
