import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { withProjectLock } from './lock.mjs';
import { npmInstalls } from './npm.mjs';
import { note, Trouble } from './process.mjs';

const OPTIONS = ['--include=dev', '--no-fund', '--no-audit'];
const STAMP = path.join('node_modules', '.broadsheet-install');

function read(project, file) {
  try {
    return fs.readFileSync(path.join(project, file), 'utf8');
  } catch {
    return '';
  }
}

/** What is wanted, as one word: the dependencies, the lock file and the platform they are installed for. */
function wantedStamp(project) {
  const { dependencies, devDependencies, optionalDependencies, overrides } = JSON.parse(
    read(project, 'package.json'),
  );
  const wanted = [dependencies, devDependencies, optionalDependencies, overrides];
  return createHash('sha256')
    .update(`${process.platform} ${process.arch}\n${JSON.stringify(wanted)}\n`)
    .update(read(project, 'package-lock.json'))
    .digest('hex');
}

/** Whether npm's own record of what it installed holds every package of the lock file, as after a manual install. */
function isInstalledByHand(project) {
  const record = read(project, path.join('node_modules', '.package-lock.json'));
  if (record === '') return false;
  const installed = JSON.parse(record).packages;
  const wanted = Object.entries(JSON.parse(read(project, 'package-lock.json')).packages);
  return wanted.every(
    ([name, { version, optional, devOptional, link }]) =>
      name === '' || optional || devOptional || link || installed[name]?.version === version,
  );
}

function isFresh(project, stamp) {
  return read(project, STAMP).trim() === stamp;
}

function writeStamp(project, stamp) {
  fs.writeFileSync(path.join(project, STAMP), `${stamp}\n`);
}

async function install(project) {
  note('installing the dependencies …');
  if (await npmInstalls(project, ['ci', ...OPTIONS])) return;
  // npm ci refuses a lock file that lacks another platform's optional package, as npm makes it behind some mirrors.
  note('npm ci failed; trying npm install, which keeps to the same versions …');
  if (await npmInstalls(project, ['install', '--no-save', ...OPTIONS])) return;
  throw new Trouble(
    'The dependencies could not be installed; npm says why above. Put that right and start again.',
  );
}

/** Installs the dependencies unless those of the lock file are there. */
export async function installIfStale(project) {
  const stamp = wantedStamp(project);
  if (isFresh(project, stamp)) return;
  await withProjectLock(project, async () => {
    if (isFresh(project, stamp)) return;
    if (!isInstalledByHand(project)) await install(project);
    writeStamp(project, stamp);
  });
}
