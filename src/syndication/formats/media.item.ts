import { authorOf } from './author.parse';
import { linksOf } from './feed.links';
import { defined } from './text.tools';
import {
  attribute,
  child,
  children,
  descendants,
  firstText,
  numberAttribute,
  resolved,
  textOf,
  type XmlNode,
} from './xml.tree';
import { type SourceAuthor, type SourceImage, type SourceMedia } from './source-item.types';
import { titleOf } from './xml.values';

export interface ItemMedia {
  images: SourceImage[];
  media: SourceMedia[];
  credits: (SourceAuthor | undefined)[];
}

const IMAGE_FILE = /\.(jpe?g|png|gif|webp|avif|bmp)([?#]|$)/i;
const VIDEO_FILE = /\.(mp4|m4v|webm|mov|ogv|mpe?g|avi|wmv|m3u8)([?#]|$)/i;
const AUDIO_FILE = /\.(mp3|m4a|ogg|oga|opus|wav|aac|flac)([?#]|$)/i;

/** What an item carries besides text: enclosures, Media RSS, iTunes pictures. */
export function mediaOf(item: XmlNode): ItemMedia {
  const contents = descendants(item, 'media:content');
  const files = [
    ...contents.map((node) => mediaContent(node, item)),
    ...[...children(item, 'enclosure'), ...linksOf(item, 'enclosure')].map(enclosure),
  ].flatMap((file) => file ?? []);
  const pictures = files.filter((file) => file.media.kind === 'image').map((file) => file.image);
  const thumbnails = descendants(item, 'media:thumbnail').map((node) => thumbnail(node, item));
  const itunes = attribute(child(item, 'itunes:image'), 'href') ?? plainImage(item);
  return {
    images: distinct([
      ...pictures,
      ...thumbnails.flatMap((image) => image ?? []),
      ...(itunes === undefined ? [] : [{ url: itunes }]),
    ]),
    media: files
      .map((file) => file.media)
      .filter((media) => media.kind !== 'image')
      .map((media) => withDuration(media, item)),
    credits: descendants(item, 'media:credit').map(creditAuthor),
  };
}

export function kindOfFile(url: string, type = ''): SourceMedia['kind'] {
  const named = /^(image|video|audio)/i.exec(type)?.[1]?.toLowerCase();
  if (named === 'image' || named === 'video' || named === 'audio') return named;
  if (IMAGE_FILE.test(url)) return 'image';
  if (VIDEO_FILE.test(url)) return 'video';
  return AUDIO_FILE.test(url) ? 'audio' : 'other';
}

/** Each picture once, by address. */
export function distinct(images: readonly SourceImage[]): SourceImage[] {
  const seen = new Map<string, SourceImage>();
  for (const image of images) seen.set(image.url, { ...image, ...seen.get(image.url) });
  return [...seen.values()];
}

interface MediaFile {
  media: SourceMedia;
  image: SourceImage;
}

function mediaContent(node: XmlNode, item: XmlNode): MediaFile | undefined {
  const address = attribute(node, 'url') ?? attribute(child(node, 'media:player'), 'url');
  const url = resolved(address, node.base);
  if (url === undefined) return undefined;
  const type = attribute(node, 'type');
  const poster = children(node, 'media:thumbnail').map((found) => attribute(found, 'url'))[0];
  const media = defined<SourceMedia>({
    kind: kindOfFile(url, attribute(node, 'medium') ?? type),
    url,
    type,
    title: titleOf(child(node, 'media:title')),
    bytes: numberAttribute(node, 'filesize'),
    durationSeconds: numberAttribute(node, 'duration'),
    poster: poster === undefined ? undefined : { url: poster },
  });
  return { media, image: described(url, node, item) };
}

function enclosure(node: XmlNode): MediaFile | undefined {
  const url = resolved(attribute(node, 'url') ?? attribute(node, 'href'), node.base);
  if (url === undefined) return undefined;
  const type = attribute(node, 'type');
  const bytes = numberAttribute(node, 'length');
  const title = attribute(node, 'title');
  const media = defined<SourceMedia>({
    ...{ kind: kindOfFile(url, type), url, type, bytes, title },
  });
  return { media, image: { url } };
}

function thumbnail(node: XmlNode, item: XmlNode): SourceImage | undefined {
  const url = resolved(attribute(node, 'url') ?? textOf(node), node.base);
  return url === undefined ? undefined : described(url, node, item);
}

/** Media RSS lets the words about a picture stand in it, in its group, or in the item. */
function described(url: string, node: XmlNode, item: XmlNode): SourceImage {
  const places = [node, ...children(item, 'media:group'), item];
  const find = (name: string): XmlNode | undefined =>
    places.map((place) => child(place, name)).find((found) => textOf(found) !== undefined);
  const licence = find('media:license') ?? find('cc:license');
  const credit = places.flatMap((place) => children(place, 'media:credit')).map(textOf)[0];
  return defined<SourceImage>({
    url,
    alt: titleOf(child(node, 'media:title')),
    caption: titleOf(child(node, 'media:description') ?? child(item, 'media:description')),
    credit: credit ?? textOf(find('media:copyright')),
    licenceName: textOf(licence),
    licenceUrl: attribute(licence, 'href'),
    width: numberAttribute(node, 'width'),
    height: numberAttribute(node, 'height'),
  });
}

function creditAuthor(node: XmlNode): SourceAuthor | undefined {
  const role = attribute(node, 'role')?.toLowerCase() ?? '';
  if (role === 'author' || role === 'writer') return authorOf(textOf(node), { role: 'AUTHOR' });
  return role === 'photographer' ? authorOf(textOf(node), { role: 'PHOTOGRAPHER' }) : undefined;
}

function plainImage(item: XmlNode): string | undefined {
  const image = child(item, 'image');
  return image && (firstText(image, 'url') ?? attribute(image, 'href') ?? addressIn(textOf(image)));
}

function addressIn(text: string | undefined): string | undefined {
  return /^https?:\/\/\S+$/.test(text ?? '') ? text : undefined;
}

function withDuration(media: SourceMedia, item: XmlNode): SourceMedia {
  const seconds = media.durationSeconds ?? clockSeconds(firstText(item, 'itunes:duration'));
  return seconds === undefined ? media : { ...media, durationSeconds: seconds };
}

function clockSeconds(text: string | undefined): number | undefined {
  if (!/^\d{1,6}(:\d{1,2}){0,2}$/.test(text ?? '')) return undefined;
  return text?.split(':').reduce((seconds, part) => seconds * 60 + Number(part), 0);
}
