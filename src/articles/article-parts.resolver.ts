import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { type Loaded, whenLoaded } from '../graphql/loaded';
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

function peopleOf({ loaders }: Context, article: Article, role: CreditRole): Loaded<Person[]> {
  return whenLoaded(loaders.creditsByArticle.get(article.uid), (credits) =>
    credits.filter((credit) => credit.role === role).map((credit) => credit.person),
  );
}

/** What hangs on an article: each field is one load, gathered over all articles of the operation. */
@Resolver(() => Article)
export class ArticlePartsResolver {
  @FieldResolver(() => Image, { nullable: true, description: 'The lead picture.' })
  image(@Root() article: Article, @Ctx() { loaders }: Context): Loaded<Image | null> {
    return article.imageId === null ? null : loaders.imageById.get(article.imageId);
  }

  @FieldResolver(() => [Credit], { description: 'Who did what, in the order of the bylines.' })
  credits(
    @Root() article: Article,
    @Ctx() { loaders }: Context,
    @Arg('role', () => CreditRole, { nullable: true, description: 'Only this role.' })
    role?: CreditRole | null,
  ): Loaded<Credit[]> {
    return whenLoaded(loaders.creditsByArticle.get(article.uid), (credits) =>
      role == null ? credits : credits.filter((credit) => credit.role === role),
    );
  }

  @FieldResolver(() => [Person], { description: 'Who wrote it.' })
  authors(@Root() article: Article, @Ctx() context: Context): Loaded<Person[]> {
    return peopleOf(context, article, CreditRole.AUTHOR);
  }

  @FieldResolver(() => [Person], { description: 'Who edited it.' })
  editors(@Root() article: Article, @Ctx() context: Context): Loaded<Person[]> {
    return peopleOf(context, article, CreditRole.EDITOR);
  }

  @FieldResolver(() => [Tag], { description: 'What it is about, the most important first.' })
  tags(
    @Root() article: Article,
    @Ctx() { loaders }: Context,
    @Arg('first', () => Int, {
      defaultValue: 20,
      nullable: true,
      description: 'How many, at most 100.',
    })
    first?: number | null,
  ): Loaded<Tag[]> {
    const size = checkedCount('first', first ?? 20);
    return whenLoaded(loaders.tagsByArticle.get(article.uid), (tags) => tags.slice(0, size));
  }

  @FieldResolver(() => [Correction], {
    description: 'What was wrong in it and has been put right, in the order it happened.',
  })
  corrections(@Root() article: Article, @Ctx() { loaders }: Context): Loaded<Correction[]> {
    return loaders.correctionsByArticle.get(article.uid);
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
  ): Loaded<Article[]> {
    const size = checkedCount('first', first ?? 5);
    const { uid: articleId, editionId } = article;
    return loaders.relatedByArticle.get({ articleId, editionId, size });
  }

  @FieldResolver(() => [Translation], {
    description: "The other editions' public versions, in the editions' order.",
  })
  translations(
    @Root() article: Article,
    @Ctx() { frame, loaders }: Context,
  ): Loaded<Translation[]> {
    return whenLoaded(loaders.translationsByArticle.get(article.uid), (rows) =>
      rows
        .map((row) => ({ ...row, edition: editionOf(frame, row.article.editionId) }))
        .sort((a, b) => frame.editions.indexOf(a.edition) - frame.editions.indexOf(b.edition))
        .map((row) => ({
          language: row.edition.language,
          article: row.article,
          isStale: row.isStale,
        })),
    );
  }
}
