import { type BlockDraft, type ImageDraft } from '../articles/body/block.types';
import { htmlToBlocks } from '../articles/body/block.parse';

/** What the keys in an article's HTML stand for. */
export interface DemoKeys {
  image(key: string): ImageDraft;
  articleId(key: string): string;
}

const KEYED =
  /<figure data-(?<kind>image|article)="(?<key>[^"]+)">(?<inner>.*?)<\/figure>|<video (?<attributes>[^>]*)><\/video>/gs;

function attributeOf(attributes: string, name: string): string | undefined {
  return new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1];
}

function keyedBlock(groups: Record<string, string | undefined>, keys: DemoKeys): BlockDraft {
  const { kind, key = '', inner = '', attributes } = groups;
  if (kind === 'article') return { kind: 'articleLink', articleId: keys.articleId(key) };
  if (attributes === undefined) {
    const caption = /<figcaption>(.*?)<\/figcaption>/s.exec(inner)?.[1];
    return { kind: 'image', image: keys.image(key), ...(caption && { caption }) };
  }
  const poster = attributeOf(attributes, 'poster-image');
  const title = attributeOf(attributes, 'title');
  return {
    kind: 'video',
    url: attributeOf(attributes, 'src') ?? '',
    ...(title && { title }),
    ...(poster && { poster: keys.image(poster) }),
  };
}

/** The blocks of a demo article, whose HTML names pictures and other articles by their keys. */
export function demoBlocks(html: string, keys: DemoKeys): BlockDraft[] {
  const blocks: BlockDraft[] = [];
  let end = 0;
  for (const match of html.matchAll(KEYED)) {
    blocks.push(
      ...htmlToBlocks(html.slice(end, match.index)),
      keyedBlock(match.groups ?? {}, keys),
    );
    end = match.index + match[0].length;
  }
  blocks.push(...htmlToBlocks(html.slice(end)));
  return blocks;
}
