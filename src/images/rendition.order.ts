import { type Image } from './image.entity';
import { type ImageFormat } from './image.format';
import { type RenditionSize } from './rendition.size';

/** What of a picture decides its URLs. */
export type PictureSource = Pick<
  Image,
  'uid' | 'originalUrl' | 'width' | 'height' | 'focalX' | 'focalY'
>;

/** What exactly is to be shown of a picture. */
export interface RenditionOrder {
  size: RenditionSize;
  format: `${ImageFormat}`;
}

/** The absolute URL of a rendition, signed. */
export type RenditionSigner = (image: PictureSource, order: RenditionOrder) => string;
