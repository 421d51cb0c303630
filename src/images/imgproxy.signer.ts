import { createHmac } from 'node:crypto';
import { EXTENSIONS } from './image.format';
import { type PictureSource, type RenditionOrder, type RenditionSigner } from './rendition.order';

export interface ImgproxyService {
  /** Its address, without a trailing slash. */
  url: string;
  /** Hexadecimal, as `IMGPROXY_KEY` and `IMGPROXY_SALT`. */
  key: string;
  salt: string;
}

/** imgproxy's signature of a path, which begins with the slash before the processing options. */
export function imgproxySignature(key: string, salt: string, path: string): string {
  const hmac = createHmac('sha256', Buffer.from(key, 'hex'));
  return hmac.update(Buffer.from(salt, 'hex')).update(path).digest('base64url');
}

function optionsOf({ focalX, focalY }: PictureSource, { size }: RenditionOrder): string {
  const { width, height } = size;
  if (width === null || height === null) return `/rs:fit:${width ?? 0}:${height ?? 0}:0`;
  const gravity = focalX === null || focalY === null ? 'ce' : `fp:${focalX}:${focalY}`;
  return `/rs:fill:${width}:${height}:0/g:${gravity}`;
}

/** Signs URLs of an imgproxy. Without an extension imgproxy chooses the format itself, by `Accept` where it is told to. */
export function imgproxySigner(
  { url, key, salt }: ImgproxyService,
  publicUrl: () => string,
): RenditionSigner {
  return (image, order) => {
    const { originalUrl } = image;
    const absolute = originalUrl.startsWith('/') ? `${publicUrl()}${originalUrl}` : originalUrl;
    const source = Buffer.from(absolute).toString('base64url');
    const extension = order.format === 'AUTO' ? '' : `.${EXTENSIONS[order.format]}`;
    const path = `${optionsOf(image, order)}/${source}${extension}`;
    return `${url}/${imgproxySignature(key, salt, path)}${path}`;
  };
}
