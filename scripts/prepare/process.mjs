import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** Something the person at the keyboard can put right; only its message is shown. */
export class Trouble extends Error {}

/** Says something without touching stdout. */
export function note(words) {
  process.stderr.write(`broadsheet: ${words}\n`);
}

/** Runs a program, passes signals on to it, and resolves with its exit status (128 + the signal's number if stopped by one). */
export function run(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, options);
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

/** Runs a step of the preparation with its output on stderr, and stops everything where it fails. */
export async function runStep(command, args, options, advice) {
  const status = await run(command, args, { stdio: ['ignore', 2, 2], ...options });
  // Stopped from outside: end as a program would that the signal had reached.
  if (status > 128) process.exit(status);
  if (status !== 0) throw new Trouble(advice);
}
