import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';
import { Article } from './article.entity';
import { type Block } from './body/block.types';

/** An article's body, apart from the article so that no list ever reads it. */
@Entity('article_body')
export class ArticleBody {
  @PrimaryColumn({
    name: 'article_id',
    type: 'uuid',
    primaryKeyConstraintName: 'article_body_pkey',
  })
  articleId!: string;

  @OneToOne(() => Article, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'article_id', foreignKeyConstraintName: 'article_body_article_id_fkey' })
  articleRow?: Article;

  @Column({ name: 'blocks', type: 'jsonb' })
  blocks!: Block[];

  /** Rendered when saved, with placeholders for what has to be looked up when read: pictures and links to articles. */
  @Column({ name: 'html', type: 'text' })
  html!: string;

  @Column({ name: 'text', type: 'text' })
  text!: string;
}
