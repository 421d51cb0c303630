import { Field, ID, InputType, Int } from 'type-graphql';
import { TagKind } from '../articles/article.enums';
import { PopularWindow } from '../audience/audience.entity';
import { LanguageTagScalar } from '../graphql/scalars';
import { ModuleSource } from '../pages/page.enums';

@InputType({ description: 'Somebody; what is left out stays.' })
export class PersonInput {
  @Field(() => String, { description: 'The last part of the path, by which the person is known.' })
  slug!: string;

  @Field(() => String, { description: 'The name as it stands in bylines.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'What the person does.' })
  jobTitle?: string | null;

  @Field(() => String, { nullable: true, description: 'A few sentences, plain text.' })
  bio?: string | null;

  @Field(() => ID, { nullable: true, description: 'The portrait.' })
  imageId?: string | null;
}

@InputType({ description: 'A section; what is left out stays.' })
export class SectionInput {
  @Field(() => String, {
    description: 'Its part of the path, by which it is known in its edition.',
  })
  slug!: string;

  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => LanguageTagScalar, { description: 'Its edition.' })
  edition!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The slug of the section above it; null: none.',
  })
  parent?: string | null;

  @Field(() => String, { nullable: true, description: 'A sentence on what it covers.' })
  description?: string | null;

  @Field(() => Int, { nullable: true, description: 'Its place among its siblings.' })
  position?: number | null;
}

@InputType({ description: 'A tag.' })
export class TagInput {
  @Field(() => String, { description: 'The last part of its path, by which it is known.' })
  slug!: string;

  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => LanguageTagScalar, { description: 'Its edition.' })
  edition!: string;

  @Field(() => TagKind, { description: 'What it stands for.' })
  kind!: TagKind;
}

@InputType({ description: 'A list of articles on a page.' })
export class PageModuleInput {
  @Field(() => String, { description: 'Unique on its page; clients style and count by it.' })
  key!: string;

  @Field(() => String, { nullable: true, description: 'Its title; a usual one when left out.' })
  title?: string | null;

  @Field(() => ModuleSource, { description: 'By which rule it is filled.' })
  source!: ModuleSource;

  @Field(() => String, {
    nullable: true,
    description: "The slug of the section it is about; the page's own subject when left out.",
  })
  section?: string | null;

  @Field(() => [ID], { nullable: true, description: 'Articles that stand first.' })
  pinned?: string[] | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The public or curated list to show, where that is the source.',
  })
  readingListId?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many articles; 5 when left out.' })
  size?: number | null;

  @Field(() => PopularWindow, { nullable: true, description: 'The time that popularity is of.' })
  window?: PopularWindow | null;
}
