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

/** The instant at which a day begins at a place. */
function startOfDay(year: number, month: number, day: number, timeZone: string): Date {
  const utc = Date.UTC(year, month - 1, day);
  // The offset may change on that very day: look again at the instant that the first look gives.
  const first = utc - offsetAt(new Date(utc), timeZone);
  return new Date(utc - offsetAt(new Date(first), timeZone));
}

/** How far a place's clock is ahead of UTC, in milliseconds. */
function offsetAt(instant: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant);
  const number = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const local = Date.UTC(
    number('year'),
    number('month') - 1,
    number('day'),
    number('hour'),
    number('minute'),
    number('second'),
  );
  return local - Math.floor(instant.getTime() / 1000) * 1000;
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
