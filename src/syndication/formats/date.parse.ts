import { monthOf, unaccented } from './date.months';
import { zoneOffset } from './date.zones';

interface Moment {
  year: number;
  month: number;
  day: number;
  time: string;
  zone: string;
}

const CLOCK = String.raw`(\d{1,2}:\d{1,2}(?::\d{1,2}(?:[.,]\d+)?)?|\d{4}(?:\d{2}(?:[.,]\d+)?)?|\d{1,2})?`;
const ISO = new RegExp(
  String.raw`^(\d{4})(?:-?(\d{1,2})(?:-?(\d{1,2}))?)?(?:[T\s]+${CLOCK}\s*([+-]\d.*|[a-z(].*)?|\s*(?:z|[+-]\d\d:\d\d))?$`,
  'i',
);
const NUMERIC = new RegExp(
  String.raw`^(\d{1,4})[./-](\d{1,2})[./-](\d{2,4})(?:[,T\s]+${CLOCK})?\s*(\S.*)?$`,
  'i',
);
const COMPACT = /^(\d{4})(\d{2})(\d{2})T?(\d{2})(\d{2})(\d{2})?\s*(\S.*)?$/i;
const ORDINAL = /^(\d{4})-(\d{3})(?:T(.*))?$/;
const TIME = /(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d+))?)?/;
const WORD_BREAK = /[\s,/]+|(?<=\p{L}\.?)-|-(?=\p{L})|(?<=\p{L})-?(?=\d)/u;
const HALF_DAY = /\d\s*([ap])\.?\s?m\b\.?/i;

/**
 * A date in any form that feeds use: RFC 822 with two-digit years and named zones, ISO 8601 whole or in
 * part, month names in the languages of `date.months.ts`, numbers with points (day first) or slashes
 * (month first, unless only day first makes a date), seconds or milliseconds since 1970. Without a zone it is UTC.
 * Undefined for what is no date, or a day that does not exist.
 */
export function parseDate(text: string | undefined): Date | undefined {
  if (text === undefined || !/\d/.test(text)) return undefined;
  const trimmed = tidy(text.trim().slice(0, 120));
  return (
    epoch(trimmed) ?? toDate(isoMoment(trimmed) ?? numericMoment(trimmed) ?? wordMoment(trimmed))
  );
}

/** Chinese, Japanese and Korean dates are numbers with a sign after each. */
function tidy(text: string): string {
  return text
    .replace(/\s*[年년]\s*|\s*[月월]\s*(?=\d)/g, '-')
    .replace(/[日일]\s*/g, ' ')
    .replace(/\b(\d{1,2})h(\d{2})\b/gi, '$1:$2')
    .replace(/(\d)(\p{L}{3,})/gu, '$1 $2')
    .replace(
      /(오전|上午|午前|오후|下午|午後)\s*(\d{1,2}[:시]\d{1,2}(?::\d{1,2})?)/g,
      (_, half: string, time: string) => `${time} ${/오후|下午|午後/.test(half) ? 'pm' : 'am'}`,
    )
    .trim();
}

function epoch(text: string): Date | undefined {
  if (/^\d{9,10}$/.test(text)) return new Date(Number(text) * 1000);
  return /^\d{12,13}$/.test(text) ? new Date(Number(text)) : undefined;
}

function isoMoment(text: string): Moment | undefined {
  const ordinal = ORDINAL.exec(text);
  if (ordinal) return { ...dayOfYear(ordinal), ...timeAndZone(ordinal[3] ?? '') };
  const compact = COMPACT.exec(text);
  if (compact) {
    const [, year, month, day, hour, minute, second = '00', zone] = compact;
    return momentOf([year, month, day], `${hour ?? ''}:${minute ?? ''}:${second}`, zone);
  }
  const iso = ISO.exec(text);
  if (!iso) return undefined;
  const [, year, month = '1', day = '1', time, zone] = iso;
  return momentOf([year, month, day], clock(time), zone);
}

function momentOf(date: (string | undefined)[], time: string, zone = ''): Moment {
  const [year = '', month = '', day = ''] = date;
  return { year: fullYear(year), month: Number(month), day: Number(day), time, zone };
}

function clock(digits = ''): string {
  if (digits.includes(':') || digits === '') return digits;
  return `${digits.slice(0, 2)}:${digits.slice(2, 4) || '00'}:${digits.slice(4) || '00'}`;
}

function dayOfYear([, year, day]: RegExpExecArray): Pick<Moment, 'year' | 'month' | 'day'> {
  const date = new Date(Date.UTC(Number(year), 0, Number(day)));
  return { year: Number(year), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

function timeAndZone(text: string): Pick<Moment, 'time' | 'zone'> {
  const time = TIME.exec(text);
  if (!time) return { time: '', zone: text };
  return { time: time[0], zone: text.slice(time.index + time[0].length) };
}

function numericMoment(text: string): Moment | undefined {
  const match = NUMERIC.exec(text);
  if (!match) return undefined;
  const [, first = '', second = '', third = '', time, zone] = match;
  const yearFirst = first.length > 2 || (text.includes('-') && third.length === 2);
  if (yearFirst) return momentOf([first, second, third], clock(time), zone);
  const date = isMonthFirst(text, Number(first), Number(second))
    ? [third, first, second]
    : [third, second, first];
  return momentOf(date, clock(time), zone);
}

function isMonthFirst(text: string, first: number, second: number): boolean {
  return second > 12 || (text.includes('/') && first <= 12);
}

/** "Thu, 1 Jan 2004 19:48:21 GMT", "January 5th, 2004 3 pm", "5 de enero de 2004", "Thu Jan 1 19:48:21 EST 2004". */
function wordMoment(text: string): Moment | undefined {
  const { time, zone: around } = timeAndZone(text);
  const words = (time === '' ? text : text.replace(time, ' ')).split(WORD_BREAK).filter(Boolean);
  const month = words.map(monthOf).find((found) => found !== undefined);
  const numbers = words.flatMap((word, index) => numberAt(word, index));
  const day = numbers.find(({ digits }) => digits.length <= 2 && Number(digits) <= 31);
  const year = numbers.find((number) => number !== day);
  if (month === undefined || !day || !year) return undefined;
  const half = HALF_DAY.exec(around === text ? text : `0${around}`)?.[1];
  const date = [year.digits, String(month), day.digits];
  return momentOf(date, time, zoneAmong(words, half));
}

function numberAt(word: string, index: number): { digits: string; index: number }[] {
  const digits = /^(\d{1,4})(?:st|nd|rd|th|er|t|º|ª|\.)?$/i.exec(word)?.[1];
  return digits === undefined ? [] : [{ digits, index }];
}

function zoneAmong(words: string[], half: string | undefined): string {
  const zone = words.find(
    (word) => !/^\d/.test(word) && monthOf(word) === undefined && zoneOffset(word) !== undefined,
  );
  return `${half === undefined ? '' : `${half}m `}${zone ?? ''}`;
}

function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length > 2) return digits.length === 3 ? year + 1900 : year;
  return year < 50 ? 2000 + year : 1900 + year;
}

function toDate(moment: Moment | undefined): Date | undefined {
  if (!moment || moment.year < 1000 || moment.year > 9999) return undefined;
  const [hour, minute, second, milli] = clockParts(moment);
  const day = new Date(Date.UTC(moment.year, moment.month - 1, moment.day));
  const exists = day.getUTCMonth() === moment.month - 1 && day.getUTCDate() === moment.day;
  if (!exists || hour > 24 || minute > 59 || second > 61) return undefined;
  const zone = zoneOffset(
    moment.zone.replace(/^[ap]\.?\s?m\.?\s*/i, '').replace(/^\((.*)\)$/, '$1'),
  );
  const time = Date.UTC(
    moment.year,
    moment.month - 1,
    moment.day,
    hour,
    minute,
    Math.min(second, 59),
    milli,
  );
  return new Date(time - (zone ?? 0) * 60_000);
}

function clockParts({ time, zone }: Moment): [number, number, number, number] {
  const [, hour = '0', minute = '0', second = '0', fraction = ''] = TIME.exec(time) ?? [];
  const half = /^([ap])\.?\s?m\b/.exec(unaccented(zone))?.[1];
  const milli = Number(fraction.slice(0, 3).padEnd(3, '0'));
  return [hourOfDay(Number(hour), half), Number(minute), Number(second), milli];
}

function hourOfDay(hour: number, half: string | undefined): number {
  if (half === 'p' && hour < 12) return hour + 12;
  return half === 'a' && hour === 12 ? 0 : hour;
}
