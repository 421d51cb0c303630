import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { codeOf } from './errors';
import { childEnvironment, type Identity } from './identity';

/** What a running server writes about itself into its cluster. */
export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
  readonly sockets: string;
  readonly isReady: boolean;
}

/** Reads postmaster.pid; `null` where there is none. */
export function readPostmasterFile(cluster: string): PostmasterFile | null {
  try {
    const lines = fs.readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    return {
      pid: Math.abs(Number(lines[0])),
      port: Number(lines[3]),
      sockets: lines[4]?.trim() ?? '',
      isReady: lines[7]?.trim() === 'ready',
    };
  } catch {
    return null;
  }
}

/** Whether a process of that id exists, whoever owns it. A zombie counts. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** The fields of /proc/<pid>/stat after the program's name, which may hold anything: state first. */
function statOf(pid: number): string[] {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(') ') + 2).split(' ');
  } catch {
    return [];
  }
}

/** When a process started, in a form only good for comparing; empty where the system does not tell. */
export function startTimeOf(pid: number): string {
  return statOf(pid)[19] ?? '';
}

/** The working folder of a process: `null` for none (gone, a zombie), `hidden` where we may not look. */
function workingFolder(pid: number): string | null {
  try {
    return fs.readlinkSync(`/proc/${pid}/cwd`);
  } catch (error) {
    const isHidden = ['EACCES', 'EPERM'].includes(codeOf(error));
    return isHidden && !['Z', 'X'].includes(statOf(pid)[0] ?? 'X') ? 'hidden' : null;
  }
}

function ownedBy(pid: number, identity: Identity): boolean {
  try {
    return fs.statSync(`/proc/${pid}`).uid === identity.uid;
  } catch {
    return false;
  }
}

/** In a container root may lack the right to look at other users' processes; the server's own user has it. */
function lookAs(identity: Identity, pids: number[]): Map<number, string> {
  if (pids.length === 0) return new Map();
  const script = 'for p do printf "%s " "$p"; readlink "/proc/$p/cwd" || echo; done 2>/dev/null';
  const result = spawnSync('/bin/sh', ['-c', script, 'sh', ...pids.map(String)], {
    ...identity,
    cwd: '/',
    env: childEnvironment(),
    encoding: 'utf8',
  });
  const lines = (result.error ? '' : result.stdout).matchAll(/^(\d+) (\/.*)$/gm);
  return new Map([...lines].map((line) => [Number(line[1]), line[2] ?? '']));
}

function inFolder(pids: number[], folder: string, identity: Identity): number[] {
  const real = fs.realpathSync(folder);
  const folders = new Map(pids.map((pid) => [pid, workingFolder(pid)]));
  const hidden = pids.filter((pid) => folders.get(pid) === 'hidden' && ownedBy(pid, identity));
  const seen = lookAs(identity, hidden);
  // One that stays hidden is taken to be the server's: to wait in vain does less harm than a second server.
  const isIn = (pid: number): boolean =>
    hidden.includes(pid) ? (seen.get(pid) ?? real) === real : folders.get(pid) === real;
  return pids.filter(isIn);
}

/**
 * The processes that work in a cluster: the server and each of its backends change into it. `null` where the system
 * does not tell (not Linux).
 */
export function processesIn(cluster: string, identity: Identity): number[] | null {
  if (process.platform !== 'linux') return null;
  const pids = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return inFolder(pids.map(Number), cluster, identity);
}

/** Whether that process is the server of this cluster, and not another one that was given its number. */
export function isServerOf(pid: number, cluster: string, identity: Identity): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform === 'linux') return inFolder([pid], cluster, identity).length > 0;
  if (process.platform === 'win32') return true;
  const result = spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
  return result.error ? true : result.stdout.includes(cluster);
}
