import { type Article } from '../articles/article.entity';
import {
  type createArticleLoaders,
  type createArticlePartLoaders,
} from '../articles/article.loaders';
import { type Reader } from '../sql/reader';
import { noArticle } from './newsroom.errors';
import { type PreviewKey } from './preview.links';
import { previewOf } from './preview.queries';

type ArticleLoaders = Pick<
  ReturnType<typeof createArticleLoaders> & ReturnType<typeof createArticlePartLoaders>,
  'bodyByArticle' | 'creditsByArticle' | 'tagsByArticle' | 'correctionsByArticle'
>;

/**
 * The article that a preview link shows. What hangs on it is, for this operation, what hung on it at that revision;
 * every other article is what it is to everyone.
 */
export async function openPreview(
  reader: Reader,
  loaders: ArticleLoaders,
  key: PreviewKey,
): Promise<Article> {
  const preview = await previewOf(reader, key);
  if (!preview) throw noArticle();
  const { articleId } = key;
  const { article, body, credits, tags, corrections } = preview;
  loaders.bodyByArticle.clear(articleId).prime(articleId, body);
  loaders.creditsByArticle.clear(articleId).prime(articleId, credits);
  loaders.correctionsByArticle.clear(articleId).prime(articleId, corrections);
  loaders.tagsByArticle.clear(articleId).prime(articleId, tags);
  return article;
}
