import { type EntityManager } from 'typeorm';
import { keepForPreview } from '../newsroom/preview.commands';
import { type PreviewLinks } from '../newsroom/preview.links';
import { type Canary } from './canary';

const MINUTE_MS = 60_000;

/** The token that opens an article, and by what is wrong with them those that must not; `null` is none at all. */
export interface PreviewTokens {
  right: string;
  wrong: Map<string, string | null>;
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

const decode = (part: string | undefined) =>
  JSON.parse(Buffer.from(part ?? '', 'base64url').toString()) as object;

/** A token that says something else than what was signed. */
function altered(token: string, change: object): string {
  const [head, payload, signature] = token.split('.');
  return [head, encode({ ...decode(payload), ...change }), signature].join('.');
}

/** Makes a live preview link of an article, and the tokens of who has none, or had one. */
export async function makePreviewTokens(
  { manager, previews }: { manager: EntityManager; previews: PreviewLinks },
  canary: Canary,
  other: Canary,
): Promise<PreviewTokens> {
  const key = await keepForPreview(manager, canary.uids.article);
  const otherKey = await keepForPreview(manager, other.uids.article);
  const soon = new Date(Date.now() + 10 * MINUTE_MS);
  const right = await previews.sign(key, soon);
  const others = await previews.sign(otherKey, soon);
  const expired = await previews.sign(key, new Date(Date.now() - MINUTE_MS));
  const [, payload] = right.split('.');
  return {
    right,
    wrong: new Map([
      ['no token', null],
      ['an empty token', ''],
      ['an expired token', expired],
      ['an expired token made to last', altered(expired, { exp: soon.getTime() / 1000 })],
      ['a token cut short', right.slice(0, -3)],
      ['a token that nobody signed', `${encode({ alg: 'none' })}.${payload ?? ''}.`],
      ["another article's token", others],
      ["another article's token made this one's", altered(others, { sub: key.articleId })],
      ['a token of no revision', await previews.sign({ ...key, revision: 1_000_000 }, soon)],
    ]),
  };
}
