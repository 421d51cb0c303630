import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Article } from '../articles/article.entity';
import { PageInfo } from '../graphql/page-info.type';
import { type SearchTarget } from './search.target';
import { SuggestionKind } from './search.enums';
import { type RespellKey } from './spelling.queries';

@ObjectType({ simpleResolvers: true, description: 'An article that a search found.' })
export class SearchEdge {
  @Field(() => String, { description: 'To page on from here.' })
  cursor!: string;

  @Field(() => Article, { description: 'The article.' })
  node!: Article;

  @Field(() => Float, {
    description:
      'How well it fits, more is better; comparable within one search only. 0 beyond the newest 200 matches, and where the order is by date.',
  })
  score!: number;

  /** What it was found by. */
  target!: SearchTarget | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'How many of the articles found have a certain section, person, tag, format or year.',
})
export class SearchFacet {
  @Field(() => String, {
    description: 'What to filter by: a slug, a format, or a year of the edition.',
  })
  value!: string;

  @Field(() => String, { description: 'Its name as readers see it.' })
  label!: string;

  @Field(() => Int, { description: 'How many of the articles found have it.' })
  count!: number;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'Counts over everything a search found, not only the page shown; over the newest 2,000 where it found more. Most first.',
})
export class SearchFacets {
  @Field(() => [SearchFacet], { description: 'Sections; each includes its subsections.' })
  sections!: SearchFacet[];

  @Field(() => [SearchFacet], { description: 'The 20 people credited most, in whatever role.' })
  people!: SearchFacet[];

  @Field(() => [SearchFacet], { description: 'The 20 most used tags.' })
  tags!: SearchFacet[];

  @Field(() => [SearchFacet], { description: 'Formats.' })
  formats!: SearchFacet[];

  @Field(() => [SearchFacet], { description: "Years at the edition's place, the latest first." })
  years!: SearchFacet[];
}

@ObjectType({ simpleResolvers: true, description: 'A page of what a search found.' })
export class SearchConnection {
  @Field(() => [SearchEdge], { description: 'The articles with their cursors and highlights.' })
  edges!: SearchEdge[];

  @Field(() => [Article], { description: 'The articles alone.' })
  nodes!: Article[];

  @Field(() => PageInfo, { description: 'Where this page stands in the whole.' })
  pageInfo!: PageInfo;

  /** What was searched for, to be counted where a client asks; `null`: nothing. */
  target!: SearchTarget | null;

  /** What was typed, to be spelled anew where a client asks. */
  typed!: RespellKey;
}

@ObjectType({ simpleResolvers: true, description: 'Where somebody who types may want to go.' })
export class Suggestion {
  @Field(() => String, { description: 'A headline or a name, plain text.' })
  text!: string;

  @Field(() => SuggestionKind, { description: 'What it leads to.' })
  kind!: SuggestionKind;

  @Field(() => String, { description: "Its path, with the edition's prefix." })
  path!: string;
}
