import { isoPeriod } from '../articles/archive.calendar';
import { type Archive } from '../articles/archive.type';
import { type Context } from '../request/context';
import { type Section } from '../sections/section.entity';
import { sectionPath } from '../sections/section.resolver';
import { type Edition } from '../site/edition.entity';
import { pageName } from './module.titles';
import { PageKind } from './page.enums';
import { publicPath } from './page.path';
import { type PageSubject } from './page.subject';
import { type Breadcrumb } from './page.types';

/** A period as the edition's language writes it: 2026, November 2026, 23 November 2026. */
export function periodName({ period, edition }: Archive): string {
  const { year, month, day } = period;
  if (year === null) return pageName(edition.language, 'archive');
  const date = new Date(0);
  date.setUTCFullYear(year, (month ?? 1) - 1, day ?? 1);
  const parts: Intl.DateTimeFormatOptions = { timeZone: 'UTC', year: 'numeric' };
  if (month !== null) parts.month = 'long';
  if (day !== null) parts.day = 'numeric';
  return date.toLocaleDateString(edition.language, parts);
}

/** A page's title as readers see it. */
export function titleOf({ frame }: Context, subject: PageSubject): string {
  const { language } = subject.edition;
  switch (subject.kind) {
    case PageKind.FRONT:
      return frame.settings.name;
    case PageKind.ALL_NEWS:
      return pageName(language, 'news');
    case PageKind.SECTION:
      return subject.section.name;
    case PageKind.ARTICLE:
      return subject.article.headline;
    case PageKind.PERSON:
      return subject.person.name;
    case PageKind.TAG:
      return subject.tag.name;
    case PageKind.ARCHIVE:
      return periodName(subject.archive);
    case PageKind.STATIC:
      return subject.page.title;
  }
}

function sectionTrail({ frame }: Context, edition: Edition, section: Section): Breadcrumb[] {
  const trail: Breadcrumb[] = [];
  let one: Section | undefined = section;
  while (one) {
    trail.unshift({ title: one.name, path: sectionPath(edition, one) });
    one = one.parentId === null ? undefined : frame.sections.get(one.parentId);
  }
  return trail;
}

function archiveTrail({ period, edition }: Archive): Breadcrumb[] {
  const { year, month } = period;
  const above = [
    { year: null, month: null, day: null },
    ...(month === null ? [] : [{ year, month: null, day: null }]),
    ...(period.day === null ? [] : [{ year, month, day: null }]),
  ].filter((one) => one.year !== year || one.month !== month || period.day !== null);
  return above.map((one) => ({
    title: periodName({ period: one, edition }),
    path: publicPath(edition, `/archive/${isoPeriod(one).replaceAll('-', '/')}`),
  }));
}

function trailAbove(context: Context, subject: PageSubject): Breadcrumb[] {
  const { edition } = subject;
  if (subject.kind === PageKind.ARTICLE) return sectionTrail(context, edition, subject.section);
  if (subject.kind === PageKind.SECTION) {
    return sectionTrail(context, edition, subject.section).slice(0, -1);
  }
  return subject.kind === PageKind.ARCHIVE && subject.archive.period.year !== null
    ? archiveTrail(subject.archive)
    : [];
}

/** The way from the front page to a page, the page itself last; nothing for the front page. */
export function breadcrumbsOf(context: Context, subject: PageSubject, path: string): Breadcrumb[] {
  if (subject.kind === PageKind.FRONT) return [];
  const { edition } = subject;
  const home = { title: pageName(edition.language, 'home'), path: publicPath(edition, '/') };
  const own = { title: titleOf(context, subject), path };
  return [home, ...trailAbove(context, subject), own];
}
