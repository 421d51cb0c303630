import { type GraphQLError } from 'graphql';
import { type Problem } from '../graphql/problem';
import { type Viewer } from '../identity/viewer';
import { type ImageUrls } from '../images/image.urls';
import { type Reader } from '../sql/reader';
import { RequestReader } from '../sql/request-reader';
import { type Access, createAccess } from './access';
import { type Commands, type PublicCommands } from './commands';
import { type Frame, type FrameKeeper } from './frame';
import { createPublicLoaders, type PublicLoaders } from './loaders';

/** What one operation may touch. There is no database in it: what it needs, it asks its loaders and commands for. */
export interface Context extends Access {
  /** The request's id, as the log and the response have it. */
  readonly id: string;
  /** The site's address as readers see it, without a trailing slash. */
  readonly publicUrl: string;
  readonly frame: Frame;
  /** Who asks; `null`: nobody known. */
  readonly viewer: Viewer | null;
  /** Signed URLs of pictures in any size. */
  readonly imageUrls: ImageUrls;
  /** Of what is public; readers' and the newsroom's come from `asReader()` and `asEditor()`. */
  readonly loaders: PublicLoaders;
  readonly commands: PublicCommands;
  /** How many statements its loaders have sent so far. */
  readonly statements: number;
  /** What went wrong without taking the answer with it; the server adds it to the answer's errors. */
  readonly problems: Problem[];
  /** Adds a problem: what the client is told, and what the log is told. */
  readonly report: (error: GraphQLError, cause: unknown) => void;
}

export interface ContextParts {
  reader: Reader;
  frameKeeper: FrameKeeper;
  commands: Commands;
  imageUrls: ImageUrls;
  publicUrl(): string;
}

/** Whose operation it is; nobody's where no viewer is named. */
export interface ContextRequest {
  id: string;
  viewer?: Viewer | null;
}

/** Makes contexts: a fresh one, with fresh loaders, for each operation. */
export function createContextFactory(parts: ContextParts): (request: ContextRequest) => Context {
  return ({ id, viewer = null }) => {
    const reader = new RequestReader(parts.reader);
    const problems: Problem[] = [];
    return {
      id,
      publicUrl: parts.publicUrl(),
      frame: parts.frameKeeper.current,
      imageUrls: parts.imageUrls,
      viewer,
      ...createAccess(viewer, parts.commands, reader),
      loaders: createPublicLoaders(reader),
      commands: parts.commands.public,
      get statements() {
        return reader.statements;
      },
      problems,
      report: (error, cause) => {
        problems.push({ error, cause });
      },
    };
  };
}
