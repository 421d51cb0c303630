import { Field, ObjectType } from 'type-graphql';
import { JsonScalar } from '../graphql/json.scalar';
import { LanguageTagScalar, UrlScalar } from '../graphql/scalars';
import { Image } from '../images/image.entity';

@ObjectType({ simpleResolvers: true, description: 'The same page in another language (hreflang).' })
export class Alternate {
  @Field(() => LanguageTagScalar, {
    description: 'Its language; x-default for the version to show to everyone else.',
  })
  language!: string;

  @Field(() => UrlScalar, { description: 'Its address.' })
  url!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A meta element of the head.' })
export class MetaTag {
  @Field(() => String, {
    description: 'Its property, such as og:title, or its name, such as twitter:card.',
  })
  property!: string;

  @Field(() => String, { description: 'Its content, not escaped.' })
  content!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What search engines and social networks want to know of a page.',
})
export class SeoMetadata {
  @Field(() => String, {
    description:
      "For the title element. An article's title for search engines, else its headline; else the page's title; with the site's name.",
  })
  title!: string;

  @Field(() => String, {
    description:
      "For the description. An article's standfirst, else the beginning of its text; a section's own description; else a sentence made of the titles.",
  })
  description!: string;

  @Field(() => UrlScalar, { description: 'The one address of this content.' })
  canonicalUrl!: string;

  @Field(() => Image, { nullable: true, description: 'The picture to share it with.' })
  image!: Image | null;

  @Field(() => String, { description: 'For the robots meta element.' })
  robots!: string;

  @Field(() => [Alternate], {
    description: 'The same in all its languages, itself included; empty where it has one only.',
  })
  alternates!: Alternate[];

  @Field(() => [MetaTag], { description: 'Open Graph and Twitter tags, in order.' })
  openGraph!: MetaTag[];

  @Field(() => JsonScalar, {
    description: 'By schema.org, for a script element of type application/ld+json.',
  })
  jsonLd!: object;
}
