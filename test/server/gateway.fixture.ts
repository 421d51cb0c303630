import { buildSchema, GraphQLError, type GraphQLSchema } from 'graphql';
import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { readConfig } from '../../src/config';
import { createServer } from '../../src/server/gateway.server';
import {
  type GatewayRequest,
  type GatewayServer,
  type ServerParts,
} from '../../src/server/server.types';

const typeDefs = /* GraphQL */ `
  type Query {
    hello(name: String = "reader"): String!
    number(value: Int): Int
    sum(values: [Int!]): Int
    article(slug: String!): Article
    articles(first: Int, last: Int, filter: Filter): ArticleConnection!
    latest(first: Int = 10): [Article!]!
    nodes(ids: [ID!]!): [Article]!
    slow(ms: Int!): String
    throws(how: String!): String
    twoStatements: Int
  }
  type Mutation {
    save(name: String): Int!
  }
  input Filter {
    tags: [String!]
    and: Filter
    any: [[Int]]
  }
  type ArticleConnection {
    edges: [ArticleEdge!]!
    nodes: [Article!]!
    totalCount: Int
  }
  type ArticleEdge {
    cursor: String!
    node: Article!
  }
  type Article {
    title: String
    slug: String
    tags: [Tag!]!
    related(first: Int = 5): [Article!]!
    section: Section
  }
  type Section {
    name: String
    article: Article
    latest(first: Int = 10): [Article!]!
  }
  type Tag {
    name: String
    article: Article
  }
`;

export interface TestContext {
  statements: number;
  request: GatewayRequest;
}

/** How often the schema's mutation ran. */
export const saved = { times: 0 };

function fail(how: string): never {
  if (how === 'not-found') {
    throw new GraphQLError('There is no such article.', {
      extensions: { code: 'NOT_FOUND', field: 'slug' },
    });
  }
  if (how === 'unknown-code') {
    throw new GraphQLError('odd', { extensions: { code: 'SOMETHING_ELSE' } });
  }
  throw new Error('duplicate key value violates unique constraint "article_slug_key"');
}

const rootValue: Record<string, (args: never, context: TestContext) => unknown> = {
  hello: ({ name }: { name: string }) => `Hello, ${name}`,
  number: ({ value }: { value?: number }) => value ?? 0,
  sum: ({ values }: { values?: number[] }) => values?.length ?? 0,
  articles: () => ({ edges: [], nodes: [], totalCount: 0 }),
  latest: () => [],
  nodes: ({ ids }: { ids: string[] }) => ids.map(() => null),
  slow: async ({ ms }: { ms: number }) => {
    await sleep(ms);
    if (ms === 333) throw new Error('too late to matter');
    return 'done';
  },
  throws: ({ how }: { how: string }) => fail(how),
  twoStatements: (_args, context) => (context.statements += 2),
  save: () => (saved.times += 1),
};

/** A small schema whose root fields are {@link rootValue}'s methods. */
export function testSchema(): GraphQLSchema {
  const schema = buildSchema(typeDefs);
  for (const type of [schema.getQueryType(), schema.getMutationType()]) {
    for (const [name, field] of Object.entries(type?.getFields() ?? {})) {
      field.resolve = (_source, args, context: TestContext) =>
        rootValue[name]?.(args as never, context) ?? null;
    }
  }
  return schema;
}

export interface LogLine extends Record<string, unknown> {
  level: number;
  msg: string;
}

export interface TestGateway {
  server: GatewayServer;
  url: string;
  graphql: string;
  lines: LogLine[];
}

type Overrides = Partial<ServerParts<TestContext>>;

/** Builds a server of the test schema, configured by environment variables, without listening. */
export async function buildGateway(
  env: Record<string, string> = {},
  parts: Overrides = {},
): Promise<{ server: GatewayServer; lines: LogLine[] }> {
  const lines: LogLine[] = [];
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(JSON.parse(chunk.toString()) as LogLine);
      done();
    },
  });
  const server = await createServer<TestContext>({
    config: readConfig({ NODE_ENV: 'test', PORT: '0', ...env }),
    schema: testSchema(),
    createContext: (request) => ({ statements: 0, request }),
    readiness: () => Promise.resolve({ ok: true, checks: {} }),
    logger: pino({ level: 'info' }, sink),
    ...parts,
  });
  return { server, lines };
}

/** Starts a server of the test schema on a port of its own. */
export async function startGateway(
  env: Record<string, string> = {},
  parts: Overrides = {},
): Promise<TestGateway> {
  const { server, lines } = await buildGateway(env, parts);
  const url = await server.listen();
  return { server, url, graphql: `${url}/graphql`, lines };
}

interface Answer {
  status: number;
  headers: Headers;
  data?: Record<string, unknown> | null;
  errors?: { message: string; path?: string[]; extensions: Record<string, unknown> }[];
}

/** Posts an operation and answers status, headers and body. The modern media type unless `headers` say otherwise. */
export async function post(
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      ...headers,
    },
    body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
  });
  const answer = (await response.json()) as Pick<Answer, 'data' | 'errors'>;
  return { status: response.status, headers: response.headers, ...answer };
}
