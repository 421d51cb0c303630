import { createLoader, loadInGroups } from '../sql/loader';
import { type RequestReader } from '../sql/request-reader';
import { type AudienceKey, audiencePoints, type AudiencePointRow } from './figures.queries';
import { liveReaders, type LiveReadersKey } from './live-readers.queries';
import { output, type OutputKey, type OutputPointRow } from './output.queries';
import { type ArticleAudienceRow, topArticles, type TopArticlesKey } from './top-articles.queries';

/** Keys that one statement answers: the same but for the article. */
function groupOf({ scope, ...rest }: AudienceKey): string {
  return JSON.stringify([scope.kind === 'article' ? 'article' : scope, rest]);
}

/** The newsroom's figures, of what is hidden too: for editors alone. */
export function createFigureLoaders(reader: RequestReader) {
  return {
    audiencePoints: createLoader<AudienceKey, AudiencePointRow[]>(
      reader,
      (keys) => loadInGroups(keys, groupOf, (group) => audiencePoints(reader, group)),
      JSON.stringify,
    ),
    topArticles: createLoader<TopArticlesKey, ArticleAudienceRow[]>(
      reader,
      (keys) => Promise.all(keys.map((key) => topArticles(reader, key))),
      JSON.stringify,
    ),
    liveReaders: createLoader<LiveReadersKey, number>(
      reader,
      (keys) => Promise.all(keys.map((key) => liveReaders(reader, key))),
      JSON.stringify,
    ),
    output: createLoader<OutputKey, OutputPointRow[]>(
      reader,
      (keys) => Promise.all(keys.map((key) => output(reader, key))),
      JSON.stringify,
    ),
  };
}
