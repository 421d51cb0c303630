import { Field, Int, InterfaceType, ObjectType } from 'type-graphql';
import { Archive } from '../articles/archive.type';
import { Article } from '../articles/article.entity';
import { Person } from '../people/person.entity';
import { Section } from '../sections/section.entity';
import { type StaticPage } from '../site/static-page.entity';
import { ModulePlacement, ModuleSource, PageKind } from './page.enums';
import { type PageSubject } from './page.subject';

@ObjectType({ simpleResolvers: true, description: 'A step on the way from the front page.' })
export class Breadcrumb {
  @Field(() => String, { description: 'What to show.' })
  title!: string;

  @Field(() => String, { description: 'Where it leads.' })
  path!: string;
}

@InterfaceType({
  description:
    'A part of a page. An interface, so that a client built before a new kind of module still gets the rest.',
})
export abstract class PageModule {
  @Field(() => String, { description: 'Unique on its page and stable: for styling and counting.' })
  key!: string;

  @Field(() => String, { nullable: true, description: "Its heading, in the edition's language." })
  title!: string | null;
}

@ObjectType({
  implements: PageModule,
  simpleResolvers: true,
  description: "The page's own article.",
})
export class ArticleModule extends PageModule {
  @Field(() => Article, { description: 'The article.' })
  article!: Article;
}

@ObjectType({
  simpleResolvers: true,
  description: 'An article in a list, and why it stands there.',
})
export class ModuleItem {
  @Field(() => Article, { description: 'The article.' })
  article!: Article;

  @Field(() => ModulePlacement, { description: 'Why it stands there.' })
  placement!: ModulePlacement;
}

@ObjectType({ implements: PageModule, simpleResolvers: true, description: 'A list of articles.' })
export class ArticleListModule extends PageModule {
  @Field(() => ModuleSource, { description: 'By which rule it is filled.' })
  source!: ModuleSource;

  @Field(() => Section, { nullable: true, description: 'The section it is about.' })
  section!: Section | null;

  @Field(() => String, { nullable: true, description: 'Where there is more of it.' })
  morePath!: string | null;

  @Field(() => [ModuleItem], {
    description: 'Its articles, each with the reason why it stands there.',
  })
  items!: ModuleItem[];

  @Field(() => [Article], { description: 'Its articles alone.' })
  get articles(): Article[] {
    return this.items.map((item) => item.article);
  }
}

@ObjectType({
  implements: PageModule,
  simpleResolvers: true,
  description: 'Who the page is about.',
})
export class PersonModule extends PageModule {
  @Field(() => Person, { description: 'The person.' })
  person!: Person;
}

@ObjectType({ implements: PageModule, description: "A static page's text." })
export class TextModule extends PageModule {
  staticPage!: StaticPage;
}

@ObjectType({
  implements: PageModule,
  simpleResolvers: true,
  description: 'A part of the archive.',
})
export class ArchiveModule extends PageModule {
  @Field(() => Archive, { description: 'The archive, narrowed to the period of the page.' })
  archive!: Archive;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A whole page of the site, composed by its public path.',
})
export class Page {
  @Field(() => String, { description: 'Its canonical path.' })
  path!: string;

  @Field(() => Int, {
    description: '200; 301 with `redirectTo`; 410 for what was published and then withdrawn.',
  })
  status!: number;

  @Field(() => PageKind, { description: 'What it is about.' })
  kind!: PageKind;

  @Field(() => String, { description: 'Its title as readers see it.' })
  title!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The path that it has moved to, for status 301; else null.',
  })
  redirectTo!: string | null;

  subject!: PageSubject;

  /** The modules, composed once for all fields that need them. */
  compose!: () => Promise<PageModule[]>;

  /** The modules where they are being composed already. */
  composition: Promise<PageModule[]> | undefined;
}
