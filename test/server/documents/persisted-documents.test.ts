import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, validate } from 'graphql';
import { Role } from '../../../src/identity/viewer';
import { operationFiles, operationsManifest, printManifest } from '../../../src/operations';
import { createSchema } from '../../../src/schema';
import { readManifests } from '../../../src/server/documents/document.manifest';
import { startTestGateway, type TestGateway } from '../../support/gateway';

const QUERY = 'query Own($n: Int) { latest(first: $n) { id } }';
const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const manifest = join(tmpdir(), `broadsheet-manifest-${process.pid}.json`);

let open: TestGateway;
let closed: TestGateway;
beforeAll(async () => {
  const operations = [{ id: hash(QUERY), name: 'Own', type: 'query', body: QUERY }];
  const format = 'apollo-persisted-query-manifest';
  writeFileSync(manifest, JSON.stringify({ format, version: 1, operations }));
  open = await startTestGateway({ PERSISTED_DOCUMENTS: manifest });
  closed = await startTestGateway({ PERSISTED_DOCUMENTS: manifest, PERSISTED_ONLY: 'true' });
});
afterAll(async () => {
  await open.close();
  await closed.close();
});

interface Answer {
  data?: unknown;
  errors?: { extensions: { code: string } }[];
}

async function told(response: Response) {
  const { data, errors } = (await response.json()) as Answer;
  return { status: response.status, data, code: errors?.[0]?.extensions.code };
}

async function post({ url }: TestGateway, body: object, token?: string) {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const headers = { 'content-type': 'application/json', ...authorization };
  return told(
    await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify(body) }),
  );
}

async function get({ url }: TestGateway, parameters: Record<string, string>) {
  return told(await fetch(`${url}/graphql?${new URLSearchParams(parameters).toString()}`));
}

const documentId = `sha256:${hash(QUERY)}`;
const ok = { status: 200, data: { latest: [] }, code: undefined };

describe('a persisted document', () => {
  it('is asked for by its documentId, with POST and GET', async () => {
    expect(await post(open, { documentId, variables: { n: 2 } })).toEqual(ok);
    expect(await get(open, { documentId, variables: '{"n":2}' })).toEqual(ok);
  });

  it('takes its variables as any other does', async () => {
    const answer = await post(open, { documentId, variables: { n: 'two' } });
    expect(answer.code).toBe('BAD_USER_INPUT');
  });

  it.each([
    ['that is unknown', { documentId: `sha256:${hash('other')}` }, 'PERSISTED_QUERY_NOT_FOUND'],
    ['that is none', { documentId: 'latest' }, 'BAD_REQUEST'],
    ['that is a number', { documentId: 7 }, 'BAD_REQUEST'],
    ['beside a query', { documentId, query: QUERY }, 'BAD_REQUEST'],
  ])('is refused by an id %s', async (_what, body, code) => {
    expect((await post(open, body)).code).toBe(code);
  });
});

describe('where only persisted documents are taken', () => {
  it('an unknown document is refused, whichever way it comes', async () => {
    const query = '{ site { name } }';
    const refused = { status: 403, data: undefined, code: 'PERSISTED_DOCUMENT_REQUIRED' };
    const extensions = { persistedQuery: { version: 1, sha256Hash: hash(query) } };
    expect(await post(closed, { query })).toEqual(refused);
    expect(await get(closed, { query })).toEqual(refused);
    expect(await post(closed, { query, extensions })).toEqual(refused);
    expect(await post(closed, { extensions })).toEqual(refused);
  });

  it('a known one is answered by its id, its hash and its text', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: hash(QUERY) } };
    expect(await post(closed, { documentId })).toEqual(ok);
    expect(await post(closed, { extensions })).toEqual(ok);
    expect(await post(closed, { query: QUERY })).toEqual(ok);
  });

  it('who is known may send any', async () => {
    const token = await closed.token(Role.READER);
    expect((await post(closed, { query: '{ site { name } }' }, token)).status).toBe(200);
  });
});

it('a client may register a document by its hash, and a miss is not to be stored', async () => {
  const query = '{ site { date } }';
  const extensions = { persistedQuery: { version: 1, sha256Hash: hash(query) } };
  const parameters = new URLSearchParams({ extensions: JSON.stringify(extensions) });
  const miss = await fetch(`${open.url}/graphql?${parameters.toString()}`);
  expect(miss.headers.get('cache-control')).toContain('no-store');
  expect((await told(miss)).code).toBe('PERSISTED_QUERY_NOT_FOUND');
  expect((await post(open, { query, extensions })).status).toBe(200);
  expect((await post(open, { extensions })).status).toBe(200);
});

describe("our clients' own documents", () => {
  it('are in the manifest as they are in their files', () => {
    expect(readFileSync(operationsManifest(), 'utf8')).toBe(printManifest());
  });

  it.each(operationFiles())('fit the schema: %s', (file) => {
    expect(validate(createSchema(), parse(readFileSync(file, 'utf8')))).toEqual([]);
  });

  it('are refused where an id is not that of its body', () => {
    const operations = [{ id: hash('other'), name: 'Own', type: 'query', body: QUERY }];
    const format = 'apollo-persisted-query-manifest';
    const file = `${manifest}.wrong`;
    writeFileSync(file, JSON.stringify({ format, version: 1, operations }));
    expect(() => readManifests([file])).toThrow('not its body');
  });
});
