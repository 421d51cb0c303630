import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { EXTENSIONS, type FileFormat } from './image.format';
import { type PictureSource, type RenditionOrder } from './rendition.order';
import { type RenditionSize } from './rendition.size';

export const RENDITIONS_PATH = '/images/';

/** What a URL of ours asks for. */
export interface RenditionAddress extends RenditionOrder {
  uid: string;
  version: string;
}

/** A path that we have not signed, or that has been altered since. */
export class ForgedAddressError extends Error {
  override name = 'ForgedAddressError';
}

/** Another way of rendering gives every picture a new version, and so a new URL. */
const RENDERING = 1;
const VERSION_LENGTH = 8;
/** 24 characters of base64url: 144 bits. */
const SIGNATURE_LENGTH = 24;

const PATH = new RegExp(
  '^/images/(?<uid>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})' +
    `/(?<version>[\\w-]{${VERSION_LENGTH}})/(?<signature>[\\w-]{${SIGNATURE_LENGTH}})` +
    '/(?<size>w\\d{1,4}|h\\d{1,4}|\\d{1,4}x\\d{1,4})(?:\\.(?<extension>jpg|webp|avif))?$',
);

/** Of all that decides the bytes besides the order itself: the original's address and the focal point. */
export function pictureVersion({ originalUrl, focalX, focalY }: PictureSource): string {
  const parts = JSON.stringify([RENDERING, originalUrl, focalX, focalY]);
  return createHash('sha256').update(parts).digest('base64url').slice(0, VERSION_LENGTH);
}

/** `w640`, `h360`, or `640x360` for a crop. */
export function sizeName({ width, height }: RenditionSize): string {
  if (height === null) return `w${width}`;
  return width === null ? `h${height}` : `${width}x${height}`;
}

function fileName({ size, format }: RenditionOrder): string {
  return `${sizeName(size)}${format === 'AUTO' ? '' : `.${EXTENSIONS[format]}`}`;
}

function readSize(name: string): RenditionSize {
  if (name.startsWith('w')) return { width: Number(name.slice(1)), height: null };
  if (name.startsWith('h')) return { width: null, height: Number(name.slice(1)) };
  const [width, height] = name.split('x').map(Number);
  return { width: width ?? 0, height: height ?? 0 };
}

function readFormat(extension: string | undefined): RenditionOrder['format'] {
  const formats = Object.keys(EXTENSIONS) as FileFormat[];
  return formats.find((format) => EXTENSIONS[format] === extension) ?? 'AUTO';
}

/** Writes and checks the paths `/images/<picture>/<version>/<signature>/<size>[.<format>]`. */
export class RenditionAddresses {
  constructor(private readonly secret: string) {}

  path(image: PictureSource, order: RenditionOrder): string {
    const version = pictureVersion(image);
    const file = fileName(order);
    const signature = this.signature(image.uid, version, file);
    return `${RENDITIONS_PATH}${image.uid}/${version}/${signature}/${file}`;
  }

  /** What a path asks for, null where it is none of ours. Throws a {@link ForgedAddressError} where the signature is wrong. */
  read(path: string): RenditionAddress | null {
    const groups = PATH.exec(path)?.groups;
    if (!groups) return null;
    const { uid = '', version = '', signature = '', size = '', extension } = groups;
    const file = path.slice(path.lastIndexOf('/') + 1);
    const expected = this.signature(uid, version, file);
    if (!timingSafeEqual(Buffer.from(signature), Buffer.from(expected))) {
      throw new ForgedAddressError('The signature does not belong to this address.');
    }
    return { uid, version, size: readSize(size), format: readFormat(extension) };
  }

  private signature(uid: string, version: string, file: string): string {
    return createHmac('sha256', this.secret)
      .update(`${uid}/${version}/${file}`)
      .digest('base64url')
      .slice(0, SIGNATURE_LENGTH);
  }
}
