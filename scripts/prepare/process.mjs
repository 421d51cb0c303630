import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** Something the person at the keyboard can put right; only its message is shown. */
export class Trouble extends Error {}

/** Says something without touching stdout. */
export function note(words) {
  process.stderr.write(`broadsheet: ${words}\n`);
}

/** Runs a program, passes signals on to it, and resolves with its exit status (128 + the signal's number if killed). */
export function run(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, options);
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    const passOn = (signal) => child.kill(signal);
    for (const signal of signals) process.on(signal, passOn);
    const finish = () => signals.forEach((signal) => process.off(signal, passOn));
    child.on('error', (error) => {
      finish();
      reject(new Trouble(`${command} could not be run (${error.message}).`));
    });
    child.on('exit', (code, signal) => {
      finish();
      resolve(code ?? 128 + (constants.signals[signal] ?? 0));
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
