import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';

export const wholeNumber = (min: number, max: number, unit = '') =>
  z
    .string()
    .trim()
    .regex(/^-?\d+$/, `must be a whole number${unit}`)
    .transform(Number)
    .pipe(z.number().min(min, `must be at least ${min}`).max(max, `must be at most ${max}`));

export const workers = z
  .string()
  .trim()
  .regex(
    /^(?:max|[1-9]\d?)$/,
    'must be a number of processes from 1 to 99, or max: one for each core',
  )
  .transform((word) => (word === 'max' ? availableParallelism() : Number(word)));

export const flag = z
  .enum(['true', 'false', '1', '0', 'yes', 'no'], 'must be true or false')
  .transform((word) => ['true', '1', 'yes'].includes(word));

/** `true` is one. Only what our own proxies have added to the header is believed; what came before it, the client wrote. */
export const proxies = z
  .string()
  .regex(/^(?:true|false|yes|no|\d|10)$/, 'must be true, false or the number of proxies in front')
  .transform((word) => (/^\d/.test(word) ? Number(word) : Number(['true', 'yes'].includes(word))));

export const httpUrl = z
  .url({
    protocol: /^https?$/,
    error: 'must be an http or https address such as https://news.example',
  })
  .transform((url) => url.replace(/\/+$/, ''));

export const address = httpUrl.refine(
  (url) => !/[?#@]/.test(url),
  'must be an address without a user name, a query or a fragment',
);

/** As browsers send it in the header Origin: lower case, without a path or the usual port. */
export const origin = address
  .refine((url) => new URL(url).pathname === '/')
  .transform((url) => new URL(url).origin);

/** Kept to the letter: an issuer is compared with what tokens say, and Auth0's ends in a slash. */
export const issuer = z.url({
  protocol: /^https?$/,
  error: 'must be the address of an OpenID Connect issuer, to the letter as its tokens have it',
});

/** `news-desk=editor, it=admin`: what the issuer calls our roles. */
export const roleMap = z
  .string()
  .regex(
    /^\s*[^=,]+=\s*(?:reader|editor|admin)\s*(?:,\s*[^=,]+=\s*(?:reader|editor|admin)\s*)*$/,
    'must be pairs such as news-desk=editor,it=admin, with the roles reader, editor and admin',
  )
  .transform(
    (list) =>
      new Map(list.split(',').map((pair) => pair.trim().split(/\s*=\s*/) as [string, string])),
  );

export const MEGABYTE = 1_048_576;

export const hexadecimal = z.string().regex(/^(?:[0-9a-f]{2})+$/i, 'must be hexadecimal digits');

/** Paths separated by commas. */
export const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);

export const fileList = list.transform((paths) => paths.map((path) => resolve(path))).default([]);

export function isConnectionString(text: string): boolean {
  try {
    new URL(text);
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** What is wrong with a setting, as a sentence. */
export function sentence({ path, message }: z.core.$ZodIssue): string {
  return `${path.map(String)[0] ?? 'the configuration'} ${message}.`;
}
