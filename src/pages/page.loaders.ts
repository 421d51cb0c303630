import { articleTag, lostTag } from '../cache/cache.tags';
import { oneByKey } from '../sql/loader';
import { type RequestReader } from '../sql/request-reader';
import { createSharedLoader } from '../sql/shared.loader';
import { type LostPath, lostPaths, type PathKey } from './lost-path.queries';

const pathKey = ({ editionId, path }: PathKey) => `${editionId} ${path}`;

export function createPageLoaders(reader: RequestReader) {
  return {
    lostPathByPath: createSharedLoader<PathKey, LostPath | null>(
      reader,
      async (keys) => oneByKey(keys.map(pathKey), await lostPaths(reader, keys), pathKey),
      {
        name: 'lost path',
        freshForMs: (_key, lost) => lost?.goneInMs ?? Infinity,
        tags: ({ editionId }, lost) => [
          lostTag(editionId),
          ...(lost?.articleId ? [articleTag(lost.articleId)] : []),
        ],
      },
      pathKey,
    ),
  };
}
