import * as fs from 'node:fs';
import * as path from 'node:path';
import { packageFolder } from '../../src/sql/embedded/binaries';
import { chooseIdentity } from '../../src/sql/embedded/identity';
import { hydrateSymlinks, majorVersion, packagedBin } from '../../src/sql/embedded/runtime';
import { ask, EmbeddedBench, isRoot } from '../support/embedded-bench';

const bench = new EmbeddedBench();
const system = fs.existsSync('/usr/lib/postgresql') ? fs.readdirSync('/usr/lib/postgresql') : [];
const oldMajor = system.map(Number).find((major) => major >= 14 && major < 17);
const native = packageFolder();

afterAll(() => bench.clear());

/** The platform package as `npm ci --ignore-scripts` leaves it: without the links between its libraries. */
function unlinkedPackage(): string {
  const folder = path.join(bench.folder(), 'package');
  const copy = path.join(folder, 'native');
  fs.cpSync(native ?? '', copy, { recursive: true, verbatimSymlinks: true });
  fs.copyFileSync(path.join(native ?? '', '..', 'package.json'), path.join(folder, 'package.json'));
  for (const name of fs.readdirSync(path.join(copy, 'lib'))) {
    const file = path.join(copy, 'lib', name);
    if (fs.lstatSync(file).isSymbolicLink()) fs.unlinkSync(file);
  }
  return copy;
}

(native ? describe : describe.skip)('the installed package', () => {
  it('gets the links that an install without scripts leaves out', () => {
    const copy = unlinkedPackage();
    expect(majorVersion(path.join(copy, 'bin'), {})).toBeNull();
    expect(hydrateSymlinks(copy)).toBe(true);
    expect(majorVersion(path.join(copy, 'bin'), {})).toBe(18);
  });
});

(isRoot && native ? describe : describe.skip)('the installed package, started by root', () => {
  it('is copied to the base where the server’s user cannot reach it (case 4)', () => {
    const copy = unlinkedPackage();
    const base = bench.folder();
    fs.chmodSync(path.dirname(copy), 0o700);
    fs.chmodSync(path.join(copy, 'share'), 0o700);
    const identity = chooseIdentity(base, null);
    const bin = packagedBin(copy, base, identity);
    expect(bin).toMatch(new RegExp(`^${base}/runtime-[^/]+/bin$`));
    expect(majorVersion(bin ?? '', identity)).toBe(18);
    expect(fs.statSync(path.join(bin ?? '', '..', 'share')).mode & 0o777).toBe(0o755);
    expect(fs.statSync(bin ?? '').uid).toBe(0);
  });
});

(oldMajor === undefined ? describe.skip : describe)('the system’s PostgreSQL', () => {
  const binDir = `/usr/lib/postgresql/${oldMajor}/bin`;

  it('serves with its own cluster and a locale that knows every letter', async () => {
    const base = bench.folder();
    const server = await bench.boot(base, { binDir });
    expect(server.clusterDir).toBe(path.join(base, `pgdata-${oldMajor}`));
    const rows = await ask(
      server.url('postgres'),
      "select lower('ВЫБОР') as lower, current_setting('server_version_num')::int / 10000 as major",
    );
    expect(rows).toStrictEqual([{ lower: 'выбор', major: oldMajor }]);
  });

  it('is chosen again for a cluster it made, though the package is newer', async () => {
    const base = bench.folder();
    const first = await bench.boot(base, { binDir });
    await first.stop();
    const second = await bench.boot(base);
    expect(second.clusterDir).toBe(first.clusterDir);
  });
});
