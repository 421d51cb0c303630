import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { withProjectLock } from './lock.mjs';
import { note, runStep, Trouble } from './process.mjs';

const STAMP = '.built-from';
const FILES = ['ormconfig.ts', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];
const FOLDERS = ['src', 'migrations'];

function filesBelow(folder) {
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(file);
    return entry.name.endsWith('.ts') ? [file] : [];
  });
}

/** The sources as one word. Contents, not times: a checkout touches files without changing them. */
function sourcesStamp(project) {
  const hash = createHash('sha256');
  const sources = FOLDERS.flatMap((folder) => filesBelow(path.join(project, folder)));
  for (const file of [...FILES.map((name) => path.join(project, name)), ...sources.sort()]) {
    hash.update(`${path.relative(project, file)}\n`);
    hash.update(fs.existsSync(file) ? fs.readFileSync(file) : '-');
  }
  return hash.digest('hex');
}

function isFresh(project, stamp) {
  try {
    return fs.readFileSync(path.join(project, 'dist', STAMP), 'utf8').trim() === stamp;
  } catch {
    return false;
  }
}

function removeLeftovers(cache) {
  for (const name of fs.readdirSync(cache).filter((entry) => /^(next|old)-dist-/.test(entry))) {
    fs.rmSync(path.join(cache, name), { recursive: true, force: true });
  }
}

/** Puts a finished build in the place of the last one, removed sources and all. */
function swap(next, dist, old) {
  if (fs.existsSync(dist)) fs.renameSync(dist, old);
  fs.renameSync(next, dist);
  fs.rmSync(old, { recursive: true, force: true });
}

async function build(project, stamp) {
  note('building …');
  const cache = path.join(project, '.cache');
  removeLeftovers(cache);
  const next = path.join(cache, `next-dist-${process.pid}`);
  const record = path.join(next, '.tsbuildinfo');
  const tsc = createRequire(path.join(project, 'package.json')).resolve('typescript/bin/tsc');
  const args = [tsc, '-p', 'tsconfig.build.json', '--outDir', next, '--tsBuildInfoFile', record];
  if (!(await runStep(project, process.execPath, args))) {
    throw new Trouble('The sources could not be built; the compiler says why above.');
  }
  fs.rmSync(record, { force: true });
  fs.writeFileSync(path.join(next, STAMP), `${stamp}\n`);
  swap(next, path.join(project, 'dist'), path.join(cache, `old-dist-${process.pid}`));
}

/** Builds `dist` unless it was built from these very sources. */
export async function buildIfStale(project) {
  if (isFresh(project, sourcesStamp(project))) return;
  await withProjectLock(project, async () => {
    const stamp = sourcesStamp(project);
    if (!isFresh(project, stamp)) await build(project, stamp);
  });
}
