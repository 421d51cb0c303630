// Imports a feed of 10,000 items into an embedded database of its own, and prints how long that takes and how much memory.
import { spawn } from 'node:child_process';
import { chmodSync, createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const run = fileURLToPath(new URL('../scripts/run.mjs', import.meta.url));
const ITEMS = 10_000;
const WORDS =
  'harbour ferry council bridge vote storm school budget train market river fire summer court'
    .split(' ')
    .flatMap((word) => [word, `${word}s`, `${word} and`, `the ${word}`]);

/** The same numbers at each run (a linear congruential generator). */
function random(seed) {
  let state = seed;
  return (limit) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state % limit;
  };
}

function writeFeed(file) {
  const pick = random(7);
  const words = (count) => Array.from({ length: count }, () => WORDS[pick(WORDS.length)]).join(' ');
  const out = createWriteStream(file);
  out.write('<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" ');
  out.write('xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Bench</title>');
  for (let item = 0; item < ITEMS; item += 1) {
    const date = new Date(Date.UTC(2026, 0, 1) + item * 600_000).toUTCString();
    const tags = [1, 2, 3].map(() => `<category>topic ${pick(pick(300) + 1)}</category>`).join('');
    const body = Array.from({ length: 6 }, () => `<p>${words(60)}.</p>`).join('');
    out.write(`<item><guid>bench-${item}</guid><title>${words(6)} ${item}</title>`);
    out.write(`<pubDate>${date}</pubDate><dc:creator>Author ${pick(60)}</dc:creator>${tags}`);
    out.write(`<content:encoded><![CDATA[${body}]]></content:encoded></item>\n`);
  }
  return new Promise((resolve) => out.end('</channel></rss>', resolve));
}

/** Runs the import and watches the most memory the process holds, from /proc where there is one. */
function importFeed(file, dataDir) {
  const started = performance.now();
  const args = [run, 'cli', 'import', '--json', file];
  const env = { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '', LOG_LEVEL: 'silent' };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  let peakKb = 0;
  child.stdout.on('data', (chunk) => (output += chunk));
  const watch = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      peakKb = Math.max(peakKb, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
    } catch {
      // Not Linux, or over already.
    }
  }, 100);
  return new Promise((resolve, reject) => {
    child.on('exit', (code) => {
      clearInterval(watch);
      if (code !== 0) {
        reject(new Error(`The import ended with ${code}: ${output}`));
        return;
      }
      const [report] = JSON.parse(output).reports;
      resolve({ report, seconds: (performance.now() - started) / 1000, megabytes: peakKb / 1024 });
    });
  });
}

const folder = mkdtempSync(
  join(process.getuid?.() === 0 ? '/var/tmp' : tmpdir(), 'broadsheet-bench-'),
);
// The database may run as another user, who has to reach it.
chmodSync(folder, 0o755);
try {
  const file = join(folder, 'feed.xml');
  await writeFeed(file);
  for (const round of ['first', 'again, unchanged']) {
    const { report, seconds, megabytes } = await importFeed(file, join(folder, 'data'));
    const { created, updated, unchanged, failed } = report;
    console.log(
      `import of ${ITEMS} items, ${round}: ${seconds.toFixed(1)} s, ${Math.round(ITEMS / seconds)} items/s, ` +
        `at most ${megabytes.toFixed(0)} MB (${created} new, ${updated} changed, ${unchanged} unchanged, ${failed} failed)`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
