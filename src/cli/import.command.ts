import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import { refreshRankings } from '../audience/ranking.commands';
import { demoPictures } from '../demo/demo.content';
import { measurePictures, type PictureCounts } from '../images/picture.measure';
import { fetchSource } from '../syndication/fetch/source.fetch';
import { readItems, type SourceReading } from '../syndication/formats/read-items';
import {
  SOURCE_FORMATS,
  SourceError,
  type SourceFormat,
} from '../syndication/formats/source-item.types';
import { holdImport } from '../sql/import.lock';
import { openImport, placeKey, recordImport } from '../syndication/import/import-run.commands';
import { type ImportOptions, type ImportReport } from '../syndication/import/import.types';
import { importSource } from '../syndication/import/source.import';
import { printResult } from './output';
import { startProgress } from './progress';
import { relate } from './related.command';
import { type Session, withSession, withSite } from './session';

const FETCH_TIMEOUT_MS = 60_000;

interface ImportFlags {
  format: 'auto' | SourceFormat;
  edition?: string;
  section?: string;
  source?: string;
  dryRun?: boolean;
  pictures: boolean;
  json?: boolean;
}

/** What came of one place: a report, or why it could not be read at all. */
type PlaceReport = { place: string } & (
  ({ ok: true } & ImportReport) | { ok: false; error: string }
);

/** Tells the newsroom how it went. */
async function note({ dataSource }: Session, report: PlaceReport): Promise<void> {
  const { place } = report;
  const { manager } = dataSource;
  if (!report.ok) {
    const { error } = report;
    await recordImport(manager, { place, name: null, created: 0, updated: 0, failed: 0, error });
    return;
  }
  const { source: name, created, updated, failed, failures } = report;
  const [first] = failures;
  const error = first ? `${first.place}: ${first.error}` : null;
  await recordImport(manager, { place, name, created, updated, failed, error });
}

/** Whether there is something to read; a pipe will do as well. */
async function requireFile(path: string): Promise<void> {
  try {
    if (!(await stat(path)).isDirectory()) return;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new SourceError('There is no such file.');
    if (code === 'EACCES') throw new SourceError('The file may not be read.');
    throw error;
  }
  throw new SourceError('This is a folder; name the files in it.');
}

async function open(
  place: string,
  format: ImportFlags['format'],
  maxBytes: number,
): Promise<SourceReading> {
  if (!/^https?:\/\//i.test(place)) {
    await requireFile(place);
    return readItems({ path: place }, { format });
  }
  const { stream, contentType, finalUrl } = await fetchSource(place, {
    maxBytes,
    timeoutMs: FETCH_TIMEOUT_MS,
  });
  const options = { format, maxBytes, baseUrl: finalUrl };
  return readItems(stream, contentType === undefined ? options : { ...options, contentType });
}

async function importPlace(
  session: Session,
  place: string,
  flags: ImportFlags,
): Promise<{ report: PlaceReport; articleIds: string[] }> {
  const options: ImportOptions = {
    ...(flags.edition !== undefined && { edition: flags.edition }),
    ...(flags.section !== undefined && { section: flags.section }),
    ...(flags.source !== undefined && { sourceName: flags.source }),
    dryRun: flags.dryRun === true,
  };
  const progress = startProgress(`Importing ${basename(place)}`);
  try {
    const reading = await open(place, flags.format, session.config.importMaxBytes);
    const { report, articleIds } = await importSource({
      manager: session.dataSource.manager,
      reading,
      fallbackName: basename(place),
      options,
      onProgress: (done) => {
        progress.update(done);
      },
    });
    return { report: { place, ok: true, ...report }, articleIds };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { report: { place, ok: false, error: message }, articleIds: [] };
  } finally {
    progress.stop();
  }
}

/** Imports a place with the newsroom looking on; a dry run is nobody's business. */
async function importAndNote(session: Session, place: string, flags: ImportFlags) {
  if (flags.dryRun) return importPlace(session, place, flags);
  const { database, dataSource } = session;
  const letGo = await holdImport(database.url, placeKey(place));
  try {
    await openImport(dataSource.manager, place);
    const imported = await importPlace(session, place, flags);
    await note(session, imported.report);
    return imported;
  } finally {
    await letGo();
  }
}

function linesOf(report: PlaceReport): string[] {
  if (!report.ok) return [`${report.place}: not imported. ${report.error}`];
  const { place, format, source, created, updated, unchanged, failed, failures } = report;
  const { otherLanguages } = report;
  const counts = `${created} new, ${updated} changed, ${unchanged} unchanged, ${failed} failed`;
  const told = failures.map((failure) => `  ${failure.place}: ${failure.error}`);
  const languages = Object.entries(otherLanguages).map(
    ([language, count]) =>
      `  ${count} in ${language} went to another language's edition, as there is no edition in ${language}`,
  );
  const rest = failed > told.length ? [`  and ${failed - told.length} more`] : [];
  return [`${place}: ${counts} (${format}, source "${source}")`, ...languages, ...told, ...rest];
}

/** What came of the pictures of imported articles, whose sizes and BlurHashes are computed when all else is done. */
async function importPictures(
  { dataSource }: Session,
  articleIds: string[],
): Promise<PictureCounts> {
  const progress = startProgress('Looking at the pictures');
  try {
    const source = { local: demoPictures() };
    return await measurePictures(dataSource.manager, articleIds, source, (done, total) => {
      progress.update(done, total);
    });
  } finally {
    progress.stop();
  }
}

function pictureLines({ measured, failed, failures }: PictureCounts): string[] {
  if (measured + failed === 0) return [];
  const told = failures.map(({ url, error }) => `  ${url}: ${error}`);
  const rest = failed > told.length ? [`  and ${failed - told.length} more`] : [];
  return [`Pictures: ${measured} looked at, ${failed} failed`, ...told, ...rest];
}

async function runImport(places: string[], flags: ImportFlags): Promise<void> {
  // A dry run makes no site either: an empty database stays one that the demo newspaper can go into.
  const withDatabase = flags.dryRun ? withSession : withSite;
  const { reports, pictures } = await withDatabase(async (session) => {
    const done: PlaceReport[] = [];
    const written: string[] = [];
    for (const place of places) {
      const { report, articleIds } = await importAndNote(session, place, flags);
      done.push(report);
      written.push(...articleIds);
    }
    if (written.length > 0) await relate(session.dataSource.manager);
    if (!flags.dryRun) await refreshRankings(session.dataSource.manager);
    const isLookedAt = flags.pictures && written.length > 0;
    return { reports: done, pictures: isLookedAt ? await importPictures(session, written) : null };
  });
  const lines = [...reports.flatMap(linesOf), ...(pictures ? pictureLines(pictures) : [])];
  if (flags.dryRun) lines.push('This was a dry run: nothing was changed.');
  printResult(flags.json === true, { dryRun: flags.dryRun === true, reports, pictures }, lines);
  if (reports.some((report) => !report.ok || report.failed > 0)) process.exitCode = 1;
}

export function addImportCommand(program: Command): void {
  program
    .command('import')
    .description('import articles from feeds, WordPress exports, ninjs or JSON lines')
    .argument('<places...>', 'files or http(s) addresses')
    .addOption(
      new Option('--format <format>', 'the format; told from the content by default')
        .choices(['auto', ...SOURCE_FORMATS])
        .default('auto'),
    )
    .option(
      '--edition <language>',
      "into this edition; by default each item's own language decides",
    )
    .option('--section <slug>', 'into this section; by default each item says')
    .option('--source <name>', "what the source is called; by default the feed's own title")
    .option('--no-pictures', 'do not fetch the pictures for their sizes and BlurHashes')
    .option('--dry-run', 'do everything, then take it back')
    .option('--json', 'print one line of JSON')
    .action(runImport);
}
