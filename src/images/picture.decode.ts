import sharp, { type Sharp } from 'sharp';
import { PictureError } from './picture.error';

/** The pixels an original may have. A file of a few kilobytes can claim billions. */
const MAX_PIXELS = 50_000_000;
const DECODE_SECONDS = 15;

const LOADERS = ['Jpeg', 'Png', 'Webp', 'Heif', 'Nsgif'];

// Whatever a file pretends to be: no other decoder ever sees it, among them those that can read further files.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: LOADERS.map((loader) => `VipsForeignLoad${loader}`) });
// Pictures differ from each other, so there is nothing to keep; and two at a time, one thread each, fill two cores.
sharp.cache(false);
sharp.concurrency(1);

/** How files of each kind begin, read as Latin-1. */
const STARTS: [RegExp, string][] = [
  [/^\xff\xd8\xff/, 'jpeg'],
  [/^\x89PNG\r\n/, 'png'],
  [/^RIFF.{4}WEBP/s, 'webp'],
  [/^GIF8[79]a/, 'gif'],
  [/^.{4}ftyp(?:avif|avis|mif1|miaf)/s, 'heif'],
];

/** What a picture is, turned the right way up. */
export interface PictureFacts {
  width: number;
  height: number;
}

/** The picture in a file's bytes, to be read on: upright, of an animation the first frame. */
export function openPicture(bytes: Buffer): Sharp {
  return sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error', pages: 1 })
    .timeout({ seconds: DECODE_SECONDS })
    .autoOrient();
}

/** Runs what reads a picture's pixels; what the decoder has against them becomes a {@link PictureError}. */
export async function decoding<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PictureError) throw error;
    throw new PictureError('unusable', 'The file is no picture that can be read.', {
      cause: error,
    });
  }
}

/** Looks at a file's head: whether it is a JPEG, PNG, WebP, AVIF or GIF of a size that can be borne. */
export async function pictureFacts(bytes: Buffer): Promise<PictureFacts> {
  const start = bytes.subarray(0, 16).toString('latin1');
  const expected = STARTS.find(([pattern]) => pattern.test(start))?.[1];
  if (expected === undefined) {
    throw new PictureError('unusable', 'The file is none of JPEG, PNG, WebP, AVIF and GIF.');
  }
  return decoding(async () => {
    const { format, autoOrient, width, height } = await openPicture(bytes).metadata();
    if (format !== expected) {
      throw new PictureError('unusable', 'The file is not what its beginning says.');
    }
    if (width * height > MAX_PIXELS) {
      throw new PictureError('unusable', `The picture has more than ${MAX_PIXELS} pixels.`);
    }
    return { width: autoOrient.width, height: autoOrient.height };
  });
}
