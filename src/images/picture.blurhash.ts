import { encode } from 'blurhash';
import { decoding, openPicture } from './picture.decode';

/** A BlurHash says no more than a picture of this size does. */
const SAMPLE_EDGE = 32;
const MORE = 4;
const FEWER = 3;

/** The BlurHash of a picture: four parts along its longer edge, three along the other. */
export async function blurhashOf(picture: Buffer): Promise<string> {
  const { data, info } = await decoding(() =>
    openPicture(picture)
      .resize(SAMPLE_EDGE, SAMPLE_EDGE, { fit: 'inside' })
      .flatten({ background: '#fff' })
      .toColourspace('srgb')
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true }),
  );
  const { width, height } = info;
  const [across, down] = width >= height ? [MORE, FEWER] : [FEWER, MORE];
  return encode(new Uint8ClampedArray(data), width, height, across, down);
}
