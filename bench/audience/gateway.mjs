// A gateway of its own to be measured, and what it uses.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { project } from '../data/compiled.mjs';

/** Seconds of processor time that a process has used, from /proc where there is one. */
export function processorSeconds(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return Number.NaN;
  }
}

export async function startGateway(dataDir) {
  const child = spawn(process.execPath, [join(project, 'dist/src/main.js')], {
    env: {
      ...process.env,
      ...{ DATABASE_URL: '', DATA_DIR: dataDir, PORT: '0', NODE_ENV: 'production' },
      ...{ LOG_LEVEL: 'error', RATE_LIMIT_PER_MINUTE: '0' },
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  for await (const chunk of child.stdout) {
    said += chunk;
    const url = /serving (http:\/\/\S+)\/graphql\b/.exec(said)?.[1];
    if (url && said.includes('first query')) return { child, url };
  }
  throw new Error(`The gateway did not start: ${said}`);
}

export async function articleIds(url) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ latest(first: 50) { id } }"}',
  });
  return (await response.json()).data.latest.map(({ id }) => id);
}
