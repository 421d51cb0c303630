import { createLoader } from '../sql/loader';
import { type RequestReader } from '../sql/request-reader';
import { type PopularItem, type PopularKey, popularByScope } from './popular.queries';

export function createAudienceLoaders(reader: RequestReader) {
  return {
    popularByScope: createLoader<PopularKey, PopularItem[]>(
      reader,
      (keys) => popularByScope(reader, keys),
      ({ scope, window, metric, size }) => `${scope.id} ${window} ${metric} ${size}`,
    ),
  };
}
