import { randomInt } from 'node:crypto';
import { newUid } from '../sql/uuid';

/** What keeps an article from the public. `published` is no such thing: it is the leak that the drill has to find. */
export const CANARY_STATES = [
  'draft',
  'in review',
  'scheduled',
  'embargoed',
  'withdrawn',
  'preview only',
] as const;

export type CanaryState = (typeof CANARY_STATES)[number] | 'published';

/** A hidden article, and all that only it uses. Every text of it holds its word, which stands nowhere else. */
export interface Canary {
  state: CanaryState;
  word: string;
  slug: string;
  uids: Record<'article' | 'tag' | 'person' | 'image' | 'correction', string>;
}

const LETTERS = 'bcdfghjklmnpqrstvwxz';
const WORD_LENGTH = 14;

/** A word that no language has and no other canary, so that finding it anywhere is finding the article. */
export function unheardOfWord(): string {
  return Array.from({ length: WORD_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}

export function canaryOf(state: CanaryState): Canary {
  const word = unheardOfWord();
  return {
    state,
    word,
    slug: `canary-${word}`,
    uids: {
      article: newUid(),
      tag: newUid(),
      person: newUid(),
      image: newUid(),
      correction: newUid(),
    },
  };
}

/** What gives a canary away, wherever it stands. */
export const marksOf = ({ word, uids }: Canary): string[] => [word, ...Object.values(uids)];
