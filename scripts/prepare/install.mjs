import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { withProjectLock } from './lock.mjs';
import { runNpm } from './npm.mjs';
import { note, Trouble } from './process.mjs';

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

async function npmInstalls(project, command) {
  const args = [command, '--include=dev', '--no-fund', '--no-audit'];
  // `npm install` then leaves package.json and package-lock.json as they are.
  if (command === 'install') args.push('--no-save');
  const status = await runNpm(project, args, ['ignore', 2, 2]);
  if (status > 128) process.exit(status);
  return status === 0;
}

async function install(project) {
  note('installing the dependencies …');
  if (await npmInstalls(project, 'ci')) return;
  // npm ci refuses a lock file that lacks another platform's optional package, as npm makes it behind some mirrors.
  note('npm ci failed; trying npm install, which keeps to the same versions …');
  if (await npmInstalls(project, 'install')) return;
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
