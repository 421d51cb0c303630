import { imageTag } from '../cache/cache.tags';
import { createLoader, oneByKey } from '../sql/loader';
import { type RequestReader } from '../sql/request-reader';
import { createSharedLoader } from '../sql/shared.loader';
import { type Image } from './image.entity';
import { imagesById, publicImagesById } from './image.queries';

const uidOf = (image: Image) => image.uid;

export function createImageLoaders(reader: RequestReader) {
  return {
    /** For pictures reached through something public. */
    imageById: createSharedLoader<string, Image | null>(
      reader,
      async (uids) => oneByKey(uids, await imagesById(reader, uids), uidOf),
      { name: 'image', tags: (uid) => [imageTag(uid)] },
    ),
    /** For pictures asked for by their own id. */
    publicImageById: createLoader(reader, async (uids: readonly string[]) =>
      oneByKey(uids, await publicImagesById(reader, uids), uidOf),
    ),
  };
}
