import { Client } from 'pg';
import { databaseUrl, readTestServer } from './test-server';

let made = 0;

async function runOnServer(sql: string): Promise<void> {
  const client = new Client({ connectionString: readTestServer().adminUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** A migrated, empty database of one's own; drop it when done. */
export async function freshDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const { adminUrl, template, run } = readTestServer();
  made += 1;
  const worker = process.env.JEST_WORKER_ID ?? '0';
  const unique = `${process.pid}_${Date.now().toString(36)}_${made}`;
  const name = `jt_${run}_${worker}_${unique}`;
  await runOnServer(`create database "${name}" template "${template}"`);
  return {
    url: databaseUrl(adminUrl, name),
    drop: () => runOnServer(`drop database if exists "${name}" with (force)`),
  };
}
