import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The project's folder, whether this runs from the sources or compiled in `dist/`. */
export function projectDir(from = __dirname): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const above = dirname(from);
  if (above === from) throw new Error('No package.json was found above the program.');
  return projectDir(above);
}

/** The version in package.json. */
export const PROJECT_VERSION = (
  JSON.parse(readFileSync(join(projectDir(), 'package.json'), 'utf8')) as { version: string }
).version;
