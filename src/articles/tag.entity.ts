import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { toGlobalId } from '../graphql/global-id';
import { Node } from '../graphql/node.type';
import { Edition } from '../site/edition.entity';
import { TagKind } from './article.enums';
import { Article } from './article.entity';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'What articles of one edition are about: a topic, a place, an organisation, a person, an event.',
})
@Entity('tag')
@Unique('tag_edition_slug_key', ['editionId', 'slug'])
export class Tag implements Node {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'tag_pkey' })
  uid!: string;

  @Column({ name: 'edition_id', type: 'uuid' })
  editionId!: string;

  @ManyToOne(() => Edition, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'edition_id', foreignKeyConstraintName: 'tag_edition_id_fkey' })
  editionRow?: Edition;

  @Field(() => String, { description: 'The last part of its path; unique in its edition.' })
  @Column({ name: 'slug', type: 'text' })
  slug!: string;

  @Field(() => String, { description: 'Its name as readers see it.' })
  @Column({ name: 'name', type: 'text' })
  name!: string;

  @Field(() => TagKind, { description: 'What it stands for.' })
  @Column({
    name: 'kind',
    type: 'enum',
    enum: TagKind,
    enumName: 'tag_kind',
    default: TagKind.TOPIC,
  })
  kind!: TagKind;

  @Field(() => ID, { description: 'Opaque and stable.' })
  get id(): string {
    return toGlobalId('Tag', this.uid);
  }
}

/** `published_at` repeats the article's, kept by a trigger, so that a tag's newest articles are one index range. */
@Entity('article_tag')
@Index('article_tag_tag_published_idx', ['tagId', 'publishedAt', 'articleId'])
export class ArticleTag {
  @PrimaryColumn({ name: 'article_id', type: 'uuid', primaryKeyConstraintName: 'article_tag_pkey' })
  articleId!: string;

  @ManyToOne(() => Article, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'article_id', foreignKeyConstraintName: 'article_tag_article_id_fkey' })
  articleRow?: Article;

  @PrimaryColumn({ name: 'tag_id', type: 'uuid', primaryKeyConstraintName: 'article_tag_pkey' })
  tagId!: string;

  @ManyToOne(() => Tag, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'tag_id', foreignKeyConstraintName: 'article_tag_tag_id_fkey' })
  tagRow?: Tag;

  @Column({ name: 'position', type: 'integer', default: 0 })
  position!: number;

  @Column({ name: 'published_at', type: 'timestamptz', precision: 3, nullable: true })
  publishedAt!: Date | null;
}
