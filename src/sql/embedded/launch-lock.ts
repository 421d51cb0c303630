import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { codeOf, EmbeddedPostgresError, pause, wordsOf } from './errors';
import { isAlive, startTimeOf } from './processes';

function holderIsGone(text: string): boolean {
  const [pid, start = ''] = text.trim().split(' ');
  return !isAlive(Number(pid)) || startTimeOf(Number(pid)) !== start;
}

/** Puts a ready-made file in place in one step, so the lock is never seen half-written. */
function tryTake(lock: string): boolean {
  const mine = `${lock}.${process.pid}-${randomUUID()}`;
  fs.writeFileSync(mine, `${process.pid} ${startTimeOf(process.pid)}`, { flag: 'wx' });
  try {
    fs.linkSync(mine, lock);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    fs.rmSync(mine, { force: true });
  }
}

function putBack(moved: string, lock: string): void {
  try {
    fs.linkSync(moved, lock);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

/** Moves a dead holder's lock away; a living one that took its place meanwhile is put back. */
function clearDead(lock: string): boolean {
  try {
    const text = fs.readFileSync(lock, 'utf8');
    if (!holderIsGone(text)) return false;
    const moved = `${lock}.dead-${process.pid}-${randomUUID()}`;
    fs.renameSync(lock, moved);
    if (fs.readFileSync(moved, 'utf8') !== text) putBack(moved, lock);
    fs.rmSync(moved, { force: true });
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return true;
    throw error;
  }
}

const MAX_CLEARED = 1_000;

async function take(lock: string, timeoutMs: number): Promise<void> {
  const end = Date.now() + timeoutMs;
  let cleared = 0;
  while (!tryTake(lock)) {
    if (clearDead(lock)) {
      cleared += 1;
      // Some file systems refuse the lock for reasons of their own, whoever holds it.
      if (cleared > MAX_CLEARED) throw new Error('a lock cannot be made there');
      continue;
    }
    if (Date.now() > end) {
      throw new EmbeddedPostgresError(
        `Another process has held ${lock} for ${Math.round(timeoutMs / 1000)} seconds. ` +
          'Wait for it to finish starting or stopping the database, or end it, and start again.',
      );
    }
    await pause(20 + Math.random() * 25);
  }
}

/** Does some work while no other process starts or stops the database of this base. A dead holder is taken over. */
export async function withLaunchLock<T>(
  base: string,
  work: () => Promise<T>,
  timeoutMs = 120_000,
): Promise<T> {
  const lock = path.join(base, 'launch.lock');
  try {
    await take(lock, timeoutMs);
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw error;
    throw new EmbeddedPostgresError(
      `The database's folder ${base} cannot be written (${wordsOf(error)}). Set DATA_DIR to a folder that can.`,
    );
  }
  try {
    return await work();
  } finally {
    fs.rmSync(lock, { force: true });
  }
}
