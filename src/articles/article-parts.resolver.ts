import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { checkedCount } from '../graphql/page.args';
import { Image } from '../images/image.entity';
import { CreditRole } from '../people/credit-role.enum';
import { Person } from '../people/person.entity';
import { type Context } from '../request/context';
import { editionOf } from '../site/edition.lookup';
import { Translation } from './article-fields.types';
import { Article } from './article.entity';
import { Correction } from './correction.entity';
import { Credit } from './credit.entity';
import { Tag } from './tag.entity';

async function creditsOf(
  { loaders }: Context,
  article: Article,
  role?: CreditRole,
): Promise<Credit[]> {
  const credits = await loaders.creditsByArticle.load(article.uid);
  return role === undefined ? credits : credits.filter((credit) => credit.role === role);
}

/** What hangs on an article: each field is one load, gathered over all articles of the operation. */
@Resolver(() => Article)
export class ArticlePartsResolver {
  @FieldResolver(() => Image, { nullable: true, description: 'The lead picture.' })
  image(@Root() article: Article, @Ctx() { loaders }: Context): Promise<Image | null> | null {
    return article.imageId === null ? null : loaders.imageById.load(article.imageId);
  }

  @FieldResolver(() => [Credit], { description: 'Who did what, in the order of the bylines.' })
  credits(
    @Root() article: Article,
    @Ctx() context: Context,
    @Arg('role', () => CreditRole, { nullable: true, description: 'Only this role.' })
    role?: CreditRole,
  ): Promise<Credit[]> {
    return creditsOf(context, article, role ?? undefined);
  }

  @FieldResolver(() => [Person], { description: 'Who wrote it.' })
  async authors(@Root() article: Article, @Ctx() context: Context): Promise<Person[]> {
    const credits = await creditsOf(context, article, CreditRole.AUTHOR);
    return credits.map((credit) => credit.person);
  }

  @FieldResolver(() => [Person], { description: 'Who edited it.' })
  async editors(@Root() article: Article, @Ctx() context: Context): Promise<Person[]> {
    const credits = await creditsOf(context, article, CreditRole.EDITOR);
    return credits.map((credit) => credit.person);
  }

  @FieldResolver(() => [Tag], { description: 'What it is about, the most important first.' })
  async tags(
    @Root() article: Article,
    @Ctx() { loaders }: Context,
    @Arg('first', () => Int, {
      defaultValue: 20,
      nullable: true,
      description: 'How many, at most 100.',
    })
    first?: number | null,
  ): Promise<Tag[]> {
    const size = checkedCount('first', first ?? 20);
    const rows = await loaders.tagsByArticle.load(article.uid);
    return rows.slice(0, size).map((row) => row.tag);
  }

  @FieldResolver(() => [Correction], {
    description: 'What was wrong in it and has been put right, in the order it happened.',
  })
  corrections(@Root() article: Article, @Ctx() { loaders }: Context): Promise<Correction[]> {
    return loaders.correctionsByArticle.load(article.uid);
  }

  @FieldResolver(() => [Article], {
    description:
      "More on the same, of the same edition: an editor's choice first, then what is most alike.",
  })
  related(
    @Root() article: Article,
    @Ctx() { loaders }: Context,
    @Arg('first', () => Int, {
      defaultValue: 5,
      nullable: true,
      description: 'How many, at most 100.',
    })
    first?: number | null,
  ): Promise<Article[]> {
    const size = checkedCount('first', first ?? 5);
    return loaders.relatedByArticle.load({ articleId: article.uid, size });
  }

  @FieldResolver(() => [Translation], {
    description: "The other editions' public versions, in the editions' order.",
  })
  async translations(@Root() article: Article, @Ctx() context: Context): Promise<Translation[]> {
    const { frame, loaders } = context;
    const rows = await loaders.translationsByArticle.load(article.uid);
    return rows
      .map((row) => ({ ...row, edition: editionOf(frame, row.article.editionId) }))
      .sort((a, b) => frame.editions.indexOf(a.edition) - frame.editions.indexOf(b.edition))
      .map((row) => ({
        language: row.edition.language,
        article: row.article,
        isStale: row.isStale,
      }));
  }
}
