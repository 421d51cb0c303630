import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { toGlobalId } from '../graphql/global-id';
import { Node } from '../graphql/node.type';
import { DateTimeScalar } from '../graphql/scalars';
import { Article } from './article.entity';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'What was wrong in an article and has been put right, said in public.',
})
@Entity('correction')
@Index('correction_article_id_idx', ['articleId', 'publishedAt'])
export class Correction implements Node {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'correction_pkey' })
  uid!: string;

  @Column({ name: 'article_id', type: 'uuid' })
  articleId!: string;

  @ManyToOne(() => Article, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'article_id', foreignKeyConstraintName: 'correction_article_id_fkey' })
  articleRow?: Article;

  @Field(() => String, { description: 'What was wrong and what is right, plain text.' })
  @Column({ name: 'text', type: 'text' })
  text!: string;

  @Field(() => DateTimeScalar, { description: 'When it was put right.' })
  @Column({ name: 'published_at', type: 'timestamptz', precision: 3 })
  publishedAt!: Date;

  @Field(() => ID, { description: 'Opaque and stable.' })
  get id(): string {
    return toGlobalId('Correction', this.uid);
  }
}
