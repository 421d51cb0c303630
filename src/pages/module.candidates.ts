import { type Article } from '../articles/article.entity';
import { ArticleFormat, ArticleOrder } from '../articles/article.enums';
import { type ArticleList } from '../articles/article-list.sql';
import { periodRange } from '../articles/archive.calendar';
import { PopularMetric, PopularWindow } from '../audience/audience.entity';
import { type PopularScope } from '../audience/popular.queries';
import { type Context } from '../request/context';
import { type Section } from '../sections/section.entity';
import { ModulePlacement, PageKind } from './page.enums';
import { type ListModule } from './page.layout';
import { type PageSubject } from './page.subject';
import { type ModuleItem } from './page.types';

/** A list of a page, with its section looked up. */
export interface PlannedList {
  module: ListModule;
  section: Section | null;
  /** How many candidates it needs, as those before it may have taken some. */
  candidates: number;
}

function ruled(articles: Article[], placement = ModulePlacement.RULE): ModuleItem[] {
  return articles.map((article) => ({ article, placement }));
}

async function newest({ loaders }: Context, list: ArticleList, size: number): Promise<Article[]> {
  const page = { size, backward: false, after: null, before: null };
  const rows = await loaders.articlesByList.load({ ...list, order: ArticleOrder.NEWEST, page });
  return rows.slice(0, size).map((row) => row.node);
}

function sectionMembers({ frame }: Context, section: Section): readonly string[] {
  return frame.sections.subtreeIds(section.uid);
}

/** What a list is about: its own section, the page's subject or the whole edition. */
function scopeOf(
  context: Context,
  subject: PageSubject,
  { module, section }: PlannedList,
): ArticleList {
  const about = section ?? (subject.kind === PageKind.SECTION ? subject.section : null);
  if (about && !(module.wholeEdition && !section)) {
    return { driver: 'section', members: sectionMembers(context, about), filter: {} };
  }
  const whole: ArticleList = { driver: 'edition', members: [subject.edition.uid], filter: {} };
  if (module.wholeEdition) return whole;
  if (subject.kind === PageKind.PERSON) {
    const filter = { editionId: subject.edition.uid };
    return { driver: 'person', members: [subject.person.uid], filter };
  }
  if (subject.kind === PageKind.TAG) {
    return { driver: 'tag', members: [subject.tag.uid], filter: {} };
  }
  const range =
    subject.kind === PageKind.ARCHIVE ? periodRange(subject.archive.period, subject.edition) : null;
  if (!range) return whole;
  const filter = { publishedFrom: range.from.toISOString(), publishedTo: range.to.toISOString() };
  return { ...whole, filter };
}

function popularScope(list: ArticleList): PopularScope {
  const [id = ''] = list.members;
  if (list.driver === 'section') return { kind: 'section', id, members: list.members };
  return { kind: list.driver === 'person' ? 'person' : 'edition', id, members: [] };
}

async function ranked(
  { loaders }: Context,
  list: ArticleList,
  { module, candidates }: PlannedList,
): Promise<ModuleItem[]> {
  const key = { scope: popularScope(list), size: candidates };
  const items =
    module.source === 'NOW_READING'
      ? await loaders.nowReadingByScope.load(key)
      : await loaders.popularByScope.load({
          ...key,
          window: PopularWindow[module.window ?? 'DAY'],
          metric: PopularMetric[module.metric ?? 'VIEWS'],
        });
  return items.map(({ article, isFallback }) => ({
    article,
    placement: isFallback ? ModulePlacement.FALLBACK : ModulePlacement.RULE,
  }));
}

/**
 * What is read most. Editions and sections have rankings, which end with the newest; a person's is of all editions;
 * a tag and a period have none. Those fall back to what is newest of theirs.
 */
async function popular(
  context: Context,
  list: ArticleList,
  planned: PlannedList,
): Promise<ModuleItem[]> {
  const isOfPeriod = list.filter.publishedFrom !== undefined;
  if (!isOfPeriod && (list.driver === 'edition' || list.driver === 'section')) {
    return ranked(context, list, planned);
  }
  const [best, fallback] = await Promise.all([
    list.driver === 'person' ? ranked(context, list, planned) : [],
    newest(context, list, planned.candidates),
  ]);
  const { editionId } = list.filter;
  const own = best.filter((item) => item.article.editionId === editionId);
  return [...own, ...ruled(fallback, ModulePlacement.FALLBACK)];
}

async function related(
  context: Context,
  subject: PageSubject,
  { candidates }: PlannedList,
): Promise<ModuleItem[]> {
  if (subject.kind !== PageKind.ARTICLE) return [];
  const members = [subject.edition.uid];
  const { uid: articleId, editionId } = subject.article;
  const [alike, fallback] = await Promise.all([
    context.loaders.relatedByArticle.load({ articleId, editionId, size: candidates }),
    newest(context, { driver: 'edition', members, filter: {} }, candidates),
  ]);
  return [...ruled(alike), ...ruled(fallback, ModulePlacement.FALLBACK)];
}

/** The public articles of a list that anyone may see, in its order. */
async function ofReadingList(
  { loaders }: Context,
  { module, candidates: size }: PlannedList,
): Promise<ModuleItem[]> {
  const uid = module.readingList;
  const list = uid === undefined ? null : await loaders.readingListById.load(uid);
  if (!list) return [];
  const page = { size, backward: false, after: null, before: null };
  const items = await loaders.itemsByReadingList.load({
    listId: list.uid,
    unreadOnly: false,
    page,
  });
  const articles = await Promise.all(
    items.map(({ node }) => loaders.articleById.load(node.articleId)),
  );
  return ruled(articles.filter((article) => article !== null));
}

async function byRule(
  context: Context,
  subject: PageSubject,
  planned: PlannedList,
): Promise<ModuleItem[]> {
  const { module, section } = planned;
  if (module.section !== undefined && !section) {
    throw new Error(`The edition ${subject.edition.language} has no section ${module.section}.`);
  }
  const list = scopeOf(context, subject, planned);
  switch (planned.module.source) {
    case 'POPULAR':
    case 'NOW_READING':
      return popular(context, list, planned);
    case 'RELATED':
      return related(context, subject, planned);
    case 'OPINION': {
      const filter = { ...list.filter, formats: [ArticleFormat.OPINION] };
      return ruled(await newest(context, { ...list, filter }, planned.candidates));
    }
    case 'LATEST':
      return ruled(await newest(context, list, planned.candidates));
    case 'READING_LIST':
      return [
        ...(await ofReadingList(context, planned)),
        ...ruled(await newest(context, list, planned.candidates), ModulePlacement.FALLBACK),
      ];
    case 'CURATED':
      return ruled(await newest(context, list, planned.candidates), ModulePlacement.FALLBACK);
  }
}

/** What a list could show, best first: its pins, then what its rule finds, then what fills a gap. */
export async function candidatesOf(
  context: Context,
  subject: PageSubject,
  planned: PlannedList,
): Promise<ModuleItem[]> {
  const pins = planned.module.pinned ?? [];
  const [pinned, rest] = await Promise.all([
    Promise.all(pins.map((uid) => context.loaders.articleById.load(uid))),
    byRule(context, subject, planned),
  ]);
  const shown = pinned.filter((article) => article !== null);
  return [...ruled(shown, ModulePlacement.PINNED), ...rest];
}
