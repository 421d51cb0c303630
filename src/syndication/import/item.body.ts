import { isWebUrl } from '../../graphql/web-url';
import { type StorableBody, toStorableBody } from '../../articles/block-drafts';
import { htmlToBlocks } from '../../articles/body/block.parse';
import { type BlockDraft, type ImageDraft } from '../../articles/body/block.types';
import { stripHtml } from '../../articles/body/html.strip';
import { type SourceImage, type SourceItem, type SourceMedia } from '../formats/source-item.types';
import { shorten } from './item.clean';

const STANDFIRST_LENGTH = 500;
const MAX_PIXELS = 100_000;
const MAX_SECONDS = 31_536_000;

export interface ItemBody extends StorableBody {
  lead: ImageDraft | null;
  standfirst: string | null;
}

function pixels(size: number | undefined): number | undefined {
  const whole = Math.round(size ?? 0);
  return whole >= 1 && whole <= MAX_PIXELS ? whole : undefined;
}

/** A picture with the sizes that a picture can have; others are a mistake in the file. */
function toImage({ width: givenWidth, height: givenHeight, ...image }: SourceImage): ImageDraft {
  const width = pixels(givenWidth);
  const height = pixels(givenHeight);
  return { ...image, ...(width && { width }), ...(height && { height }) };
}

function picturesOf(images: SourceImage[]): ImageDraft[] {
  return images.filter((image) => isWebUrl(image.url)).map(toImage);
}

function mediaBlock(media: SourceMedia): BlockDraft[] {
  const { kind, url, title, durationSeconds, poster } = media;
  if (!isWebUrl(url)) return [];
  if (kind === 'audio') return [{ kind: 'embed', provider: 'audio', url, ...(title && { title }) }];
  if (kind !== 'video') return [];
  return [
    {
      kind: 'video',
      url,
      ...(title && { title }),
      ...(durationSeconds !== undefined &&
        durationSeconds <= MAX_SECONDS && { durationSeconds: Math.round(durationSeconds) }),
      ...(poster && isWebUrl(poster.url) && { poster: toImage(poster) }),
    },
  ];
}

function hasUrl(blocks: BlockDraft[], url: string): boolean {
  return blocks.some((block) =>
    block.kind === 'image' ? block.image.url === url : 'url' in block && block.url === url,
  );
}

function standfirstOf(item: SourceItem, blocks: BlockDraft[]): string | null {
  // The one is plain text, the other HTML.
  const text = item.standfirst?.replace(/\s+/g, ' ').trim() ?? stripHtml(item.summary ?? '');
  const first = blocks.find((block) => block.kind === 'paragraph');
  const opening = first?.kind === 'paragraph' ? stripHtml(first.html) : '';
  // A summary that only repeats the opening would be read twice.
  const repeats = item.standfirst === undefined && item.content !== undefined && opening === text;
  return text === '' || repeats ? null : shorten(text, STANDFIRST_LENGTH);
}

/** An item's text as blocks, with its pictures and what goes before the text. */
export function itemBody(item: SourceItem): ItemBody {
  const options = item.baseUrl === undefined ? {} : { baseUrl: item.baseUrl };
  let blocks = htmlToBlocks(item.content ?? item.summary ?? '', options);
  const pictures = picturesOf(item.images);
  const [lead = null] = [...picturesOf(item.image ? [item.image] : []), ...pictures];
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
