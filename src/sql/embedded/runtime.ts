import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { childEnvironment, type Identity } from './identity';

const isWindows = process.platform === 'win32';

/** The file of one of PostgreSQL's programs. */
export function program(binDir: string, name: 'postgres' | 'initdb' | 'pg_ctl'): string {
  return path.join(binDir, isWindows ? `${name}.exe` : name);
}

/** The major version of the `postgres` in a folder, or `null` where that user cannot run it. */
export function majorVersion(binDir: string, identity: Identity): number | null {
  const { status, stdout } = spawnSync(program(binDir, 'postgres'), ['--version'], {
    ...identity,
    cwd: isWindows ? binDir : '/',
    env: childEnvironment(),
    encoding: 'utf8',
  });
  const found = status === 0 ? /PostgreSQL\) (\d+)/.exec(stdout) : null;
  return found ? Number(found[1]) : null;
}

function manifestOf(native: string): { source: string; target: string }[] {
  try {
    const text = fs.readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8');
    return JSON.parse(text) as { source: string; target: string }[];
  } catch {
    return [];
  }
}

function link(source: string, target: string): void {
  try {
    fs.symlinkSync(path.relative(path.dirname(target), source), target);
  } catch (error) {
    if (!fs.existsSync(target)) throw error;
  }
}

/** macOS libraries name one another `libX.N.dylib` while some builds ship only `libX.N.M.dylib`. */
function linkMajorDylibs(native: string): void {
  const lib = path.join(native, 'lib');
  for (const name of fs.readdirSync(lib)) {
    const major = /^(lib.+?\.\d+)\.[\d.]+\.dylib$/.exec(name)?.[1];
    const target = major === undefined ? null : path.join(lib, `${major}.dylib`);
    if (target !== null && !fs.existsSync(target)) link(path.join(lib, name), target);
  }
}

/**
 * Makes the links between libraries which an npm package cannot hold, and which its install script makes only where
 * scripts may run. False where the folder cannot be written.
 */
export function hydrateSymlinks(native: string): boolean {
  try {
    for (const { source, target } of manifestOf(native)) {
      // The manifest's paths start with the folder's own name.
      const file = path.join(native, path.relative('native', target));
      if (!fs.existsSync(file)) link(path.join(native, path.relative('native', source)), file);
    }
    if (process.platform === 'darwin') linkMajorDylibs(native);
    return true;
  } catch {
    return false;
  }
}

/** Lets every user read a tree and run what its owner can run. */
function openTree(folder: string): void {
  fs.chmodSync(folder, 0o755);
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) openTree(file);
    else if (entry.isFile()) fs.chmodSync(file, fs.statSync(file).mode & 0o100 ? 0o755 : 0o644);
  }
}

/** Copies a package's `native` folder to `runtime-<version>` in the base, whole or not at all. */
export function copyRuntime(native: string, base: string): string {
  const manifest = fs.readFileSync(path.join(native, '..', 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const copy = path.join(base, `runtime-${version}`);
  if (fs.existsSync(copy)) return copy;
  const unfinished = path.join(base, `runtime.init-${process.pid}`);
  fs.rmSync(unfinished, { recursive: true, force: true });
  fs.cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  hydrateSymlinks(unfinished);
  openTree(unfinished);
  fs.renameSync(unfinished, copy);
  return copy;
}

/**
 * The `bin` folder of a package's programs, for a user: the package's own, or a copy in the base where that user cannot
 * reach the package or its links cannot be made. `null` where the programs do not run on this system at all.
 */
export function packagedBin(native: string, base: string, identity: Identity): string | null {
  const bin = path.join(native, 'bin');
  const isLinked = hydrateSymlinks(native);
  if (majorVersion(bin, identity) !== null) return bin;
  const runsHere = majorVersion(bin, {}) !== null;
  if (isLinked && (!runsHere || identity.uid === undefined)) return null;
  return path.join(copyRuntime(native, base), 'bin');
}
