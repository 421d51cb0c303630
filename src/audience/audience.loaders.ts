import { createLoader } from '../sql/loader';
import { type RequestReader } from '../sql/request-reader';
import {
  type NowReadingKey,
  nowReadingByScope,
  type PopularItem,
  type PopularKey,
  popularByScope,
} from './popular.queries';

export function createAudienceLoaders(reader: RequestReader) {
  return {
    popularByScope: createLoader<PopularKey, PopularItem[]>(
      reader,
      (keys) => popularByScope(reader, keys),
      ({ scope, window, metric, size }) => `${scope.id} ${window} ${metric} ${size}`,
    ),
    nowReadingByScope: createLoader<NowReadingKey, PopularItem[]>(
      reader,
      (keys) => nowReadingByScope(reader, keys),
      ({ scope, size }) => `${scope.id} ${size}`,
    ),
  };
}
