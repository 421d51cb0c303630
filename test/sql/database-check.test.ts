import { checkDatabase } from '../../src/sql/database-check';
import { freshDatabase } from '../support/database';
import { ask } from '../support/embedded-bench';
import { databaseUrl, readTestServer } from '../support/test-server';

const made: string[] = [];
let counter = 0;

/** A database that lacks something, on the tests' server. */
async function oddDatabase(clauses: string): Promise<string> {
  counter += 1;
  const { adminUrl, run } = readTestServer();
  const name = `jt_${run}_odd_${process.pid}_${counter}`;
  await ask(adminUrl, `create database "${name}" template template0 ${clauses}`);
  made.push(name);
  return databaseUrl(adminUrl, name);
}

/** The same address for another role. */
function as(url: string, role: string, password: string): string {
  const other = new URL(url);
  other.username = role;
  other.password = password;
  return other.href;
}

async function makeRole(): Promise<string> {
  const role = `jt_role_${process.pid}_${Date.now().toString(36)}`;
  await ask(readTestServer().adminUrl, `create role ${role} login password 'secret'`);
  return role;
}

afterAll(async () => {
  const { adminUrl } = readTestServer();
  for (const name of made) await ask(adminUrl, `drop database if exists "${name}" with (force)`);
});

describe('checkDatabase', () => {
  it('finds nothing to say about a migrated database', async () => {
    const { url, drop } = await freshDatabase();
    await expect(checkDatabase(url)).resolves.toStrictEqual([]);
    await drop();
  });

  it('leaves an empty database as it found it', async () => {
    const url = await oddDatabase('');
    await expect(Promise.all([checkDatabase(url), checkDatabase(url)])).resolves.toStrictEqual([
      [],
      [],
    ]);
    expect(
      await ask(url, "select extname from pg_extension where extname = 'pg_trgm'"),
    ).toStrictEqual([]);
  });

  it('refuses another encoding than UTF8', async () => {
    const url = await oddDatabase(
      "encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C' locale_provider libc",
    );
    await expect(checkDatabase(url)).rejects.toThrow(/encoding SQL_ASCII, and UTF8 is needed/);
  });

  it('warns of a locale that knows only ASCII', async () => {
    const url = await oddDatabase("lc_collate 'C' lc_ctype 'C' locale_provider libc");
    const warnings = await checkDatabase(url);
    expect(warnings).toHaveLength(2);
    expect(warnings.join(' ')).toMatch(/capital letters .* other scripts than Latin/);
  });

  it('refuses a database set to read-only', async () => {
    const url = await oddDatabase('');
    await ask(
      url,
      `alter database "${new URL(url).pathname.slice(1)}" set default_transaction_read_only = on`,
    );
    await expect(checkDatabase(url)).rejects.toThrow(/accepts no writes/);
  });

  it('says what to run when the role may not create the extensions', async () => {
    const url = await oddDatabase('');
    const role = await makeRole();
    const check = checkDatabase(as(url, role, 'secret'));
    await expect(check).rejects.toThrow(/pg_trgm is missing .* CREATE EXTENSION pg_trgm/);
    await ask(url, 'create extension pg_trgm; create extension unaccent');
    const warnings = await checkDatabase(as(url, role, 'secret'));
    expect(warnings.join(' ')).toMatch(/may not create tables/);
    await ask(url, `drop role ${role}`);
  });

  it('says so when pg_trgm is off the search path', async () => {
    const url = await oddDatabase('');
    await ask(url, 'create schema aside; create extension pg_trgm schema aside');
    await expect(checkDatabase(url)).rejects.toThrow(/not on the search path/);
  });

  it.each([
    ['postgres://nobody@127.0.0.1:1/none', /Nothing listens there/],
    ['postgres://nobody@localhost/none?host=/nonexistent', /There is no such socket/],
  ])('says what to do about %s', async (url, words) => {
    await expect(checkDatabase(url)).rejects.toThrow(words);
  });

  it('says what to do about a missing database and a wrong password', async () => {
    const { adminUrl } = readTestServer();
    await expect(checkDatabase(databaseUrl(adminUrl, 'jt_none'))).rejects.toThrow(
      /Create the database/,
    );
    const role = await makeRole();
    await expect(checkDatabase(as(adminUrl, role, 'wrong'))).rejects.toThrow(
      /Correct the user and the password/,
    );
    await ask(adminUrl, `drop role ${role}`);
  });
});
