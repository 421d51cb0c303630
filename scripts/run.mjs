// The one way in: makes sure that what is installed and built fits the sources, then runs what was asked for.
//   node scripts/run.mjs <start|cli|test|check|build|install> [arguments]
// Its own words go to stderr; stdout belongs to what it runs.
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildIfStale } from './prepare/build.mjs';
import { installIfStale } from './prepare/install.mjs';
import { runScript } from './prepare/npm.mjs';
import { note, run, Trouble } from './prepare/process.mjs';

const project = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  // Those that can `require` an ES module, as some dependencies are.
  const isNewEnough = major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
  if (isNewEnough) return;
  throw new Trouble(
    `Broadsheet needs Node.js 20.19, 22.12 or anything newer than those, and this is ${process.versions.node}. ` +
      'Install a newer one from https://nodejs.org/ and start again.',
  );
}

function packageScripts() {
  return JSON.parse(fs.readFileSync(path.join(project, 'package.json'), 'utf8')).scripts ?? {};
}

/** Runs a compiled program in this process, so that signals reach it. */
async function runCompiled(file, args) {
  const program = path.join(project, 'dist', 'src', file);
  process.argv = [process.argv[0], program, ...args];
  await import(pathToFileURL(program).href);
}

/** Runs jest. TEST_REPORT names a file that receives its results as JSON, however the tests were asked for. */
async function runTests(args) {
  const jest = createRequire(path.join(project, 'package.json')).resolve('jest/bin/jest');
  const file = process.env.TEST_REPORT;
  const report = file ? ['--json', `--outputFile=${path.resolve(file)}`] : [];
  return run(process.execPath, [jest, ...report, ...args], { cwd: project, stdio: 'inherit' });
}

/** Every `check:…` script of package.json, all of them even where one fails, and then the tests. */
async function runChecks(args) {
  const failed = [];
  for (const name of Object.keys(packageScripts()).filter((script) =>
    script.startsWith('check:'),
  )) {
    note(name);
    if ((await runScript(project, name)) !== 0) failed.push(name);
  }
  note('test');
  if ((await runTests(args)) !== 0) failed.push('test');
  note(failed.length === 0 ? 'every check passed' : `failed: ${failed.join(', ')}`);
  return failed.length === 0 ? 0 : 1;
}

const targets = {
  start: { isBuilt: true, go: (args) => runCompiled('main.js', args) },
  cli: { isBuilt: true, go: (args) => runCompiled(path.join('cli', 'main.js'), args) },
  test: { isBuilt: false, go: runTests },
  check: { isBuilt: true, go: runChecks },
  build: { isBuilt: true, go: () => 0 },
  install: { isBuilt: false, go: () => 0 },
};

async function main([name = '', ...args]) {
  requireNode();
  const target = Object.hasOwn(targets, name) ? targets[name] : undefined;
  if (!target) {
    throw new Trouble(`Say what to run: node scripts/run.mjs <${Object.keys(targets).join('|')}>.`);
  }
  await installIfStale(project);
  if (target.isBuilt) await buildIfStale(project);
  const status = await target.go(args);
  if (typeof status === 'number') process.exitCode = status;
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Trouble)) throw error;
  note(error.message);
  process.exitCode = 1;
}
