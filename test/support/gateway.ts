import 'reflect-metadata';
import { type GraphQLError } from 'graphql';
import { pino } from 'pino';
import { type DataSource } from 'typeorm';
import { createDataSource } from '../../ormconfig';
import { type Config, readConfig } from '../../src/config';
import { loadDemo } from '../../src/demo/demo.loader';
import { LOCAL_TOKEN_SECRET, signLocalToken } from '../../src/identity/local.token';
import { type Role } from '../../src/identity/viewer';
import { ensureSecret } from '../../src/images/secret.commands';
import { createSchema } from '../../src/schema';
import { freshDatabase } from './database';
import { Fleet, TEST_GATEWAYS } from './fleet';
import { Newspaper } from './newspaper';

const schema = createSchema();

/** What a client sees of an answer. `statements` is how many SQL statements it cost. */
export interface Answer<Data> {
  status: number;
  data: Data;
  errors?: Pick<GraphQLError, 'message' | 'path' | 'extensions'>[];
  statements: number;
}

/** Who asks: nobody, or whose token this is. */
export interface Who {
  token?: string;
}

/** A gateway, or several, on a database of its own, asked over HTTP. `url` and `dataSource` are those of the first. */
export interface TestGateway {
  readonly url: string;
  readonly databaseUrl: string;
  readonly dataSource: DataSource;
  readonly newspaper: Newspaper;
  request<Data = Record<string, never>>(
    query: string,
    variables?: Record<string, unknown>,
    who?: Who,
  ): Promise<Answer<Data>>;
  /** As `request`, for what has to go well: throws where there are errors. */
  data<Data>(query: string, variables?: Record<string, unknown>, who?: Who): Promise<Data>;
  /** A token of somebody with a role; of the same subject, always the same person. */
  token(role: Role, subject?: string): Promise<string>;
  /** Has what a test wrote by SQL known at once, for who asks without `request`. */
  catchUp(): Promise<void>;
  close(): Promise<void>;
}

function statementsOf(response: Response): number {
  return Number(/sql;desc="(\d+)/.exec(response.headers.get('server-timing') ?? '')?.[1] ?? NaN);
}

function clientOf(fleet: Fleet): TestGateway['request'] {
  // The shape of an answer is what the test asked for.
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
  return async <Data>(
    query: string,
    variables: Record<string, unknown> = {},
    { token }: Who = {},
  ) => {
    const { url } = await fleet.next(query);
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query, variables }),
    });
    const body = (await response.json()) as Omit<Answer<Data>, 'status' | 'statements'>;
    return { ...body, status: response.status, statements: statementsOf(response) };
  };
}

/** Whether rows and answers are kept: without, statements can be counted; with TEST_CACHES=on everything is to answer the same. */
const CACHES = process.env.TEST_CACHES === 'on';

/** For what is about the database itself: statements, its failing, or rankings, which are kept for some seconds whatever changes. */
export const NOTHING_KEPT = { ROW_CACHE_MB: '0', ANSWER_CACHE_MB: '0' };

/** Compiled from the first request on, so that the tests see compiled operations; COMPILE_QUERIES_AT=0 runs them interpreted. */
const COMPILE_QUERIES_AT = process.env.COMPILE_QUERIES_AT ?? '1';

/** Fills a fresh database with the demo newspaper. */
async function loadDemoInto(url: string): Promise<void> {
  const dataSource = await createDataSource(url, 2).initialize();
  await loadDemo(dataSource.manager);
  await dataSource.destroy();
}

export function testConfig(environment: Record<string, string> = {}): Config {
  return readConfig({
    NODE_ENV: 'test',
    PORT: '0',
    LOG_LEVEL: 'silent',
    RATE_LIMIT_PER_MINUTE: '0',
    COMPILE_QUERIES_AT,
    ...(!CACHES && NOTHING_KEPT),
    ...environment,
  });
}

/**
 * Starts a gateway on a fresh database with one English edition, which `newspaper` can fill, or with the demo
 * newspaper. `gateways`: 1 for what looks into a single gateway.
 */
export async function startTestGateway(
  environment: Record<string, string> = {},
  content: 'bare' | 'demo' = 'bare',
  gateways = TEST_GATEWAYS,
): Promise<TestGateway> {
  const database = await freshDatabase();
  if (content === 'demo') await loadDemoInto(database.url);
  const newspaper = await Newspaper.found(database.url);
  const options = {
    config: testConfig(environment),
    databaseUrl: database.url,
    logger: pino({ level: 'silent' }),
    schema,
  };
  const fleet = await Fleet.start(options, gateways);
  const gateway = fleet.first;
  newspaper.onFrameChange = () => fleet.each((one) => one.reloadFrame());
  newspaper.flushViews = () => fleet.each((one) => one.flushViews());
  const request = clientOf(fleet);
  return {
    url: gateway.url,
    databaseUrl: database.url,
    dataSource: gateway.dataSource,
    newspaper,
    request,
    data: async <Data>(query: string, variables?: Record<string, unknown>, who?: Who) => {
      const { data, errors } = await request<Data>(query, variables, who);
      if (errors) throw new Error(JSON.stringify(errors));
      return data;
    },
    token: async (role: Role, subject = `a ${role.toLowerCase()}`) =>
      signLocalToken(await ensureSecret(gateway.dataSource.manager, LOCAL_TOKEN_SECRET), {
        subject,
        role,
      }),
    catchUp: () => fleet.each((one) => one.catchUp()),
    close: async () => {
      await fleet.each((one) => one.close());
      await newspaper.close();
      await database.drop();
    },
  };
}
