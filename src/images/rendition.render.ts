import { type Sharp } from 'sharp';
import { type FileFormat } from './image.format';
import { decoding, openPicture, pictureFacts, type PictureFacts } from './picture.decode';
import { renditionSize, type RenditionSize } from './rendition.size';

/** A share of the width from the left and of the height from the top. */
export interface FocalPoint {
  focalX: number | null;
  focalY: number | null;
}

/** The longest edge that every format can hold. */
const MAX_OUTPUT_EDGE = 16_383;

/** Measured for docs/pictures.md: a step more of AVIF's effort doubles its time and saves a tenth of its bytes. */
const ENCODERS: Record<FileFormat, (picture: Sharp) => Sharp> = {
  JPEG: (picture) => picture.flatten({ background: '#fff' }).jpeg({ quality: 80, mozjpeg: true }),
  WEBP: (picture) => picture.webp({ quality: 80, effort: 4 }),
  AVIF: (picture) => picture.avif({ quality: 55, effort: 1 }),
};

/** Where a window begins that has its middle at `focus`, as far as it stays inside. */
function windowStart(focus: number | null, whole: number, part: number): number {
  const wanted = Math.round((focus ?? 0.5) * whole - part / 2);
  return Math.min(Math.max(0, wanted), whole - part);
}

function cropped(
  picture: Sharp,
  facts: PictureFacts,
  { width, height }: { width: number; height: number },
  { focalX, focalY }: FocalPoint,
): Sharp {
  const scale = Math.max(width / facts.width, height / facts.height);
  const covering = {
    width: Math.max(width, Math.round(facts.width * scale)),
    height: Math.max(height, Math.round(facts.height * scale)),
  };
  return picture.resize({ ...covering, fit: 'fill' }).extract({
    left: windowStart(focalX, covering.width, width),
    top: windowStart(focalY, covering.height, height),
    width,
    height,
  });
}

function fitted(picture: Sharp, { width, height }: RenditionSize): Sharp {
  return picture.resize({
    width: width ?? MAX_OUTPUT_EDGE,
    height: height ?? MAX_OUTPUT_EDGE,
    fit: 'inside',
    withoutEnlargement: true,
  });
}

/** Renders an original: upright, in sRGB, without metadata, never larger than it is. */
export async function renderPicture(
  original: Buffer,
  asked: RenditionSize,
  format: FileFormat,
  focus: FocalPoint,
): Promise<Buffer> {
  const facts = await pictureFacts(original);
  const size = renditionSize(facts, asked);
  const picture = openPicture(original);
  const { width, height } = size;
  const shaped =
    width !== null && height !== null
      ? cropped(picture, facts, { width, height }, focus)
      : fitted(picture, size);
  return decoding(() => ENCODERS[format](shaped).toBuffer());
}
