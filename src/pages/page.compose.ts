import { clientError } from '../graphql/errors';
import { type Context } from '../request/context';
import { type Section } from '../sections/section.entity';
import { sectionPath } from '../sections/section.resolver';
import { candidatesOf, type PlannedList } from './module.candidates';
import { moduleTitle } from './module.titles';
import { ModuleSource, PageKind } from './page.enums';
import { type LayoutModule, type ListModule, MAX_LAYOUT_ITEMS } from './page.layout';
import { publicPath } from './page.path';
import { type PageSubject } from './page.subject';
import {
  ArchiveModule,
  ArticleListModule,
  ArticleModule,
  type ModuleItem,
  type PageModule,
  PersonModule,
  TextModule,
} from './page.types';

/** How long a page waits for one of its modules. */
const MODULE_TIMEOUT_MS = 2_000;

/** How many candidates a list asks for at most; a layout's lists together are never longer. */
const MAX_CANDIDATES = MAX_LAYOUT_ITEMS + 100;

/** A list's candidates, or nothing where the list failed or was too slow. */
type FilledList = PlannedList & { items: ModuleItem[] | null };

type PlainModule = Exclude<LayoutModule, { type: 'SECTION_LISTS' }>;

/** Keys are unique on a page: where a layout has one twice, the second becomes `popular-2`. */
function withUniqueKeys(modules: PlainModule[]): PlainModule[] {
  const given = new Set<string>();
  return modules.map((module) => {
    let { key } = module;
    for (let count = 2; given.has(key); count += 1) key = `${module.key}-${count}`;
    given.add(key);
    return { ...module, key };
  });
}

/** The layout with a list for each section of the navigation in place of `SECTION_LISTS`. */
function expanded(context: Context, subject: PageSubject, layout: LayoutModule[]): PlainModule[] {
  const sections = context.frame.sections
    .children(subject.edition.uid)
    .filter((section) => section.inNavigation);
  const modules = layout.flatMap((module): PlainModule[] => {
    if (module.type !== 'SECTION_LISTS') return [module];
    return sections.map(({ slug }): ListModule => ({
      type: 'LIST',
      key: `${module.key}-${slug}`,
      source: 'LATEST',
      size: module.size,
      section: slug,
    }));
  });
  return withUniqueKeys(modules);
}

/** Lists that can never want the same article: the newest of two sections of which neither is in the other. */
function areDisjoint(context: Context, a: PlannedList, b: PlannedList): boolean {
  if (!a.section || !b.section) return false;
  if (a.module.pinned?.length || b.module.pinned?.length) return false;
  if (a.module.source !== 'LATEST' || b.module.source !== 'LATEST') return false;
  const [inA, inB] = [a.section, b.section].map((section) =>
    context.frame.sections.subtreeIds(section.uid),
  );
  return !inA?.includes(b.section.uid) && !inB?.includes(a.section.uid);
}

/** Plans each list for as many candidates as those before it could take from it, and the page's own article. */
function plan(context: Context, subject: PageSubject, modules: ListModule[]): PlannedList[] {
  const planned: PlannedList[] = [];
  for (const module of modules) {
    const section =
      module.section === undefined
        ? null
        : (context.frame.sections.find(subject.edition.uid, module.section) ?? null);
    const one: PlannedList = { module, section, candidates: module.size + 1 };
    const rivals = planned.filter((other) => !areDisjoint(context, one, other));
    if (!module.isExempt) {
      for (const rival of rivals) one.candidates += rival.module.size;
    }
    planned.push(one);
  }
  return withSharedSizes(planned);
}

const FILLED_WITH_NEWEST: ListModule['source'][] = ['RELATED', 'CURATED', 'READING_LIST'];

/** Lists of one source ask for equally many, so that one statement can read them. */
function withSharedSizes(planned: PlannedList[]): PlannedList[] {
  const groupOf = ({ module, section }: PlannedList) => {
    // These fill their gaps with what is newest, which the lists of the newest read anyway.
    const source = FILLED_WITH_NEWEST.includes(module.source) ? 'LATEST' : module.source;
    return `${source} ${section === null ? '' : 'section'}`;
  };
  const largest = new Map<string, number>();
  for (const one of planned) {
    const group = groupOf(one);
    largest.set(group, Math.max(largest.get(group) ?? 0, one.candidates));
  }
  return planned.map((one) => ({
    ...one,
    candidates: Math.min(largest.get(groupOf(one)) ?? one.candidates, MAX_CANDIDATES),
  }));
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`It took longer than ${MODULE_TIMEOUT_MS} ms.`));
    }, MODULE_TIMEOUT_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Fills a list. Where that fails, the page goes without it, and the answer says so. */
async function fill(
  context: Context,
  subject: PageSubject,
  planned: PlannedList,
): Promise<FilledList> {
  try {
    return { ...planned, items: await inTime(candidatesOf(context, subject, planned)) };
  } catch (cause) {
    const { key } = planned.module;
    const message = `The module "${key}" could not be filled, and the page goes without it.`;
    context.report(clientError('UNAVAILABLE', message, { module: key }), cause);
    return { ...planned, items: null };
  }
}

/**
 * Fills all lists at once. What is read from rankings is asked for last: statements on one connection are answered
 * in turn, so a slow one holds up those that were sent after it.
 */
async function fillAll(
  context: Context,
  subject: PageSubject,
  planned: PlannedList[],
): Promise<FilledList[]> {
  const isRanked = ({ module }: PlannedList) =>
    module.source === 'POPULAR' || module.source === 'NOW_READING';
  const lists = [...planned.filter((one) => !isRanked(one)), ...planned.filter(isRanked)];
  const filled = await Promise.all(lists.map((one) => fill(context, subject, one)));
  return planned.flatMap((one) => filled[lists.indexOf(one)] ?? []);
}

/** Lets each list choose in turn what none before it has chosen. */
function choose(lists: FilledList[], own: string | null): Map<string, ModuleItem[]> {
  const taken = new Set<string>();
  const chosen = new Map<string, ModuleItem[]>();
  for (const { module, items } of lists) {
    const shown: ModuleItem[] = [];
    const seen = new Set<string>();
    for (const item of items ?? []) {
      const { uid } = item.article;
      const isTaken = uid === own || seen.has(uid) || (!module.isExempt && taken.has(uid));
      if (isTaken || shown.length >= module.size) continue;
      seen.add(uid);
      shown.push(item);
    }
    if (!module.isExempt) for (const uid of seen) taken.add(uid);
    chosen.set(module.key, shown);
  }
  return chosen;
}

function morePath(
  subject: PageSubject,
  module: ListModule,
  section: Section | null,
): string | null {
  if (section) return sectionPath(subject.edition, section);
  return module.source === 'LATEST' && module.wholeEdition
    ? publicPath(subject.edition, '/news')
    : null;
}

function listModule(
  subject: PageSubject,
  { module, section }: PlannedList,
  items: ModuleItem[],
): ArticleListModule {
  const title = module.title ?? section?.name ?? moduleTitle(subject.edition.language, module.key);
  return Object.assign(new ArticleListModule(), {
    key: module.key,
    title,
    source: ModuleSource[module.source],
    section,
    morePath: morePath(subject, module, section),
    items,
  });
}

function subjectModule(subject: PageSubject, key: string): PageModule | null {
  const base = { key, title: null };
  switch (subject.kind) {
    case PageKind.ARTICLE:
      return Object.assign(new ArticleModule(), base, { article: subject.article });
    case PageKind.PERSON:
      return Object.assign(new PersonModule(), base, { person: subject.person });
    case PageKind.STATIC: {
      const { page } = subject;
      return Object.assign(new TextModule(), base, { title: page.title, staticPage: page });
    }
    case PageKind.ARCHIVE:
      return Object.assign(new ArchiveModule(), base, { archive: subject.archive });
    default:
      return null;
  }
}

/**
 * A page's modules in the layout's order. No article stands in two lists, nor the page's own in any; what one list
 * has chosen, the next passes over for its next candidate. Empty lists are left out.
 */
export async function composeModules(
  context: Context,
  subject: PageSubject,
  layout: LayoutModule[],
): Promise<PageModule[]> {
  const modules = expanded(context, subject, layout);
  const lists = modules.filter((module) => module.type === 'LIST');
  const planned = plan(context, subject, lists);
  const filled = await fillAll(context, subject, planned);
  const own = subject.kind === PageKind.ARTICLE ? subject.article.uid : null;
  const chosen = choose(filled, own);
  const byKey = new Map(planned.map((one) => [one.module.key, one]));
  return modules.flatMap((module): PageModule[] => {
    if (module.type === 'SUBJECT') {
      const made = subjectModule(subject, module.key);
      return made ? [made] : [];
    }
    const list = byKey.get(module.key);
    const items = chosen.get(module.key) ?? [];
    return list && items.length > 0 ? [listModule(subject, list, items)] : [];
  });
}
