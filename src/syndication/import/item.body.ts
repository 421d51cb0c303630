import { type StorableBody, toStorableBody } from '../../articles/block-drafts';
import { htmlToBlocks } from '../../articles/body/block.parse';
import { type BlockDraft, type ImageDraft } from '../../articles/body/block.types';
import { stripHtml } from '../../articles/body/html.strip';
import { type SourceItem, type SourceMedia } from '../formats/source-item.types';

const STANDFIRST_LENGTH = 500;

export interface ItemBody extends StorableBody {
  lead: ImageDraft | null;
  standfirst: string | null;
}

function isHttp(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

function mediaBlock(media: SourceMedia): BlockDraft[] {
  const { kind, url, title, durationSeconds, poster } = media;
  if (!isHttp(url)) return [];
  if (kind === 'audio') return [{ kind: 'embed', provider: 'audio', url, ...(title && { title }) }];
  if (kind !== 'video') return [];
  return [
    {
      kind: 'video',
      url,
      ...(title && { title }),
      ...(durationSeconds !== undefined && { durationSeconds: Math.round(durationSeconds) }),
      ...(poster && isHttp(poster.url) && { poster }),
    },
  ];
}

function hasUrl(blocks: BlockDraft[], url: string): boolean {
  return blocks.some((block) =>
    block.kind === 'image' ? block.image.url === url : 'url' in block && block.url === url,
  );
}

/** At the end of a word where it is too long, with an ellipsis. */
function shorten(text: string): string {
  if (text.length <= STANDFIRST_LENGTH) return text;
  return `${text.slice(0, STANDFIRST_LENGTH).replace(/\s+\S*$/, '')}…`;
}

function standfirstOf(item: SourceItem, blocks: BlockDraft[]): string | null {
  const text = stripHtml(item.standfirst ?? item.summary ?? '');
  const first = blocks.find((block) => block.kind === 'paragraph');
  const opening = first?.kind === 'paragraph' ? stripHtml(first.html) : '';
  // A summary that only repeats the opening would be read twice.
  const repeats = item.standfirst === undefined && item.content !== undefined && opening === text;
  return text === '' || repeats ? null : shorten(text);
}

/** An item's text as blocks, with its pictures and what goes before the text. */
export function itemBody(item: SourceItem): ItemBody {
  const options = item.baseUrl === undefined ? {} : { baseUrl: item.baseUrl };
  let blocks = htmlToBlocks(item.content ?? item.summary ?? '', options);
  const pictures = item.images.filter((image) => isHttp(image.url));
  const lead = item.image && isHttp(item.image.url) ? item.image : (pictures[0] ?? null);
  const [first] = blocks;
  // The lead picture is shown above the text already.
  if (first?.kind === 'image' && first.image.url === lead?.url) blocks = blocks.slice(1);
  const media = item.media.flatMap(mediaBlock).filter((block) => {
    return !('url' in block) || !hasUrl(blocks, block.url);
  });
  const gallery = item.format === 'GALLERY' ? pictures : [];
  const further = gallery
    .filter((image) => image.url !== lead?.url && !hasUrl(blocks, image.url))
    .map((image): BlockDraft => ({ kind: 'image', image }));
  const body = toStorableBody([...media, ...blocks, ...further]);
  return { ...body, lead, standfirst: standfirstOf(item, blocks) };
}
