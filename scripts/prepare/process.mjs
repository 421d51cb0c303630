import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { constants } from 'node:os';
import * as path from 'node:path';

/** Something the person at the keyboard can put right; only its message is shown. */
export class Trouble extends Error {}

/** Says something without touching stdout. */
export function note(words) {
  process.stderr.write(`broadsheet: ${words}\n`);
}

function startTimeOf(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(') ') + 2).split(' ')[19];
  } catch {
    return '';
  }
}

/** A process in words that another one, given its number later, does not fit. */
export function signatureOf(pid) {
  return `${pid} ${startTimeOf(pid)}`;
}

/** Whether the process of a signature still exists. */
export function isStillThere(signature) {
  const pid = Number(signature.split(' ')[0]);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  return signatureOf(pid) === signature;
}

/** Where the step of the preparation that is under way leaves its signature. */
export function stepFile(project) {
  return path.join(project, '.cache', 'prepare.step');
}

/** Runs a program, passes signals on to it, and resolves with its exit status (128 + the signal's number if stopped by one). */
export function run(command, args, options, onSpawn = () => undefined) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, options);
    if (child.pid !== undefined) onSpawn(child.pid);
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    let passedOn = 0;
    const passOn = (signal) => {
      passedOn = 128 + constants.signals[signal];
      child.kill(signal);
    };
    for (const signal of signals) process.on(signal, passOn);
    const finish = () => signals.forEach((signal) => process.off(signal, passOn));
    child.on('error', (error) => {
      finish();
      reject(new Trouble(`${command} could not be run (${error.message}).`));
    });
    child.on('exit', (code, signal) => {
      finish();
      // A program that answers a signal with a status of its own was stopped all the same.
      if (code === null) resolve(128 + (constants.signals[signal] ?? 0));
      else resolve(code === 0 ? 0 : passedOn || code);
    });
  });
}

/** Runs a step of the preparation, with its output on stderr. True when it succeeded; a signal ends this process too. */
export async function runStep(project, command, args, options = {}) {
  const onSpawn = (pid) => fs.writeFileSync(stepFile(project), signatureOf(pid));
  const all = { cwd: project, stdio: ['ignore', 2, 2], ...options };
  const status = await run(command, args, all, onSpawn);
  if (status > 128) process.exit(status);
  return status === 0;
}
