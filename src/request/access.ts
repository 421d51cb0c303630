import { clientError } from '../graphql/errors';
import { hasRole, Role, type Viewer } from '../identity/viewer';
import { type JobRun } from '../sql/jobs';
import { type RequestReader } from '../sql/request-reader';
import { type Commands, type EditorCommands, type ReaderCommands } from './commands';
import { type FrameKeeper } from './frame';
import { type GatewayHealth } from './health';
import {
  createEditorLoaders,
  createReaderLoaders,
  type EditorLoaders,
  type ReaderLoaders,
} from './loaders';

/** What a reader's own data is read and changed with. */
export interface ReaderAccess {
  readonly viewer: Viewer;
  readonly commands: ReaderCommands;
  readonly loaders: ReaderLoaders;
}

/** What the newsroom's data is read and changed with. */
export interface EditorAccess {
  readonly viewer: Viewer;
  readonly commands: EditorCommands;
  readonly loaders: EditorLoaders;
  readonly health: GatewayHealth;
}

/**
 * The ways to what is not public. There is no other: loaders and commands of readers and of the newsroom are handed
 * out here alone, to whom they belong. Each throws UNAUTHENTICATED without a viewer and FORBIDDEN without the role.
 */
export interface Access {
  readonly asReader: () => ReaderAccess;
  readonly asEditor: () => EditorAccess;
  readonly asAdmin: () => EditorAccess;
}

/** Whoever takes its commands may have written. */
class Editing implements EditorAccess {
  readonly loaders: EditorLoaders;

  constructor(
    readonly viewer: Viewer,
    private readonly reader: RequestReader,
    private readonly given: EditorCommands,
    readonly health: GatewayHealth,
  ) {
    this.loaders = createEditorLoaders(reader);
  }

  get commands(): EditorCommands {
    this.reader.mayHaveWritten = true;
    return this.given;
  }
}

function requireRole(viewer: Viewer | null, role: Role): Viewer {
  if (!viewer)
    throw clientError(
      'UNAUTHENTICATED',
      'This needs a token: send one as "authorization: Bearer …".',
    );
  if (!hasRole(viewer, role)) {
    throw clientError('FORBIDDEN', `This needs the role ${role.toLowerCase()}.`);
  }
  return viewer;
}

export interface AccessParts {
  commands: Commands;
  frameKeeper: FrameKeeper;
  jobs: readonly JobRun[];
}

/** `onUse` is told whenever any of it is asked for, given or not. */
export function createAccess(
  viewer: Viewer | null,
  { commands, frameKeeper, jobs }: AccessParts,
  reader: RequestReader,
  onUse: () => void,
): Access {
  let ofReader: ReaderAccess | undefined;
  let ofEditor: EditorAccess | undefined;
  const asEditor = (role: Role): EditorAccess => {
    onUse();
    const editor = requireRole(viewer, role);
    // It sees what is hidden, and what it has just changed.
    reader.readAnew();
    return (ofEditor ??= new Editing(editor, reader, commands.editor, {
      frame: frameKeeper.health,
      jobs,
    }));
  };
  return {
    asReader: () => {
      onUse();
      const known = requireRole(viewer, Role.READER);
      return (ofReader ??= {
        viewer: known,
        commands: commands.reader,
        loaders: createReaderLoaders(reader, known),
      });
    },
    asEditor: () => asEditor(Role.EDITOR),
    asAdmin: () => asEditor(Role.ADMIN),
  };
}
