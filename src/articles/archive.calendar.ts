import { type Edition } from '../site/edition.entity';
import { type ArchivePeriod, type ArchiveRequest } from './archive.type';
import { type ArchiveCount, type ArchiveKey } from './archive.queries';

/** What periods are called: '2026', '2026-11' or '2026-11-23'; '' for all time. */
export function isoPeriod({ year, month, day }: ArchiveRequest): string {
  if (year === null) return '';
  const parts = [String(year).padStart(4, '0')];
  for (const part of [month, day]) if (part !== null) parts.push(String(part).padStart(2, '0'));
  return parts.join('-');
}

/** The counts among which a period's own stands; of all years for all time. */
export function countsAround(period: ArchiveRequest): Pick<ArchiveKey, 'unit' | 'within'> {
  const { year, month, day } = period;
  if (day !== null) return { unit: 'DAY', within: isoPeriod({ year, month, day: null }) };
  if (month !== null) return { unit: 'MONTH', within: isoPeriod({ year, month: null, day: null }) };
  return { unit: 'YEAR', within: '' };
}

/** Periods of an archive with the paths of their pages. */
export function periodsOf(counts: ArchiveCount[], edition: Edition): ArchivePeriod[] {
  return counts.map(({ period, count }) => {
    const [year = 0, month, day] = period.split('-').map(Number);
    const path = `${edition.pathPrefix}/archive/${period.replaceAll('-', '/')}`;
    return { year, month: month ?? null, day: day ?? null, count, path };
  });
}

/** Whether the calendar has a period: years from 1 to 9998. */
export function isInCalendar({ year, month, day }: ArchiveRequest): boolean {
  if (year === null) return month === null && day === null;
  if (year < 1 || year > 9998) return false;
  if (month === null) return day === null;
  if (month < 1 || month > 12) return false;
  return day === null || (day >= 1 && day <= daysInMonth(year, month));
}

export function daysInMonth(year: number, month: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, 0);
  return date.getUTCDate();
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Midnight of a day in UTC. `Date.UTC` takes the years before 100 for those of the twentieth century. */
function midnight(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, day);
}

const FIRST_INSTANT = midnight(1, 1, 1);

/** The instant at which a day begins at a place: seldom at another time than midnight, where clocks change there and then. */
function startOfDay(year: number, month: number, day: number, timeZone: string): Date {
  const utc = midnight(year, month, day);
  const [early = utc, late = utc] = [utc - DAY_MS, utc + DAY_MS]
    .map((instant) => utc - offsetAt(instant, timeZone))
    .sort((a, b) => a - b);
  const hasBegun = early + offsetAt(early, timeZone) >= utc;
  return new Date(Math.max(hasBegun ? early : late, FIRST_INSTANT));
}

/** How far a place's clock is ahead of UTC, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  // Before, years would be counted backwards.
  const time = Math.max(instant, FIRST_INSTANT + DAY_MS);
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(time);
  const number = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const seconds = (number('hour') * 60 + number('minute')) * 60 + number('second');
  const local = midnight(number('year'), number('month'), number('day')) + seconds * 1000;
  return local - Math.floor(time / 1000) * 1000;
}

/** From when (inclusive) to when (exclusive) a period lasts at an edition's place; `null` for all time. */
export function periodRange(
  { year, month, day }: ArchiveRequest,
  { timeZone }: Edition,
): { from: Date; to: Date } | null {
  if (year === null) return null;
  const first = [year, month ?? 1, day ?? 1] as const;
  const next = new Date(0);
  if (day !== null) next.setUTCFullYear(year, first[1] - 1, day + 1);
  else if (month !== null) next.setUTCFullYear(year, month, 1);
  else next.setUTCFullYear(year + 1, 0, 1);
  return {
    from: startOfDay(...first, timeZone),
    to: startOfDay(next.getUTCFullYear(), next.getUTCMonth() + 1, next.getUTCDate(), timeZone),
  };
}
