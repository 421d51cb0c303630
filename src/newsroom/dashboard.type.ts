import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Article } from '../articles/article.entity';
import { DateTimeScalar } from '../graphql/scalars';

@ObjectType({
  simpleResolvers: true,
  description: 'An article and its audience in a stretch of time.',
})
export class ArticleAudience {
  @Field(() => Article, { description: 'The article.' })
  article!: Article;

  @Field(() => Int, { description: 'How often it was viewed.' })
  views!: number;

  @Field(() => Int, {
    description: 'By how many; who comes back on another day counts once more.',
  })
  readers!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Views against the stretch before, of the same length: 0.5 is half as many again; null where there were none.',
  })
  change!: number | null;
}

@ObjectType({ simpleResolvers: true, description: 'The audience from one time to the next point.' })
export class AudiencePoint {
  @Field(() => DateTimeScalar, { description: 'Where it starts.' })
  at!: Date;

  @Field(() => Int, { description: 'Views.' })
  views!: number;

  @Field(() => Int, { description: 'Readers, each counted when they first come that day.' })
  readers!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What was published from one time to the next point.',
})
export class OutputPoint {
  @Field(() => DateTimeScalar, { description: 'Where it starts.' })
  at!: Date;

  @Field(() => String, {
    nullable: true,
    description: 'Of which section, person or format; null where it is not divided.',
  })
  group!: string | null;

  @Field(() => Int, { description: 'How many articles.' })
  articles!: number;

  @Field(() => Int, { description: 'How many words they have.' })
  words!: number;
}
