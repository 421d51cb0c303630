import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { note, Trouble } from './process.mjs';

const PATIENCE_MS = 15 * 60_000;
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function startTimeOf(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(') ') + 2).split(' ')[19];
  } catch {
    return '';
  }
}

function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Puts a ready-made file in place in one step, so the lock is never seen half-written. */
function tryTake(lock) {
  const mine = `${lock}.${randomUUID()}`;
  fs.writeFileSync(mine, `${process.pid} ${startTimeOf(process.pid)}`);
  try {
    fs.linkSync(mine, lock);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    fs.rmSync(mine, { force: true });
  }
}

/** Moves a dead holder's lock away; a living one that took its place meanwhile is put back. */
function clearDead(lock) {
  try {
    const text = fs.readFileSync(lock, 'utf8');
    const [pid, start = ''] = text.split(' ');
    if (isAlive(Number(pid)) && startTimeOf(Number(pid)) === start) return false;
    const moved = `${lock}.${randomUUID()}`;
    fs.renameSync(lock, moved);
    if (fs.readFileSync(moved, 'utf8') !== text && !fs.existsSync(lock)) fs.linkSync(moved, lock);
    fs.rmSync(moved, { force: true });
    return true;
  } catch (error) {
    if (error.code === 'ENOENT') return true;
    throw error;
  }
}

async function take(lock) {
  const end = Date.now() + PATIENCE_MS;
  for (let tries = 0; !tryTake(lock); tries += 1) {
    if (clearDead(lock)) continue;
    if (tries === 40) note('waiting for another process that is installing or building …');
    if (Date.now() > end) {
      throw new Trouble(
        `Another process has held ${lock} for a quarter of an hour. End it and start again.`,
      );
    }
    await pause(50);
  }
}

/** Does some work while no other process installs or builds in this project. */
export async function withProjectLock(project, work) {
  const folder = path.join(project, '.cache');
  const lock = path.join(folder, 'prepare.lock');
  try {
    fs.mkdirSync(folder, { recursive: true });
    await take(lock);
  } catch (error) {
    if (error instanceof Trouble) throw error;
    throw new Trouble(
      `The project must be installed or built again, but ${folder} cannot be written (${error.message}). ` +
        'Start once as a user who may write there.',
    );
  }
  try {
    return await work();
  } finally {
    fs.rmSync(lock, { force: true });
  }
}
