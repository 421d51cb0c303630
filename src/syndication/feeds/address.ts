import { type Image } from '../../images/image.entity';
import { type PictureSource } from '../../images/rendition.order';
import { type Context } from '../../request/context';

/** An absolute address as URIs are written, in ASCII only. */
export function uri(address: string): string {
  return URL.canParse(address) ? new URL(address).href : address;
}

/** A file of a picture, in a format that every program reads. */
export interface PictureFile {
  url: string;
  mediaType: 'image/jpeg';
  width: number | null;
  height: number | null;
}

const LARGEST = 4_096;
const USUAL = 1_200;

/** A picture's file at most so wide. */
function fileOf({ imageUrls }: Context, image: PictureSource, most: number): PictureFile {
  const width = Math.min(image.width ?? most, most);
  const { width: ownWidth, height: ownHeight } = image;
  const isMeasured = ownWidth !== null && ownHeight !== null;
  return {
    url: imageUrls.url(image, { width, format: 'JPEG' }),
    mediaType: 'image/jpeg',
    width: isMeasured ? width : null,
    height: isMeasured ? Math.max(1, Math.round((ownHeight * width) / ownWidth)) : null,
  };
}

/** The file to show beside an article's beginning. */
export function usualFile(context: Context, image: PictureSource): PictureFile {
  return fileOf(context, image, USUAL);
}

/** The file to print from: as large as there is. */
export function largestFile(context: Context, image: Image): PictureFile {
  return fileOf(context, image, LARGEST);
}
