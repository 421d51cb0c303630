import sharp from 'sharp';
import { type ByteCache, type CachedBytes, digestOf } from './byte.cache';
import { type FileFormat } from './image.format';
import { PictureError } from './picture.error';
import { type Originals } from './picture.source';
import { pictureVersion, sizeName } from './rendition.address';
import { type PictureSource } from './rendition.order';
import { renderPicture } from './rendition.render';
import { type RenditionSize } from './rendition.size';
import { Limiter, SingleFlight } from './single.flight';

/** Renderings at a time: what the machine's cores can do, and no more memory than two pictures take. */
const RENDERINGS = 2;
/** Originals in memory at a time, fetched or waiting to be rendered. */
const JOBS = 16;
const WAITING_JOBS = 500;

/** Renders each rendition once and keeps it while there is room. */
export class RenditionService {
  private readonly flights = new SingleFlight<CachedBytes>();
  private readonly jobs = new Limiter(JOBS, WAITING_JOBS);
  private readonly renderings = new Limiter(RENDERINGS);

  constructor(
    private readonly cache: ByteCache,
    private readonly originals: Originals,
  ) {}

  /** A rendition's bytes. Throws a {@link PictureError}, or a `TooBusyError` where too many others wait. */
  rendition(image: PictureSource, size: RenditionSize, format: FileFormat): Promise<CachedBytes> {
    const { uid } = image;
    const key = [uid, pictureVersion(image), sizeName(size), format, sharp.versions.sharp].join(
      ' ',
    );
    return this.flights.run(key, async () => {
      const kept = await this.cache.get(key);
      if (kept) return kept;
      const bytes = await this.jobs.run(() => this.render(image, size, format));
      const digest = digestOf(bytes);
      await this.cache.put(key, bytes, digest);
      return { bytes, digest };
    });
  }

  private async render(
    image: PictureSource,
    size: RenditionSize,
    format: FileFormat,
  ): Promise<Buffer> {
    const original = await this.originals.load(image.originalUrl);
    try {
      return await this.renderings.run(() => renderPicture(original, size, format, image));
    } catch (error) {
      if (error instanceof PictureError) throw this.originals.failed(image.originalUrl, error);
      throw error;
    }
  }
}
