import { Archive, type ArchiveRequest } from '../articles/archive.type';
import { countsAround, isInCalendar, isoPeriod } from '../articles/archive.calendar';
import { type Context } from '../request/context';
import { type Edition } from '../site/edition.entity';
import { PageKind } from './page.enums';
import { type PageSubject } from './page.subject';

type Find = (
  context: Context,
  edition: Edition,
  parts: string[],
) => Promise<PageSubject | null> | PageSubject | null;

const findPerson: Find = async ({ loaders }, edition, [slug = '']) => {
  const person = await loaders.personBySlug.load(slug);
  return person && { kind: PageKind.PERSON, edition, person };
};

const findTag: Find = async ({ loaders }, edition, [slug = '']) => {
  const tag = await loaders.tagBySlug.load({ editionId: edition.uid, slug });
  return tag && { kind: PageKind.TAG, edition, tag };
};

/** A day, month or year has a page when something was published in it. */
const findArchive: Find = async ({ loaders }, edition, [, year, month, day]) => {
  const number = (text: string | undefined) => (text === undefined ? null : Number(text));
  const period: ArchiveRequest = { year: number(year), month: number(month), day: number(day) };
  const found: PageSubject = {
    kind: PageKind.ARCHIVE,
    edition,
    archive: new Archive(edition, period),
  };
  if (period.year === null) return found;
  if (!isInCalendar(period)) return null;
  const key = { editionId: edition.uid, ...countsAround(period) };
  const counts = await loaders.archiveCountsByPeriod.load(key);
  return counts.some((one) => one.period === isoPeriod(period)) ? found : null;
};

const findArticle: Find = async ({ frame, loaders }, edition, [sectionSlug = '', slug = '']) => {
  const section = frame.sections.find(edition.uid, sectionSlug);
  if (!section) return null;
  const article = await loaders.articleBySlug.load({ editionId: edition.uid, slug });
  // An article answers at its own path and at no other.
  if (article?.sectionId !== section.uid) return null;
  return { kind: PageKind.ARTICLE, edition, article, section };
};

const findTop: Find = ({ frame }, edition, [slug = '']) => {
  const section = frame.sections.find(edition.uid, slug);
  if (section) return { kind: PageKind.SECTION, edition, section };
  const page = frame.pages.find((one) => one.editionId === edition.uid && one.slug === slug);
  return page ? { kind: PageKind.STATIC, edition, page } : null;
};

/** The shapes of paths below an edition's prefix. The first that fits decides. */
const ROUTES: [RegExp, Find][] = [
  [/^\/$/, (_context, edition) => ({ kind: PageKind.FRONT, edition })],
  [/^\/news$/, (_context, edition) => ({ kind: PageKind.ALL_NEWS, edition })],
  [/^\/authors\/([^/]+)$/, findPerson],
  [/^\/tags\/([^/]+)$/, findTag],
  [/^\/(archive)(?:\/(\d{4})(?:\/(\d{2})(?:\/(\d{2}))?)?)?$/, findArchive],
  [/^\/([^/]+)$/, findTop],
  [/^\/([^/]+)\/([^/]+)$/, findArticle],
];

/** What stands at a path below an edition's prefix; `null` where nothing public does. */
export async function findSubject(
  context: Context,
  edition: Edition,
  rest: string,
): Promise<PageSubject | null> {
  for (const [shape, find] of ROUTES) {
    const match = shape.exec(rest);
    if (match) return find(context, edition, match.slice(1));
  }
  return null;
}
