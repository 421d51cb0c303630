import { readingOf } from '../articles/article.reading';
import { articleTag, listTag } from '../cache/cache.tags';
import { type RequestReader } from '../sql/request-reader';
import { createSharedLoader } from '../sql/shared.loader';
import {
  type NowReadingKey,
  nowReadingByScope,
  type PopularItem,
  type PopularKey,
  type PopularScope,
  popularByScope,
} from './popular.queries';

/** How long a ranking may be shown: rankings have no events, only their articles do. */
const POPULAR_MS = 15_000;
const NOW_READING_MS = 3_000;

/** A section whose subsections change is another scope than before. */
const scopeKey = ({ id, members }: PopularScope): string => [id, ...members].join();

/** Where too few are ranked, the newest of the scope fill it up. */
function rankingTags({ scope, size }: NowReadingKey, items: PopularItem[]): string[] {
  const { kind, id, members } = scope;
  const isFilledUp = items.length < size || items.some(({ isFallback }) => isFallback);
  const owners = kind === 'section' ? members : [id];
  return [
    ...items.map(({ article }) => articleTag(article.uid)),
    ...(isFilledUp ? owners.map((uid) => listTag(kind, uid)) : []),
  ];
}

export function createAudienceLoaders(reader: RequestReader) {
  const variant = () => readingOf(reader).lists;
  return {
    popularByScope: createSharedLoader<PopularKey, PopularItem[]>(
      reader,
      (keys) => popularByScope(reader, keys, readingOf(reader).lists),
      { name: 'popular', tags: rankingTags, freshForMs: () => POPULAR_MS, variant },
      ({ scope, window, metric, size }) => `${scopeKey(scope)} ${window} ${metric} ${size}`,
    ),
    nowReadingByScope: createSharedLoader<NowReadingKey, PopularItem[]>(
      reader,
      (keys) => nowReadingByScope(reader, keys, readingOf(reader).lists),
      { name: 'now reading', tags: rankingTags, freshForMs: () => NOW_READING_MS, variant },
      ({ scope, size }) => `${scopeKey(scope)} ${size}`,
    ),
  };
}
