import { filled, oneLine, withoutControls } from './text.tools';

export type JsonObject = Readonly<Record<string, unknown>>;

// eslint-disable-next-line no-control-regex -- raw control characters are what some writers forget to escape
const RAW_CONTROLS = /[\u0000-\u001F]/g;

/** Parses a value; one that fails for raw line breaks in its strings is read with spaces in their place. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    try {
      return JSON.parse(text.replace(RAW_CONTROLS, ' '));
    } catch {
      throw error;
    }
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Text, also where a number stands for it; anything else is missing. */
export function textIn(object: JsonObject, ...keys: string[]): string | undefined {
  for (const key of keys) {
    const value = object[key];
    const text = typeof value === 'number' ? String(value) : value;
    const found = typeof text === 'string' ? filled(withoutControls(text)) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

export function lineIn(object: JsonObject, ...keys: string[]): string | undefined {
  const text = textIn(object, ...keys);
  return text === undefined ? undefined : filled(oneLine(text));
}

export function numberIn(object: JsonObject, key: string): number | undefined {
  const value = Number(object[key] ?? Number.NaN);
  return Number.isFinite(value) && value > 0 ? value : undefined;
}

export function objectIn(object: JsonObject, key: string): JsonObject | undefined {
  const value = object[key];
  return isObject(value) ? value : undefined;
}

/** The objects of a list, or the one object that stands where a list should. */
export function objectsIn(object: JsonObject, key: string): JsonObject[] {
  const value = object[key];
  return (Array.isArray(value) ? value : [value]).filter(isObject);
}

/** The texts of a list, or the one text that stands where a list should. */
export function textsIn(object: JsonObject, key: string): string[] {
  const value = object[key];
  return (Array.isArray(value) ? value : [value]).filter(
    (entry): entry is string => typeof entry === 'string',
  );
}

/** The same value with every key in lower case: ninjs 2 writes `versioncreated`, ninjs 3 `versionCreated`. */
export function lowerKeys(value: unknown, depth = 0): unknown {
  if (depth > 60) return undefined;
  if (Array.isArray(value)) return value.map((entry) => lowerKeys(entry, depth + 1));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key.toLowerCase(), lowerKeys(entry, depth + 1)]),
  );
}
