import { createLoader, oneByKey } from '../sql/loader';
import { type RequestReader } from '../sql/request-reader';
import { lostPaths, type PathKey } from './lost-path.queries';

const pathKey = ({ editionId, path }: PathKey) => `${editionId} ${path}`;

export function createPageLoaders(reader: RequestReader) {
  return {
    lostPathByPath: createLoader(
      reader,
      async (keys: readonly PathKey[]) =>
        oneByKey(keys.map(pathKey), await lostPaths(reader, keys), pathKey),
      pathKey,
    ),
  };
}
