import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { build, type Ended, start, stopAll } from '../process/support';
import { freshDatabase } from '../support/database';

const RSS = `<rss version="2.0"><channel><title>The Ferry Post</title>
  <item><guid>1</guid><title>One</title></item><item><guid>2</guid><title>Two</title></item></channel></rss>`;

// One of these lines cannot be read.
const LINES = '{"id":1,"title":"One","lang":"en"}\n{"id":2,"title":"Two"\n';

interface ImportOutput {
  dryRun: boolean;
  reports: Record<string, unknown>[];
}

describe('the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-cli-'));
  const feed = join(folder, 'feed.xml');
  const lines = join(folder, 'lines.jsonl');
  const web = join(folder, 'page.html');
  let url: string;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    build();
    writeFileSync(feed, RSS);
    writeFileSync(lines, LINES);
    writeFileSync(web, '<!doctype html><html><body>Hello</body></html>');
    ({ url, drop } = await freshDatabase());
  }, 120_000);

  afterAll(async () => {
    await stopAll();
    await drop();
    rmSync(folder, { recursive: true, force: true });
  });

  function cli(
    args: string[],
    environment: Record<string, string> = {},
    input = '',
  ): Promise<Ended> {
    const running = start('cli/main.js', args, { DATABASE_URL: url, ...environment });
    running.child.stdin?.end(input);
    return running.ended;
  }

  /** Runs a command with `--json`, which has to print one line of it and nothing else. */
  async function json(args: string[]): Promise<{ status: number | null; output: ImportOutput }> {
    const { status, stdout } = await cli([...args, '--json']);
    expect(stdout).toMatch(/^[^\n]+\n$/);
    return { status, output: JSON.parse(stdout) as ImportOutput };
  }

  async function count(table: string): Promise<number> {
    const client = new Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
    await client.end();
    return rows[0]?.n ?? -1;
  }

  it('has help for itself and for each command', async () => {
    const commands = ['serve', 'migrate', 'demo', 'import', 'inspect', 'related', 'schema'];
    const [whole, ...each] = await Promise.all([
      cli(['--help']),
      ...commands.map((command) => cli([command, '--help'])),
    ]);
    expect(whole).toMatchObject({ status: 0, stderr: '' });
    for (const [at, { status, stdout, stderr }] of each.entries()) {
      const command = commands[at] ?? '';
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toMatch(new RegExp(`^Usage: broadsheet ${command} [^]*--help`));
      expect(whole.stdout).toMatch(new RegExp(`^ +${command}\\b.*  +\\w`, 'm'));
    }
  });

  it('says what it does not know, shows the help, and leaves with 1', async () => {
    const wrong = [
      ['frobnicate'],
      ['import'],
      ['import', feed, '--colour'],
      [],
      ['import', feed, '--format', 'pdf'],
    ];
    const ends = await Promise.all(wrong.map((args) => cli(args)));
    for (const { status, stdout, stderr } of ends) {
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
      expect(stderr).toContain('Usage: broadsheet');
      expect(stderr).not.toMatch(/\n\s+at /);
    }
    const said = ends.map(({ stderr }) => stderr.split('\n')[0]);
    expect(said[0]).toContain("unknown command 'frobnicate'");
    expect(said[1]).toContain("missing required argument 'places'");
    expect(said[2]).toContain("unknown option '--colour'");
    expect(said[4]).toContain('Allowed choices are auto, rss, atom, json-feed, wxr, ninjs, jsonl');
  });

  it('leaves a database as it was after a dry run, one that the demo newspaper can still go into', async () => {
    const { status, output } = await json(['import', feed, '--dry-run']);
    expect(status).toBe(0);
    expect(output).toMatchObject({ dryRun: true, reports: [{ ok: true, created: 2 }] });
    expect(await Promise.all(['site', 'article', 'content_source', 'section'].map(count))).toEqual([
      0, 0, 0, 0,
    ]);
  });

  it('imports what it can, and says on one line of JSON what not and why', async () => {
    const missing = join(folder, 'missing.xml');
    const places = [
      feed,
      lines,
      web,
      missing,
      folder,
      'http://127.0.0.1:9/f',
      'http://localhost/f',
    ];
    const { status, output } = await json(['import', ...places]);
    expect(status).toBe(1);
    const [first, second, ...rest] = output.reports;
    expect(first).toEqual({
      ...{ place: feed, ok: true, format: 'rss', source: 'The Ferry Post' },
      ...{ created: 2, updated: 0, unchanged: 0, failed: 0, failures: [], otherLanguages: {} },
    });
    expect(second).toMatchObject({ place: lines, ok: true, created: 1, failed: 1 });
    expect(second?.failures).toMatchObject([{ place: 'line 2' }]);
    expect(rest.map(({ ok, error }) => [ok, error])).toEqual([
      [false, 'The file is a web page (HTML), not a feed.'],
      [false, 'There is no such file.'],
      [false, 'This is a folder; name the files in it.'],
      [false, expect.stringContaining('is not on the public internet')],
      [false, expect.stringContaining('is not on the public internet')],
    ]);
    expect(await count('article')).toBe(3);
  });

  it('relates what is imported, says so, and computes all anew when asked', async () => {
    const before = await count('related_document');
    expect(before).toBeGreaterThan(0);
    for (const command of ['status', 'rebuild', 'update']) {
      const { status, output } = await json(['related', command]);
      expect(status).toBe(0);
      expect(output).toEqual({
        waiting: { index: 0, weigh: 0, place: 0, refill: 0 },
        since: null,
      });
    }
    expect(await count('related_document')).toBe(before);
  });

  it('tells people the same in lines, with 0 where all went well', async () => {
    const good = await cli(['import', feed]);
    expect(good).toEqual({
      status: 0,
      stderr: '',
      stdout: `${feed}: 0 new, 0 changed, 2 unchanged, 0 failed (rss, source "The Ferry Post")\n`,
    });
    const bad = await cli(['import', feed, '--edition', 'xx']);
    expect(bad.status).toBe(1);
    expect(bad.stdout).toBe(`${feed}: not imported. There is no edition "xx". The site has: en.\n`);
  });

  it('does not load the demo newspaper over what is there', async () => {
    const { status, stdout, stderr } = await cli(['demo', '--json']);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toBe(
      'The database has content already, and the demo newspaper goes only into an empty one.\n',
    );
  });

  it('migrates what is to be migrated, and says when that is nothing', async () => {
    expect(await json(['migrate'])).toEqual({ status: 0, output: { migrations: [] } });
  });

  it('inspects files named in its arguments, one line each, without a database', async () => {
    const names = [feed, web, lines];
    const { status, stdout } = await cli(['inspect', ...names], { DATABASE_URL: 'nonsense' });
    const answers = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(status).toBe(1);
    expect(answers).toMatchObject([
      { file: feed, ok: true, format: 'rss', feed: { items: [{ id: '1' }, { id: '2' }] } },
      { file: web, ok: false, error: expect.stringContaining('web page') as string },
      { file: lines, ok: true, format: 'jsonl' },
    ]);
  });

  it('inspects hundreds of files named on standard input', async () => {
    const names = Array.from({ length: 600 }, (_, at) => (at % 3 === 0 ? lines : feed));
    const input = `${names.join('\r\n')}\n\n`;
    const { status, stdout, stderr } = await cli(['inspect'], {}, input);
    const files = stdout
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { file: string }).file);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(files).toEqual(names);
  });

  it('ends quietly where its output is read no longer', async () => {
    const running = start('cli/main.js', ['inspect']);
    running.child.stdout?.once('data', () => running.child.stdout?.destroy());
    running.child.stdin?.on('error', () => undefined).end(`${feed}\n`.repeat(2_000));
    const { stderr } = await running.ended;
    expect(stderr).not.toMatch(/\n\s+at |EPIPE/);
  });

  it.each([
    ['nowhere.invalid', 'There is no such host'],
    ['127.0.0.1:1', 'Nothing listens there'],
  ])('says in a sentence that no database answers at %s', async (host, advice) => {
    const { status, stdout, stderr } = await cli(['import', feed], {
      DATABASE_URL: `postgres://ann:hunter2@${host}/news`,
    });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^The database that DATABASE_URL names cannot be used: [^\n]*\n$/);
    expect(stderr).toMatch(new RegExp(`${advice}|could not be looked up`));
    expect(stderr).not.toContain('hunter2');
  });

  it('says in a sentence which setting is wrong', async () => {
    const { status, stdout, stderr } = await cli(['migrate'], { PORT: 'abc', DATABASE_URL: 'pg' });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^PORT must be [^\n]* DATABASE_URL must start with [^\n]*\n$/);
  });
});
