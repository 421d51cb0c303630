// Tables and GraphQL types in one class each, with relations, as most people begin.
import { Field, ObjectType } from 'type-graphql';
import {
  Column,
  Entity,
  JoinColumn,
  ManyToOne,
  OneToMany,
  OneToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';

@ObjectType()
@Entity('section')
export class Section {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'parent_id', nullable: true })
  parentId: string | null;

  @OneToMany(() => Section, (section) => section.parent)
  children: Section[];

  @ManyToOne(() => Section, (section) => section.children)
  @JoinColumn({ name: 'parent_id' })
  parent: Relation<Section> | null;

  @Column('text')
  slug: string;

  @Field(() => String)
  @Column('text')
  name: string;

  @Column('int')
  position: number;

  @Field(() => String)
  get path(): string {
    return `/${this.slug}`;
  }
}

@ObjectType()
@Entity('person')
export class Person {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  slug: string;

  @Field(() => String)
  @Column('text')
  name: string;

  @Field(() => String)
  get path(): string {
    return `/authors/${this.slug}`;
  }
}

@ObjectType()
@Entity('tag')
export class Tag {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  slug: string;

  @Field(() => String)
  @Column('text')
  name: string;
}

@ObjectType()
@Entity('image')
export class Image {
  @PrimaryColumn('uuid')
  id: string;

  @Field(() => String)
  @Column('text')
  alt: string;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  credit: string | null;
}

@ObjectType()
@Entity('article')
export class Article {
  @PrimaryColumn('uuid')
  id: string;

  @Field(() => String)
  @Column('text')
  slug: string;

  @Field(() => String)
  @Column('text')
  headline: string;

  @Column('text', { name: 'seo_title', nullable: true })
  ownSeoTitle: string | null;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  standfirst: string | null;

  @Column('text')
  status: string;

  @Field(() => Date)
  @Column('timestamptz', { name: 'published_at' })
  publishedAt: Date;

  @Field(() => Date)
  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;

  @Column('uuid', { name: 'edition_id' })
  editionId: string;

  @Column('uuid', { name: 'section_id' })
  sectionId: string;

  @ManyToOne(() => Section)
  @JoinColumn({ name: 'section_id' })
  section: Relation<Section>;

  @ManyToOne(() => Image)
  @JoinColumn({ name: 'image_id' })
  image: Relation<Image> | null;

  @OneToOne(() => ArticleBody, (body) => body.article)
  body: Relation<ArticleBody>;

  @OneToMany(() => Credit, (credit) => credit.article)
  credits: Credit[];

  @OneToMany(() => ArticleTag, (link) => link.article)
  tagLinks: ArticleTag[];

  @Field(() => String)
  get seoTitle(): string {
    return this.ownSeoTitle ?? this.headline;
  }
}

@Entity('article_body')
export class ArticleBody {
  @PrimaryColumn('uuid', { name: 'article_id' })
  articleId: string;

  @Column('text')
  html: string;

  @OneToOne(() => Article, (article) => article.body)
  @JoinColumn({ name: 'article_id' })
  article: Relation<Article>;
}

@Entity('credit')
export class Credit {
  @PrimaryColumn('uuid', { name: 'article_id' })
  articleId: string;

  @PrimaryColumn('text')
  role: string;

  @PrimaryColumn('uuid', { name: 'person_id' })
  personId: string;

  @Column('int')
  position: number;

  @ManyToOne(() => Article, (article) => article.credits)
  @JoinColumn({ name: 'article_id' })
  article: Relation<Article>;

  @ManyToOne(() => Person)
  @JoinColumn({ name: 'person_id' })
  person: Relation<Person>;
}

@Entity('article_tag')
export class ArticleTag {
  @PrimaryColumn('uuid', { name: 'article_id' })
  articleId: string;

  @PrimaryColumn('uuid', { name: 'tag_id' })
  tagId: string;

  @Column('int')
  position: number;

  @ManyToOne(() => Article, (article) => article.tagLinks)
  @JoinColumn({ name: 'article_id' })
  article: Relation<Article>;

  @ManyToOne(() => Tag)
  @JoinColumn({ name: 'tag_id' })
  tag: Relation<Tag>;
}

@Entity('related_article')
export class RelatedArticle {
  @PrimaryColumn('uuid', { name: 'article_id' })
  articleId: string;

  @PrimaryColumn('int')
  rank: number;

  @ManyToOne(() => Article)
  @JoinColumn({ name: 'related_id' })
  related: Relation<Article>;
}

@Entity('popular_ranking')
export class PopularRanking {
  @PrimaryColumn('uuid', { name: 'scope_id' })
  scopeId: string;

  @PrimaryColumn('text', { name: 'time_window' })
  window: string;

  @PrimaryColumn('text')
  metric: string;

  @PrimaryColumn('int')
  rank: number;

  @ManyToOne(() => Article)
  @JoinColumn({ name: 'article_id' })
  article: Relation<Article>;
}
