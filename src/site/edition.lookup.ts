import { badUserInput } from '../graphql/errors';
import { type Edition } from './edition.entity';
import { type SiteFrame } from './site.frame';

/** The edition of a language, or the default one where none is given; BAD_USER_INPUT where there is none. */
export function editionFor(frame: SiteFrame, language: string | null | undefined): Edition {
  if (language == null) return frame.defaultEdition;
  const edition = frame.editionByLanguage.get(language);
  if (edition) return edition;
  throw badUserInput('edition', `There is no edition in ${language}.`);
}

/** The edition that a row names by its id. */
export function editionOf(frame: SiteFrame, editionId: string): Edition {
  const edition = frame.editionById.get(editionId);
  if (!edition) throw new Error(`The frame has no edition ${editionId}.`);
  return edition;
}

/** The absolute address of a path, which starts with the edition's prefix already. */
export function absoluteUrl(edition: Edition, publicUrl: string, path: string): string {
  return `${edition.baseUrl ?? publicUrl}${path}`;
}

/** What is stored as an absolute address or as a path of this site, as an absolute address. */
export function resolveAddress(address: string, publicUrl: string): string {
  return address.startsWith('/') ? `${publicUrl}${address}` : address;
}

const HOUR_MS = 3_600_000;

/** How long it is still the same day at an edition's place, in milliseconds; an hour at most, since clocks change. */
export function restOfDay(edition: Edition, now = new Date()): number {
  const clock = now.toLocaleTimeString('en-GB', { timeZone: edition.timeZone });
  const [hours = 0, minutes = 0, seconds = 0] = clock.split(':').map(Number);
  const elapsed = ((hours * 60 + minutes) * 60 + seconds) * 1_000 + now.getMilliseconds();
  return Math.min(24 * HOUR_MS - elapsed, HOUR_MS);
}

/** The day at an edition's place, written YYYY-MM-DD. */
export function dayIn(edition: Edition, instant: Date): string {
  // The Canadian form of a date is the ISO one, apart from years of fewer than four digits.
  return instant.toLocaleDateString('en-CA', { timeZone: edition.timeZone }).padStart(10, '0');
}
