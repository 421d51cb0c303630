import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';

const root = path.resolve(__dirname, '../..');
const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
});

function write(file: string, text: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

/** A project in small, installed by hand: the real scripts and compiler, and sources of a few lines. */
function smallProject(): string {
  const folder = fs.mkdtempSync(path.join(tmpdir(), 'broadsheet-run-'));
  folders.push(folder);
  fs.cpSync(path.join(root, 'scripts'), path.join(folder, 'scripts'), { recursive: true });
  const lock = JSON.stringify({ packages: { '': {}, 'node_modules/thing': { version: '1.0.0' } } });
  write(path.join(folder, 'package.json'), '{"name":"small"}');
  write(path.join(folder, 'package-lock.json'), lock);
  write(path.join(folder, 'node_modules', '.package-lock.json'), lock);
  fs.symlinkSync(
    path.join(root, 'node_modules', 'typescript'),
    path.join(folder, 'node_modules', 'typescript'),
  );
  const options = {
    module: 'node16',
    rootDir: '.',
    incremental: true,
    types: [],
    lib: ['es2020'],
    skipLibCheck: true,
  };
  write(
    path.join(folder, 'tsconfig.build.json'),
    JSON.stringify({ compilerOptions: options, include: ['src'] }),
  );
  const program =
    'declare const process: any, console: any; console.log(JSON.stringify(process.argv.slice(2)));';
  write(path.join(folder, 'src', 'cli', 'main.ts'), program);
  write(path.join(folder, 'src', 'unwanted.ts'), 'export const unwanted = 1;');
  return folder;
}

function command(project: string, args: string[]): [string, string[]] {
  return [process.execPath, [path.join(project, 'scripts', 'run.mjs'), ...args]];
}

function run(
  project: string,
  ...args: string[]
): { stdout: string; stderr: string; status: number | null } {
  return spawnSync(...command(project, args), { encoding: 'utf8' });
}

async function runAside(
  project: string,
  ...args: string[]
): Promise<{ said: string; noted: string }> {
  const child = spawn(...command(project, args));
  let [said, noted] = ['', ''];
  child.stdout.on('data', (data: Buffer) => (said += data.toString()));
  child.stderr.on('data', (data: Buffer) => (noted += data.toString()));
  await new Promise((resolve) => child.on('close', resolve));
  return { said, noted };
}

describe('scripts/run.mjs', () => {
  it('builds once, and leaves stdout to the command', () => {
    const project = smallProject();
    const first = run(project, 'cli', 'one', 'two words');
    expect(first).toMatchObject({ status: 0, stdout: '["one","two words"]\n' });
    expect(first.stderr).toContain('building');
    expect(run(project, 'cli')).toMatchObject({ status: 0, stdout: '[]\n', stderr: '' });
  });

  it('builds again when a source has changed, and drops what a removed one left', () => {
    const project = smallProject();
    run(project, 'build');
    expect(fs.existsSync(path.join(project, 'dist', 'src', 'unwanted.js'))).toBe(true);
    fs.rmSync(path.join(project, 'src', 'unwanted.ts'));
    write(
      path.join(project, 'src', 'cli', 'main.ts'),
      'declare const console: any; console.log("changed");',
    );
    expect(run(project, 'cli').stdout).toBe('changed\n');
    expect(fs.existsSync(path.join(project, 'dist', 'src', 'unwanted.js'))).toBe(false);
    expect(fs.readdirSync(path.join(project, '.cache'))).toStrictEqual([]);
  });

  it('keeps the last build where the sources have an error', () => {
    const project = smallProject();
    run(project, 'build');
    write(path.join(project, 'src', 'cli', 'main.ts'), 'const wrong: string = 1;');
    const result = run(project, 'cli');
    expect(result).toMatchObject({ status: 1, stdout: '' });
    expect(result.stderr).toMatch(/TS2322[^]*could not be built/);
    expect(fs.existsSync(path.join(project, 'dist', 'src', 'cli', 'main.js'))).toBe(true);
  });

  it('is started twice at once and builds once, though a dead process left its lock', async () => {
    const project = smallProject();
    write(path.join(project, '.cache', 'prepare.lock'), '2147483646 1');
    const runs = await Promise.all([runAside(project, 'cli', 'a'), runAside(project, 'cli', 'b')]);
    expect(runs.map(({ said }) => said)).toStrictEqual(['["a"]\n', '["b"]\n']);
    expect(runs.filter(({ noted }) => noted.includes('broadsheet: building'))).toHaveLength(1);
  });

  it('names its targets when it does not know one', () => {
    const result = run(smallProject(), 'toString');
    expect(result).toMatchObject({ status: 1, stdout: '' });
    expect(result.stderr).toContain('start|cli|test');
  });
});
