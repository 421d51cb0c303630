import { Field, ObjectType } from 'type-graphql';
import { LanguageTagScalar, UrlScalar } from '../graphql/scalars';
import { Article } from './article.entity';

@ObjectType({ simpleResolvers: true, description: "Another edition's version of an article." })
export class Translation {
  @Field(() => LanguageTagScalar, { description: 'In which language it is.' })
  language!: string;

  @Field(() => Article, { description: 'The version itself.' })
  article!: Article;

  @Field(() => Boolean, {
    description: 'Whether the original has been edited since this version was last saved.',
  })
  isStale!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'Where an imported article comes from.' })
export class ContentSource {
  @Field(() => String, { description: "The source's name." })
  name!: string;

  @Field(() => UrlScalar, { nullable: true, description: "The article's address at the source." })
  url!: string | null;

  @Field(() => String, { nullable: true, description: "The article's id at the source." })
  externalId!: string | null;
}
