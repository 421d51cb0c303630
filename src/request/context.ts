import { type IncomingHttpHeaders } from 'node:http';
import { type GraphQLError } from 'graphql';
import { type Article } from '../articles/article.entity';
import { SITE } from '../cache/cache.tags';
import { type SharedRows } from '../cache/shared.rows';
import { type AskedFields } from '../graphql/asked.fields';
import { type Problem } from '../graphql/problem';
import { type LimitedAction } from '../identity/action.limits';
import { type Caller } from '../identity/admission';
import { type Viewer } from '../identity/viewer';
import { type ImageUrls } from '../images/image.urls';
import { openPreview } from '../newsroom/preview.open';
import { type PreviewLinks } from '../newsroom/preview.links';
import { type Reader } from '../sql/reader';
import { type GatheredLoads } from '../sql/gathered.loads';
import { type JobRun } from '../sql/jobs';
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
  /** For a mutation that has changed what is in the frame: what it answers is to know. */
  refreshFrame(): Promise<void>;
  /** Who asks; `null`: nobody known. Whoever looks makes the answer private. */
  readonly viewer: Viewer | null;
  /** Whether the answer depends on who asks: somebody looked at the viewer, or asked for more than is public. */
  readonly isPrivate: boolean;
  /** The article that a preview link shows. It makes the answer private. Throws NOT_FOUND. */
  asPreview(token: string): Promise<Article>;
  /** Counts one more of what is limited by itself. Throws RATE_LIMITED where it is too much. */
  limit(action: LimitedAction): Promise<void>;
  /** What the client says it is. Not to be stored. */
  readonly userAgent: string | null;
  /** Signed URLs of pictures in any size. */
  readonly imageUrls: ImageUrls;
  /** Of what is public; readers' and the newsroom's come from `asReader()` and `asEditor()`. */
  readonly loaders: PublicLoaders;
  readonly commands: PublicCommands;
  /** How many statements its loaders have sent so far. */
  readonly statements: number;
  /** What its answer is made of, while it may be kept for others; `null`: it may not. */
  readonly made: Made | null;
  /** To be awaited before the answer of an operation that may have changed something: then whoever asks next sees it. */
  settle(): Promise<void>;
  /** Is told, before it is executed, which fields the operation asks for: no more has to be read. */
  asksFor(fields: AskedFields): void;
  /** Says that what is shown changes with the clock, and for how many more milliseconds it stays so. */
  keepFor(milliseconds: number): void;
  /** What went wrong without taking the answer with it; the server adds it to the answer's errors. */
  readonly problems: Problem[];
  /** Adds a problem: what the client is told, and what the log is told. */
  report(error: GraphQLError, cause: unknown): void;
}

/** The tags of what an answer is made of, and until when it may be used without a change, in milliseconds since 1970. */
export interface Made {
  readonly tags: ReadonlySet<string>;
  readonly freshUntil: number;
}

export interface ContextParts {
  reader: Reader;
  /** What operations share of what they read; `null`: nothing. */
  sharedRows: SharedRows | null;
  /** What operations load together. */
  gatheredLoads: GatheredLoads;
  /** Whether answers are kept, and it has to be known what they are made of. */
  keepsAnswers: boolean;
  frameKeeper: FrameKeeper;
  commands: Commands;
  previews: PreviewLinks;
  /** How the jobs are going. */
  jobs: readonly JobRun[];
  imageUrls: ImageUrls;
  publicUrl(): string;
  /** Sees to it that everything read from now on knows of what is committed. */
  readonly seeChanges: () => Promise<void>;
}

/** Whose operation it is; nobody's, without limits, where no caller is named. */
export interface ContextRequest {
  id: string;
  caller?: Caller | null;
  headers?: IncomingHttpHeaders;
}

/**
 * Apollo hands out a copy of it; what is not the same for good stands in objects that the copy shares. What it does stands in methods:
 * V8 makes a function that is written where a property is set in the old generation, and it keeps all of the operation there
 * (docs/decisions/016).
 */
class OperationContext implements Context {
  readonly publicUrl: string;
  readonly imageUrls: ImageUrls;
  readonly loaders: PublicLoaders;
  readonly problems: Problem[] = [];
  readonly asReader: Access['asReader'];
  readonly asEditor: Access['asEditor'];
  readonly asAdmin: Access['asAdmin'];
  private readonly reader: RequestReader;
  private readonly use: { isPrivate: boolean; frame: Frame };
  private readonly frameKeeper: FrameKeeper;
  private readonly previews: PreviewLinks;
  private readonly seeChanges: () => Promise<void>;
  private readonly publicCommands: PublicCommands;

  constructor(
    parts: ContextParts,
    readonly id: string,
    private readonly caller: Caller | null,
    readonly userAgent: string | null,
  ) {
    this.frameKeeper = parts.frameKeeper;
    this.previews = parts.previews;
    this.seeChanges = parts.seeChanges;
    const use = { isPrivate: false, frame: parts.frameKeeper.current };
    this.use = use;
    const { sharedRows, gatheredLoads, keepsAnswers: isNoting } = parts;
    this.reader = new RequestReader(parts.reader, { sharedRows, gatheredLoads, isNoting });
    this.reader.note([SITE], Infinity);
    this.publicUrl = parts.publicUrl();
    this.imageUrls = parts.imageUrls;
    this.loaders = createPublicLoaders(this.reader);
    this.publicCommands = parts.commands.public;
    const access = createAccess(caller?.viewer ?? null, parts, this.reader, () => {
      use.isPrivate = true;
    });
    this.asReader = access.asReader;
    this.asEditor = access.asEditor;
    this.asAdmin = access.asAdmin;
  }

  get frame(): Frame {
    return this.use.frame;
  }

  async refreshFrame(): Promise<void> {
    await this.frameKeeper.reload();
    this.use.frame = this.frameKeeper.current;
  }

  async asPreview(token: string): Promise<Article> {
    this.use.isPrivate = true;
    this.reader.readAnew();
    return openPreview(this.reader, this.loaders, await this.previews.verify(token));
  }

  get commands(): PublicCommands {
    this.reader.noteUnshared();
    return this.publicCommands;
  }

  get viewer(): Viewer | null {
    this.use.isPrivate = true;
    return this.caller?.viewer ?? null;
  }

  get isPrivate(): boolean {
    return this.use.isPrivate;
  }

  get made(): Made | null {
    return this.use.isPrivate || this.problems.length > 0 ? null : this.reader.made;
  }

  get statements(): number {
    return this.reader.statements;
  }

  async settle(): Promise<void> {
    // Where the database does not say what changed, nothing that is kept is used.
    if (this.reader.mayHaveWritten) await this.seeChanges().catch(() => undefined);
  }

  asksFor(fields: AskedFields): void {
    this.reader.asked = fields;
  }

  keepFor(milliseconds: number): void {
    this.reader.note([], Date.now() + milliseconds);
  }

  async limit(action: LimitedAction): Promise<void> {
    await this.caller?.limit(action);
  }

  report(error: GraphQLError, cause: unknown): void {
    this.problems.push({ error, cause });
  }
}

/** Makes contexts: a fresh one, with fresh loaders, for each operation. */
export function createContextFactory(parts: ContextParts): (request: ContextRequest) => Context {
  return ({ id, caller = null, headers = {} }) =>
    new OperationContext(parts, id, caller, headers['user-agent'] ?? null);
}
