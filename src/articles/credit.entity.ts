import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Person } from '../people/person.entity';
import { CreditRole } from '../people/credit-role.enum';
import { Article } from './article.entity';

/** `published_at` repeats the article's, kept by a trigger, so that a person's newest articles are one index range. */
@ObjectType({ simpleResolvers: true, description: 'Who did what for an article.' })
@Entity('credit')
@Index('credit_person_published_idx', ['personId', 'publishedAt', 'articleId'])
@Index('credit_person_role_published_idx', ['personId', 'role', 'publishedAt', 'articleId'])
export class Credit {
  @PrimaryColumn({ name: 'article_id', type: 'uuid', primaryKeyConstraintName: 'credit_pkey' })
  articleId!: string;

  @ManyToOne(() => Article, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'article_id', foreignKeyConstraintName: 'credit_article_id_fkey' })
  articleRow?: Article;

  @Field(() => CreditRole, { description: 'What the person did.' })
  @PrimaryColumn({
    name: 'role',
    type: 'enum',
    enum: CreditRole,
    enumName: 'credit_role',
    primaryKeyConstraintName: 'credit_pkey',
  })
  role!: CreditRole;

  @PrimaryColumn({ name: 'person_id', type: 'uuid', primaryKeyConstraintName: 'credit_pkey' })
  personId!: string;

  @Field(() => Person, { description: 'Who it was.' })
  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'credit_person_id_fkey' })
  person!: Person;

  /** The order of the bylines. */
  @Column({ name: 'position', type: 'integer', default: 0 })
  position!: number;

  @Column({ name: 'published_at', type: 'timestamptz', precision: 3, nullable: true })
  publishedAt!: Date | null;
}
