import { createHash } from 'node:crypto';
import { type EntityManager } from 'typeorm';
import { ensureDefaultSite, ensureSource } from '../../site/site.commands';
import { type SourceReading } from '../formats/read-items';
import { SourceError, type SourceItem } from '../formats/source-item.types';
import { type ChangedItem, saveItems } from './article.batch';
import { type ImportEdition, type ImportOptions, type ImportReport } from './import.types';
import { cleanItem, cleanName, webAddress } from './item.clean';
import { isExpired } from './item.status';
import { knownArticles, knownPages } from './known.queries';
import { savePage } from './page.save';
import { TranslationGroups } from './translation.commands';

const BATCH_SIZE = 100;
const MAX_FAILURES_TOLD = 100;

const UNTITLED = new Error('The item has neither a title nor a text to make one from.');

/** Takes a dry run's work back. */
class TakenBack extends Error {}

interface BatchCounts {
  created: number;
  updated: number;
  unchanged: number;
  articleIds: string[];
}

export interface SourceImportParts {
  manager: EntityManager;
  reading: SourceReading;
  /** What the source is called where neither an option nor the feed says so. */
  fallbackName: string;
  options: ImportOptions;
  onProgress?: (done: number) => void;
}

/** A report, and the ids of the articles that were written. */
export interface SourceImport {
  report: ImportReport;
  articleIds: string[];
}

async function readEditions(
  manager: EntityManager,
): Promise<(ImportEdition & { isDefault: boolean })[]> {
  return manager.query(
    'SELECT id AS "uid", language AS "language", is_default AS "isDefault" FROM edition ORDER BY position',
  );
}

function primaryLanguage(tag: string): string {
  return tag.toLowerCase().split(/[-_]/)[0] ?? tag;
}

/** How an item's edition is found: the one asked for, else that of its own language, else the default one. */
async function editionFinder(
  manager: EntityManager,
  asked: string | undefined,
): Promise<(language: string | undefined) => ImportEdition> {
  const editions = await readEditions(manager);
  const fallback = editions.find(({ isDefault }) => isDefault) ?? editions[0];
  if (!fallback) throw new SourceError('The site has no edition to import into.');
  const find = (language: string) =>
    editions.find((edition) => edition.language.toLowerCase() === language.toLowerCase()) ??
    editions.find((edition) => primaryLanguage(edition.language) === primaryLanguage(language));
  if (asked === undefined) {
    return (language) => (language === undefined ? fallback : (find(language) ?? fallback));
  }
  const edition = editions.find(({ language }) => language.toLowerCase() === asked.toLowerCase());
  if (edition) return () => edition;
  const names = editions.map(({ language }) => language).join(', ');
  throw new SourceError(`There is no edition "${asked}". The site has: ${names}.`);
}

/**
 * The same for the same item and the same options; where in its file an item stands makes no difference. An item
 * whose time has run out since is another one, so that importing it again hides it.
 */
function hashOf(
  { place: _place, ...item }: SourceItem,
  edition: ImportEdition,
  section = '',
): string {
  const expired = isExpired(item, new Date()) ? ['expired'] : [];
  const text = JSON.stringify([item, edition.uid, section, ...expired]);
  return createHash('sha256').update(text).digest('base64url');
}

function hostOf(address: string | undefined): string | undefined {
  return address !== undefined && URL.canParse(address) ? new URL(address).host : undefined;
}

/** What a source is called, by its feed, its address or, for ninjs, whose ids are unique over all files, by theirs. */
function nameOf({ reading, fallbackName, options }: SourceImportParts, first?: SourceItem) {
  const { title, link } = reading.feed;
  const isNinjs = reading.format === 'ninjs';
  const names = [
    options.sourceName,
    title,
    hostOf(link),
    isNinjs ? hostOf(first?.externalId) : undefined,
    isNinjs ? 'ninjs' : undefined,
  ];
  const given = names.map((text) => cleanName(text ?? '')).find((text) => text !== '');
  const name = given ?? cleanName(fallbackName);
  return { name, url: webAddress(link) };
}

class SourceImporter {
  private readonly report: ImportReport;
  private readonly articleIds: string[] = [];
  private readonly translations = new TranslationGroups();

  constructor(
    private readonly parts: SourceImportParts,
    private readonly sourceId: string,
    sourceName: string,
    private readonly editionFor: (language: string | undefined) => ImportEdition,
  ) {
    this.report = {
      format: parts.reading.format,
      source: sourceName,
      created: 0,
      updated: 0,
      unchanged: 0,
      failed: 0,
      otherLanguages: {},
      failures: [],
    };
  }

  /** Saves what it is given, together or, where that fails, one by one, so that only what is bad is left out. */
  async save(items: SourceItem[]): Promise<void> {
    if (items.length === 0) return;
    try {
      this.count(await this.inTransaction(items));
    } catch (error) {
      if (items.length === 1) this.fail(items[0]?.place ?? '', error);
      else for (const item of items) await this.save([item]);
    }
  }

  fail(place: string, error: unknown): void {
    this.report.failed += 1;
    if (this.report.failures.length >= MAX_FAILURES_TOLD) return;
    const message = error instanceof Error ? error.message : String(error);
    this.report.failures.push({ place, error: message });
  }

  /** Takes note of an item whose language has no edition. */
  noteLanguage({ language }: SourceItem): void {
    if (language === undefined || this.parts.options.edition !== undefined) return;
    const edition = this.editionFor(language);
    if (primaryLanguage(edition.language) === primaryLanguage(language)) return;
    const { otherLanguages } = this.report;
    otherLanguages[language] = (otherLanguages[language] ?? 0) + 1;
  }

  /** Links what the source has called one story in several languages. */
  linkTranslations(): Promise<void> {
    return this.translations.link(this.parts.manager, this.sourceId);
  }

  result(): SourceImport {
    return { report: this.report, articleIds: this.articleIds };
  }

  private count({ created, updated, unchanged, articleIds }: BatchCounts): void {
    this.report.created += created;
    this.report.updated += updated;
    this.report.unchanged += unchanged;
    if (!this.parts.options.dryRun) this.articleIds.push(...articleIds);
  }

  private inTransaction(items: SourceItem[]): Promise<BatchCounts> {
    return this.parts.manager.transaction((transaction) => this.saveChanged(transaction, items));
  }

  private async saveChanged(manager: EntityManager, items: SourceItem[]): Promise<BatchCounts> {
    const { sourceId } = this;
    const { section } = this.parts.options;
    const externalIds = items.map(({ externalId }) => externalId);
    const articles = await knownArticles(manager, sourceId, externalIds);
    const pages = await knownPages(manager, sourceId, externalIds);
    const changed: ChangedItem[] = [];
    for (const item of items) {
      const edition = this.editionFor(item.language);
      const known = (item.kind === 'page' ? pages : articles).get(item.externalId);
      const contentHash = hashOf(item, edition, section);
      const isChanged = known?.contentHash !== contentHash;
      if (isChanged) changed.push({ item, edition, known, contentHash });
      const { translationGroup: group, externalId, kind } = item;
      if (group && kind === 'article') this.translations.add(group, externalId, isChanged);
    }
    const news = changed.filter(({ item }) => item.kind === 'article');
    const articleIds =
      news.length === 0 ? [] : await saveItems(manager, news, { sourceId, section });
    for (const one of changed) if (one.item.kind === 'page') await savePage(manager, one, sourceId);
    const created = changed.filter(({ known }) => !known).length;
    const updated = changed.length - created;
    return { created, updated, unchanged: items.length - changed.length, articleIds };
  }
}

/**
 * Imports all items of an opened source, in transactions of a hundred. An item is known by its source and
 * external id: an unchanged one is left alone, a changed one replaced. A bad one is reported and left out.
 * A dry run is one transaction around all of these, taken back at the end.
 */
export async function importSource(parts: SourceImportParts): Promise<SourceImport> {
  if (!parts.options.dryRun) return importItems(parts);
  let result: SourceImport | undefined;
  try {
    await parts.manager.transaction(async (manager) => {
      await ensureDefaultSite(manager);
      result = await importItems({ ...parts, manager });
      throw new TakenBack();
    });
  } catch (error) {
    if (error instanceof TakenBack && result) return result;
    throw error;
  }
  throw new Error('A dry run was not taken back.');
}

async function importItems(parts: SourceImportParts): Promise<SourceImport> {
  const { manager, reading, options } = parts;
  const editionFor = await editionFinder(manager, options.edition);
  let importer: SourceImporter | undefined;
  // The feed's own title may come with its first item, and no sooner.
  const opened = async (first?: SourceItem) => {
    const { name, url } = nameOf(parts, first);
    const sourceId = await ensureSource(manager, name, url);
    return new SourceImporter(parts, sourceId, name, editionFor);
  };
  let batch = new Map<string, SourceItem>();
  let done = 0;
  for await (const result of reading.items) {
    importer ??= await opened(result.ok ? result.item : undefined);
    done += 1;
    if (!result.ok) importer.fail(result.place, new Error(result.error));
    else if (result.item.title.trim() === '') importer.fail(result.item.place, UNTITLED);
    else {
      const item = cleanItem(result.item);
      importer.noteLanguage(item);
      // What comes twice in one file is an item and its next version.
      if (batch.size >= BATCH_SIZE || batch.has(item.externalId)) {
        await importer.save([...batch.values()]);
        batch = new Map();
      }
      batch.set(item.externalId, item);
    }
    parts.onProgress?.(done);
  }
  importer ??= await opened();
  await importer.save([...batch.values()]);
  await importer.linkTranslations();
  return importer.result();
}
