// The demo's newspaper in a database of its own, and gateways that serve it, each a process of its own.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { project } from '../data/compiled.mjs';
import { compiled, withClient, withManager } from '../data/database.mjs';

const DATABASE = 'demo';

/** Makes the newspaper and answers its database's address. */
export async function makeNewspaper(server) {
  await withClient(server.url('postgres'), async (client) => {
    await client.query(`DROP DATABASE IF EXISTS "${DATABASE}"`);
    await client.query(`CREATE DATABASE "${DATABASE}"`);
  });
  const { loadDemo } = compiled('src/demo/demo.loader.js');
  await withManager(server.url(DATABASE), async (manager, dataSource) => {
    await dataSource.runMigrations();
    await loadDemo(manager);
  });
  return server.url(DATABASE);
}

/** Starts a gateway as `serve` does and answers where it serves and how to stop it. */
export async function startGateway(url, { workers = 1 } = {}) {
  const program = join(project, 'dist/src/cli/main.js');
  const child = spawn(process.execPath, [program, 'serve', '--workers', String(workers)], {
    env: {
      ...process.env,
      DATABASE_URL: url,
      PORT: '0',
      LOG_LEVEL: 'silent',
      RATE_LIMIT_PER_MINUTE: '0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const base = await new Promise((resolve, reject) => {
    child.on('exit', () => reject(new Error('The gateway did not start.')));
    child.stdout.on('data', (text) => {
      const port = /is serving http:\/\/[^/]*:(\d+)\//.exec(String(text))?.[1];
      if (port) resolve(`http://127.0.0.1:${port}`);
    });
  });
  const stop = async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  };
  return { base, stop };
}

/** What is in the newspaper, an editor's token, and what this run calls what it writes. */
export async function factsOf(url) {
  const { ensureSecret } = compiled('src/images/secret.commands.js');
  const { LOCAL_TOKEN_SECRET, signLocalToken } = compiled('src/identity/local.token.js');
  const secret = await withManager(url, (manager) => ensureSecret(manager, LOCAL_TOKEN_SECRET));
  const { rows } = await withClient(url, (client) =>
    client.query(`SELECT a.slug, s.slug AS section FROM public_article a JOIN section s ON s.id = a.section_id
      JOIN edition e ON e.id = a.edition_id WHERE e.is_default ORDER BY a.slug LIMIT 60`),
  );
  return {
    slugs: rows.map(({ slug }) => slug),
    section: rows[0].section,
    token: await signLocalToken(secret, { subject: 'bench', role: 'EDITOR' }),
    run: `Run ${Date.now()}`,
  };
}
