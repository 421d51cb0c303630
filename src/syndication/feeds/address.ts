import { type Image } from '../../images/image.entity';
import { type Context } from '../../request/context';
import { resolveAddress } from '../../site/edition.lookup';

/** An absolute address as URIs are written, in ASCII only. */
export function uri(address: string): string {
  return URL.canParse(address) ? new URL(address).href : address;
}

const TYPES: Record<string, string> = {
  avif: 'image/avif',
  gif: 'image/gif',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  png: 'image/png',
  svg: 'image/svg+xml',
  webp: 'image/webp',
};

/** A picture as other programs are told of it. */
export interface Picture {
  uid: string;
  url: string;
  /** `null` where the address does not say. */
  mediaType: string | null;
  width: number | null;
  height: number | null;
  alt: string;
  caption: string | null;
  credit: string | null;
  creditUrl: string | null;
  licence: { name: string; url: string | null } | null;
}

/** The absolute address of a picture's file. */
export function pictureAddress(originalUrl: string, publicUrl: string): string {
  return uri(resolveAddress(originalUrl, publicUrl));
}

export function pictureOf({ publicUrl }: Context, image: Image): Picture {
  const url = pictureAddress(image.originalUrl, publicUrl);
  const ending = /\.(\w+)(?:[?#]|$)/.exec(url)?.[1]?.toLowerCase() ?? '';
  const { uid, width, height, alt, caption, credit, creditUrl, licence } = image;
  const mediaType = TYPES[ending] ?? null;
  return { uid, url, mediaType, width, height, alt, caption, credit, creditUrl, licence };
}
