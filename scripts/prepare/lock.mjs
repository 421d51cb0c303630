import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { isStillThere, note, signatureOf, stepFile, Trouble } from './process.mjs';

const PATIENCE_MS = 15 * 60_000;
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Puts a ready-made file in place in one step, so the lock is never seen half-written. */
function tryTake(lock) {
  const mine = `${lock}.${randomUUID()}`;
  fs.writeFileSync(mine, signatureOf(process.pid));
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
    if (isStillThere(text)) return false;
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

/** What a killed process had started, npm or the compiler, works on without it: two must not write at once. */
async function outwaitLastStep(project) {
  const file = stepFile(project);
  const isAtWork = () => fs.existsSync(file) && isStillThere(fs.readFileSync(file, 'utf8'));
  if (isAtWork())
    note('waiting for what an earlier, killed start is still installing or building …');
  while (isAtWork()) await pause(100);
  fs.rmSync(file, { force: true });
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
    await outwaitLastStep(project);
    return await work();
  } finally {
    fs.rmSync(stepFile(project), { force: true });
    fs.rmSync(lock, { force: true });
  }
}
