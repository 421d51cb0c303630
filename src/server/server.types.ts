import { type FastifyInstance } from 'fastify';
import { type GraphQLSchema } from 'graphql';
import { type IncomingHttpHeaders } from 'node:http';
import { type Logger } from 'pino';
import { type TagCache } from '../cache/tag.cache';
import { type Config } from '../config';
import { type AskedFields } from '../graphql/asked.fields';
import { type Admit, type Caller } from '../identity/admission';
import { type KeptAnswer } from './answers/answer.types';

/** What the server tells the context's maker about a request. */
export interface GatewayRequest {
  /** The request's id: the client's `x-request-id` where it sent a sane one. */
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  /** The client's address; behind a trusted proxy, the one the proxy reports. */
  readonly ip: string;
  /** Who sent it; `null` where no `admit` is given. */
  readonly caller: Caller | null;
}

/** What an answer is made of: any change of these tags ends it, and its time does, in milliseconds since 1970. */
export interface Made {
  readonly tags: ReadonlySet<string>;
  readonly freshUntil: number;
}

/** What the server needs of a context: how many SQL statements the operation has issued so far. */
export interface StatementCounter {
  readonly statements: number;
  /** Whether the answer is for its caller alone. */
  readonly isPrivate?: boolean;
  /** What the answer is made of, once it is; `null`: not everyone may have it. */
  readonly made?: Made | null;
  /** Is told which fields the operation asks for before it is executed. */
  readonly asksFor?: (fields: AskedFields) => void;
  /** To be awaited before the answer goes out: whoever asks next sees what the operation changed. */
  readonly settle?: () => Promise<void>;
}

export interface Readiness {
  ok: boolean;
  checks: Record<string, { ok: boolean; detail?: string }>;
}

/** Whether an error says that the database cannot be reached, rather than that something is wrong. */
export type IsOutage = (error: unknown) => boolean;

/** What a server is made of. */
export interface ServerParts<TContext extends StatementCounter> {
  config: Config;
  schema: GraphQLSchema;
  createContext: (request: GatewayRequest) => TContext | Promise<TContext>;
  /** Says who may come in, before each operation and each dynamic route; all may where it is left out. */
  admit?: Admit;
  /** Whether the server can answer now, for `/health/ready`. */
  readiness: () => Promise<Readiness>;
  logger: Logger;
  /** Routes that ask the database, such as feeds: they are limited as operations are. */
  dynamicRoutes?: (app: FastifyInstance) => void;
  /** Routes of other rooms, such as images, open to all. */
  staticRoutes?: (app: FastifyInstance) => void;
  /** The documents that clients may name by their ids. */
  documents?: ReadonlyMap<string, string>;
  /** Keeps whole answers, and is told of what changes; every operation is executed where it is left out. */
  answers?: TagCache<KeptAnswer> | null;
  /** Queries that fail by an outage are answered 503, or with what is kept; without it, like any failure. */
  isOutage?: IsOutage;
  /** The operation the IDE opens with. */
  exampleQuery?: string;
}

export interface GatewayServer {
  readonly app: FastifyInstance;
  /** Starts to listen and answers the base address, such as `http://127.0.0.1:4000`. */
  listen: () => Promise<string>;
  /** Stops to listen, finishes what is running (within the configured time) and answers when all is down. */
  close: () => Promise<void>;
}
