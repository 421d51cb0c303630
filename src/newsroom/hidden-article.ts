import { type Article } from '../articles/article.entity';
import { type Context } from '../request/context';
import { type NewsroomArticle } from './newsroom-article.type';
import { noArticle } from './newsroom.errors';

/**
 * The whole article behind a newsroom article: from here on this operation, an editor's, sees its corrections
 * as well. Other hidden articles that it links to, or is a translation of, stay hidden.
 */
export async function revealed(context: Context, { uid, row }: NewsroomArticle): Promise<Article> {
  const parts = await context.asEditor().loaders.hiddenParts.load(uid);
  const { correctionsByArticle } = context.loaders;
  correctionsByArticle.clear(uid).prime(uid, parts?.corrections ?? []);
  return row;
}

/** An article as it is after a mutation, whatever this operation read of it before. */
export async function freshArticle(context: Context, uid: string): Promise<NewsroomArticle> {
  const { loaders } = context.asEditor();
  loaders.hiddenParts.clear(uid);
  loaders.revisionsByArticle.clear(uid);
  for (const loader of [
    'bodyByArticle',
    'creditsByArticle',
    'tagsByArticle',
    'correctionsByArticle',
    'translationsByArticle',
    'articleById',
  ] as const) {
    context.loaders[loader].clear(uid);
  }
  const article = await loaders.newsroomArticleById.clear(uid).load(uid);
  if (!article) throw noArticle();
  return article;
}
