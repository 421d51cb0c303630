import { ArgsType, Field, ID } from 'type-graphql';
import { OutputBreakdown, TimeBucket } from '../audience/figures.enums';
import { DateTimeScalar, LanguageTagScalar } from '../graphql/scalars';

const FROM = { description: 'From then on.' };
const TO = { description: 'Before then; later than `from`, at most 500 years.' };
const BUCKET = { description: 'Into what it is divided, at most 5,000 of them.' };
const EDITION = {
  nullable: true,
  description: 'Of this edition; of the default one when left out.',
};

@ArgsType()
export class ScopeArgs {
  @Field(() => LanguageTagScalar, EDITION)
  edition?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only of this section and its subsections, by slug.',
  })
  section?: string | null;
}

@ArgsType()
export class TopArticlesArgs extends ScopeArgs {
  @Field(() => DateTimeScalar, FROM)
  from!: Date;

  @Field(() => DateTimeScalar, TO)
  to!: Date;
}

@ArgsType()
export class BucketArgs {
  @Field(() => DateTimeScalar, FROM)
  from!: Date;

  @Field(() => DateTimeScalar, TO)
  to!: Date;

  @Field(() => TimeBucket, BUCKET)
  bucket!: TimeBucket;
}

@ArgsType()
export class AudienceArgs extends BucketArgs {
  @Field(() => LanguageTagScalar, {
    nullable: true,
    description:
      'Of this edition, and in its time zone. When left out, a person’s audience is that of all editions, an article’s its own one’s, any other the default one’s.',
  })
  edition?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Only of this section and its subsections, by slug. Not together with `person` or `articleId`.',
  })
  section?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Only of articles with a credit of this person, by slug. Not together with `articleId`.',
  })
  person?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only of this article.' })
  articleId?: string | null;
}

@ArgsType()
export class OutputArgs extends BucketArgs {
  @Field(() => LanguageTagScalar, EDITION)
  edition?: string | null;

  @Field(() => OutputBreakdown, {
    nullable: true,
    description: 'What else to divide it by; there are no points of nothing then.',
  })
  by?: OutputBreakdown | null;
}
