import { badUserInput } from './errors';

interface TextLimits {
  max: number;
  /** Whether it may have several lines. */
  isMultiline?: boolean;
}

// Controls, and halves of characters that a text may be cut into.
const CONTROLS = /[\p{Cc}\p{Cs}]/u;
const CONTROLS_BUT_WHITE_SPACE = /(?![\t\n\r])[\p{Cc}\p{Cs}]/u;

/** Why a text cannot be taken; `null` where it can. */
function complaint(text: string, { max, isMultiline = false }: TextLimits): string | null {
  if (text === '') return 'must not be empty';
  if (text.length > max) return `must have at most ${max} characters`;
  const controls = isMultiline ? CONTROLS_BUT_WHITE_SPACE : CONTROLS;
  return controls.test(text) ? 'has characters that are not of a text' : null;
}

/** A plain text that somebody wrote, without white space around it; throws BAD_USER_INPUT naming the field otherwise. */
export function checkedText(field: string, value: string, limits: TextLimits): string {
  const text = value.trim();
  const reason = complaint(text, limits);
  if (reason !== null) throw badUserInput(field, `${field} ${reason}.`);
  return text.normalize('NFC');
}

/** The same of a text that may be left out: nothing but white space is none. */
export function checkedOptionalText(
  field: string,
  value: string | null | undefined,
  limits: TextLimits,
): string | null {
  return value == null || value.trim() === '' ? null : checkedText(field, value, limits);
}
