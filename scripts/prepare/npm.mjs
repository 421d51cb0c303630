import * as fs from 'node:fs';
import { homedir } from 'node:os';
import * as path from 'node:path';
import { run, runStep } from './process.mjs';

/** How to call npm: the one that called us, else the one beside this Node.js, else the first on the PATH. */
function npmCommand() {
  const beside = path.resolve(process.execPath, '../../lib/node_modules/npm/bin/npm-cli.js');
  const scripts = [process.env.npm_execpath, beside].filter((file) => file?.endsWith('npm-cli.js'));
  const script = scripts.find((file) => fs.existsSync(file));
  if (script) return { command: process.execPath, before: [script], shell: false };
  return { command: 'npm', before: [], shell: process.platform === 'win32' };
}

function canWrite(folder) {
  try {
    fs.accessSync(folder, fs.constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** A service's user often has no home; npm then keeps its downloads in the project. */
function npmEnvironment(project) {
  const needsCache = !process.env.npm_config_cache && !canWrite(homedir());
  return needsCache
    ? { ...process.env, npm_config_cache: path.join(project, '.cache', 'npm') }
    : process.env;
}

function npmCall(project, args) {
  const { command, before, shell } = npmCommand();
  return [command, [...before, ...args], { env: npmEnvironment(project), shell }];
}

/** Lets npm install something. True when it could. */
export function npmInstalls(project, args) {
  return runStep(project, ...npmCall(project, args));
}

/** Runs a check of package.json and resolves with its exit status. TEST_REPORT is for the tests alone. */
export function runScript(project, name) {
  const [command, args, options] = npmCall(project, ['run', '--silent', name]);
  const env = { ...options.env, TEST_REPORT: '' };
  return run(command, args, { ...options, env, cwd: project, stdio: 'inherit' });
}
