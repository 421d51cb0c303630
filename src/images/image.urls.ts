import { type ImageFormat } from './image.format';
import { type ImgproxyService, imgproxySigner } from './imgproxy.signer';
import { type RenditionAddresses } from './rendition.address';
import { type PictureSource, type RenditionSigner } from './rendition.order';
import { type AskedSize, MAX_EDGE, renditionSize } from './rendition.size';

export interface UrlOptions extends AskedSize {
  format?: `${ImageFormat}` | null | undefined;
}

/** Signed URLs of pictures in any size. The same picture, size and format give the same URL, which may be kept for ever. */
export class ImageUrls {
  constructor(private readonly sign: RenditionSigner) {}

  /** A picture's URL. With both edges it is cropped around its focal point; with none it has the original's size. */
  url(image: PictureSource, { format, ...asked }: UrlOptions = {}): string {
    return this.sign(image, { size: renditionSize(image, asked), format: format ?? 'AUTO' });
  }

  /**
   * A value for `srcset`: each width once, the smallest first, none above the original's. Where all are above it,
   * or none is asked for, the original's own width stands alone.
   */
  srcset(
    image: PictureSource,
    widths: readonly number[],
    format?: `${ImageFormat}` | null,
  ): string {
    const largest = Math.min(image.width ?? MAX_EDGE, MAX_EDGE);
    const fitting = [...new Set(widths)].filter((width) => width <= largest);
    if (fitting.length === 0 && image.width === null) return this.url(image, { format });
    const offered = fitting.length === 0 ? [largest] : fitting.sort((a, b) => a - b);
    return offered.map((width) => `${this.url(image, { width, format })} ${width}w`).join(', ');
  }
}

/** URLs of an imgproxy where one is configured, else of our own `/images/…`. */
export function createImageUrls(
  imgproxy: ImgproxyService | null,
  addresses: RenditionAddresses,
  publicUrl: () => string,
): ImageUrls {
  return new ImageUrls(
    imgproxy
      ? imgproxySigner(imgproxy, publicUrl)
      : (image, order) => `${publicUrl()}${addresses.path(image, order)}`,
  );
}
