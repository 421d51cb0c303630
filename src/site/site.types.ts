import { Field, ObjectType } from 'type-graphql';
import { UrlScalar } from '../graphql/scalars';
import { type Edition as EditionEntity } from './edition.entity';

@ObjectType({
  description: "Everything that a page's frame needs: masthead, navigation, footer, channels.",
})
export class Site {
  constructor(readonly shownEdition: EditionEntity) {}
}

@ObjectType({ simpleResolvers: true, description: 'A feed that a reader can subscribe to.' })
export class Feed {
  @Field(() => String, { description: 'What it holds.' })
  title!: string;

  @Field(() => UrlScalar, { description: 'Its address.' })
  url!: string;

  @Field(() => String, { description: 'Its media type, such as application/rss+xml.' })
  mediaType!: string;
}
