import { type Edition } from '../site/edition.entity';
import { type ArchivePeriod, type ArchiveRequest } from './archive.type';
import { type ArchiveDay } from './archive.queries';

/** What the days of a period start with: '', '2026-', '2026-11-' or '2026-11-23'. */
export function dayPrefix({ year, month, day }: ArchiveRequest): string {
  if (year === null) return '';
  const parts = [String(year).padStart(4, '0')];
  for (const part of [month, day]) if (part !== null) parts.push(String(part).padStart(2, '0'));
  return day === null ? `${parts.join('-')}-` : parts.join('-');
}

/** The periods of `length` characters of a day (4: years, 7: months, 10: days) in the days given, with their counts. */
export function periodsOf(
  days: ArchiveDay[],
  length: 4 | 7 | 10,
  edition: Edition,
): ArchivePeriod[] {
  const counts = new Map<string, number>();
  for (const { day, count } of days) {
    const name = day.slice(0, length);
    counts.set(name, (counts.get(name) ?? 0) + count);
  }
  return [...counts].map(([name, count]) => {
    const [year = 0, month, day] = name.split('-').map(Number);
    const path = `${edition.pathPrefix}/archive/${name.replaceAll('-', '/')}`;
    return { year, month: month ?? null, day: day ?? null, count, path };
  });
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
