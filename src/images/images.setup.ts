import { type FastifyInstance } from 'fastify';
import { type Logger } from 'pino';
import { type Reader } from '../sql/reader';
import { ByteCache } from './byte.cache';
import { createImageUrls, type ImageUrls } from './image.urls';
import { type ImgproxyService } from './imgproxy.signer';
import { Originals, type PictureSourceOptions } from './picture.source';
import { RenditionAddresses } from './rendition.address';
import { renditionRoute } from './rendition.route';
import { RenditionService } from './rendition.service';

/** The name of the secret that our own URLs are signed with. */
export const IMAGE_SECRET = 'image-urls';

export interface ImagesSetup {
  secret: string;
  imgproxy: ImgproxyService | null;
  /** The site's address as readers see it, without a trailing slash. */
  publicUrl: () => string;
  reader: Reader;
  originals: PictureSourceOptions;
  cacheFolder: string;
  cacheBytes: number;
  logger: Logger;
  /** For everything that one request waits for. */
  timeoutMs?: number;
}

/** What a gateway needs of pictures: their URLs, and the route that serves them. */
export interface Images {
  urls: ImageUrls;
  routes: (app: FastifyInstance) => void;
}

/** Puts the picture server together. It opens nothing yet. */
export function setUpImages(setup: ImagesSetup): Images {
  const { secret, imgproxy, publicUrl, reader, logger, timeoutMs } = setup;
  const addresses = new RenditionAddresses(secret);
  const cache = new ByteCache({
    folder: setup.cacheFolder,
    maxBytes: setup.cacheBytes,
    onError: (error) => {
      const folder = setup.cacheFolder;
      logger.warn({ err: error, folder }, 'Pictures cannot be kept: set IMAGE_CACHE_DIR');
    },
  });
  const renditions = new RenditionService(cache, new Originals(cache, setup.originals));
  return {
    urls: createImageUrls(imgproxy, addresses, publicUrl),
    routes: (app) => {
      const limits = timeoutMs === undefined ? {} : { timeoutMs };
      renditionRoute(app, { reader, addresses, renditions, ...limits });
    },
  };
}
