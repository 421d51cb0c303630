import { type BlockDraft } from '../../../src/articles/body/block.types';

/** Where what is parsed was found. */
export const BASE = { baseUrl: 'https://news.example/2026/story' };

export function paragraphs(...texts: string[]): BlockDraft[] {
  return texts.map((html) => ({ kind: 'paragraph', html }));
}

export function image(
  url: string,
  more: Partial<Extract<BlockDraft, { kind: 'image' }>['image']> = {},
): BlockDraft {
  const caption = more.caption ? { caption: more.caption } : {};
  return { kind: 'image', image: { url, ...more }, ...caption };
}
