import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { articleUrl } from '../articles/article-place.resolver';
import { uidOf } from '../graphql/global-id';
import { DateTimeScalar, UrlScalar } from '../graphql/scalars';
import { type Context } from '../request/context';
import { freshArticle } from './hidden-article';
import { previewExpiry } from './preview.links';

@Resolver()
export class PreviewResolver {
  @Mutation(() => UrlScalar, {
    description:
      'A link that shows an article as it is now, to whoever has it, until it expires: the page’s address with `preview=` and a token, which a client hands to `article` or `page` as `previewToken`.',
  })
  async createPreviewLink(
    @Ctx() context: Context,
    @Arg('articleId', () => ID, { description: 'The article.' }) id: string,
    @Arg('expiresAt', () => DateTimeScalar, {
      nullable: true,
      description: 'Until when, at most 30 days ahead; 7 days when left out.',
    })
    expiresAt?: Date | null,
  ): Promise<string> {
    const { commands } = context.asEditor();
    const uid = uidOf('Article', id, 'articleId');
    const token = await commands.createPreviewToken(uid, previewExpiry(expiresAt ?? null));
    const { row } = await freshArticle(context, uid);
    return `${articleUrl(context, row)}?preview=${token}`;
  }
}
