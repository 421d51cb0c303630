import 'reflect-metadata';
import { Client } from 'pg';
import { type EmbeddedPostgres } from '../../src/sql/embedded/embedded-postgres';
import { bootTestPostgres, publishTestServer } from './test-server';
import { prepareTemplate } from './test-template';

/** What tear-down has to end; both run in jest's main process. */
interface TestRun {
  readonly admin: Client;
  readonly server: EmbeddedPostgres | null;
}

declare global {
  var broadsheetTestRun: TestRun | undefined;
}

// eslint-disable-next-line no-restricted-exports -- jest takes the default export
export default async function setUp(): Promise<void> {
  const given = process.env.TEST_DATABASE_URL;
  const server = given === undefined || given === '' ? await bootTestPostgres() : null;
  const adminUrl = server?.url('postgres') ?? given ?? '';
  const admin = new Client({ connectionString: adminUrl });
  admin.on('error', () => undefined);
  try {
    await admin.connect();
    const prepared = await prepareTemplate(admin, adminUrl);
    publishTestServer({ adminUrl, ...prepared });
    globalThis.broadsheetTestRun = { admin, server };
  } catch (error) {
    await admin.end().catch(() => undefined);
    await server?.stop();
    throw error;
  }
}
