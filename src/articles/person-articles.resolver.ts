import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { type Loaded } from '../graphql/loaded';
import { PageArgs } from '../graphql/page.args';
import { LanguageTagScalar } from '../graphql/scalars';
import { CreditRole } from '../people/credit-role.enum';
import { Person } from '../people/person.entity';
import { type Context } from '../request/context';
import { editionFor } from '../site/edition.lookup';
import { ArticleConnection } from './article-connection.type';
import { articleConnection } from './article-list';
import { ArticleOrder } from './article.enums';

@Resolver(() => Person)
export class PersonArticlesResolver {
  @FieldResolver(() => ArticleConnection, {
    description: 'The public articles that credit the person, the newest first.',
  })
  articles(
    @Root() person: Person,
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('edition', () => LanguageTagScalar, {
      nullable: true,
      description: 'Only of this edition; of all when left out.',
    })
    language?: string,
    @Arg('role', () => CreditRole, { nullable: true, description: 'Only with this role.' })
    role?: CreditRole,
  ): Loaded<ArticleConnection> {
    const filter = {
      ...(language != null && { editionId: editionFor(context.frame, language).uid }),
      ...(role != null && { role }),
    };
    const list = { driver: 'person' as const, members: [person.uid], filter };
    return articleConnection(context, list, ArticleOrder.NEWEST, args);
  }
}
