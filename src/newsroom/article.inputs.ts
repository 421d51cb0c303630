import { Field, ID, InputType } from 'type-graphql';
import { ArticleFormat } from '../articles/article.enums';
import { DateTimeScalar, LanguageTagScalar, UrlScalar } from '../graphql/scalars';
import { CreditRole } from '../people/credit-role.enum';
import { BodyBlockInput } from './body-block.inputs';

@InputType({ description: 'Somebody who did something for an article.' })
export class CreditInput {
  @Field(() => CreditRole, { description: 'What the person did.' })
  role!: CreditRole;

  @Field(() => String, { description: "The person's slug." })
  person!: string;
}

@InputType({ description: "An article's own rights, before its source's and the site's." })
export class RightsInput {
  @Field(() => String, {
    nullable: true,
    description: 'What others may do with it; null: nothing of its own.',
  })
  usageTerms?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether a reprint has to name the source.',
  })
  attributionRequired?: boolean | null;

  @Field(() => UrlScalar, { nullable: true, description: 'Where a reprint has to link to.' })
  attributionUrl?: string | null;
}

@InputType({ description: 'Where an article comes from.' })
export class ContentSourceInput {
  @Field(() => String, { description: "The source's name; one that is not known yet is made." })
  name!: string;

  @Field(() => UrlScalar, { nullable: true, description: "The article's address at the source." })
  url?: string | null;

  @Field(() => String, { nullable: true, description: "The article's id at the source." })
  externalId?: string | null;
}

const text = (description: string) => ({ nullable: true as const, description });

@InputType({
  description:
    'An article. On update, a field left out stays as it is, and null clears what may be empty. A new one needs a headline and a section.',
})
export class ArticleInput {
  @Field(
    () => LanguageTagScalar,
    text('Its edition: the default one when left out. It cannot be changed later.'),
  )
  edition?: string | null;

  @Field(() => String, text("Its section's slug."))
  section?: string | null;

  @Field(() => ArticleFormat, text('What kind of journalism it is; NEWS when left out.'))
  format?: ArticleFormat | null;

  @Field(
    () => String,
    text('The last part of its path; made of the headline when left out. The old path redirects.'),
  )
  slug?: string | null;

  @Field(() => String, text('The headline.'))
  headline?: string | null;

  @Field(() => String, text('The title for search engines.'))
  seoTitle?: string | null;

  @Field(() => String, text('A shorter title for teasers.'))
  shortTitle?: string | null;

  @Field(() => String, text('A word or two to stand above the headline.'))
  kicker?: string | null;

  @Field(() => String, text('One or two sentences between headline and body, plain text.'))
  standfirst?: string | null;

  @Field(() => [BodyBlockInput], text('The whole body. Blocks that carry their ids keep them.'))
  body?: BodyBlockInput[] | null;

  @Field(() => ID, text('The lead picture.'))
  imageId?: string | null;

  @Field(() => [CreditInput], text('Who did what, in the order of the bylines.'))
  credits?: CreditInput[] | null;

  @Field(() => [String], text('Slugs of tags of its edition, the most important first.'))
  tags?: string[] | null;

  @Field(() => DateTimeScalar, text('Until then it is hidden, though published.'))
  embargoUntil?: Date | null;

  @Field(() => RightsInput, text('Its own rights; a field of them left out stays as it is.'))
  rights?: RightsInput | null;

  @Field(
    () => ID,
    text('The original, an article of another edition, that it is a translation of.'),
  )
  translationOf?: string | null;

  @Field(() => ContentSourceInput, text('Where it comes from; null: written here.'))
  source?: ContentSourceInput | null;
}
