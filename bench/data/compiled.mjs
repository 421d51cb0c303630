// What the bench uses of the project itself, as it was built.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const project = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(import.meta.url);

export function build() {
  const { status } = spawnSync(process.execPath, [join(project, 'scripts/run.mjs'), 'build'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error('The build failed.');
}

export function compiled(path) {
  require('reflect-metadata');
  return require(join(project, 'dist', path));
}

export const intoTrendOf = (source) => compiled('src/audience/trend.heat.js').intoTrend(source);
