import { type GraphQLError } from 'graphql';
import { type Problem } from '../graphql/problem';
import { type ImageUrls } from '../images/image.urls';
import { type Reader } from '../sql/reader';
import { RequestReader } from '../sql/request-reader';
import { type Commands } from './commands';
import { type Frame, type FrameKeeper } from './frame';
import { createLoaders, type Loaders } from './loaders';

/** What one operation may touch. There is no database in it: what it needs, it asks its loaders and commands for. */
export interface Context {
  /** The request's id, as the log and the response have it. */
  readonly id: string;
  /** The site's address as readers see it, without a trailing slash. */
  readonly publicUrl: string;
  readonly frame: Frame;
  /** Signed URLs of pictures in any size. */
  readonly imageUrls: ImageUrls;
  readonly loaders: Loaders;
  readonly commands: Commands;
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

/** Makes contexts: a fresh one, with fresh loaders, for each operation. */
export function createContextFactory(parts: ContextParts): (request: { id: string }) => Context {
  return ({ id }) => {
    const reader = new RequestReader(parts.reader);
    const problems: Problem[] = [];
    return {
      id,
      publicUrl: parts.publicUrl(),
      frame: parts.frameKeeper.current,
      imageUrls: parts.imageUrls,
      loaders: createLoaders(reader),
      commands: parts.commands,
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
