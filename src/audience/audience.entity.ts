import { registerEnumType } from 'type-graphql';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Article } from '../articles/article.entity';

export enum PopularWindow {
  HOUR = 'HOUR',
  DAY = 'DAY',
  WEEK = 'WEEK',
  MONTH = 'MONTH',
}

registerEnumType(PopularWindow, {
  name: 'PopularWindow',
  description: 'How far back a ranking looks.',
  valuesConfig: {
    HOUR: { description: 'The last hour.' },
    DAY: { description: 'The last 24 hours.' },
    WEEK: { description: 'The last 7 days.' },
    MONTH: { description: 'The last 30 days.' },
  },
});

export enum PopularMetric {
  VIEWS = 'VIEWS',
  READERS = 'READERS',
  SAVES = 'SAVES',
  TRENDING = 'TRENDING',
}

registerEnumType(PopularMetric, {
  name: 'PopularMetric',
  description: 'What a ranking counts.',
  valuesConfig: {
    VIEWS: { description: 'Views.' },
    READERS: { description: 'Different readers.' },
    SAVES: { description: 'Additions to reading lists.' },
    TRENDING: { description: 'Views, the later the weightier: what is rising now.' },
  },
});

/**
 * The ready-kept rankings, best first. A scope is an edition, a section (with its subsections) or a person, by
 * its id. It holds only what was viewed; what is missing is filled up when read.
 */
@Entity('popular_ranking')
@Index('popular_ranking_article_id_idx', ['articleId'])
export class PopularRanking {
  @PrimaryColumn({
    name: 'scope_id',
    type: 'uuid',
    primaryKeyConstraintName: 'popular_ranking_pkey',
  })
  scopeId!: string;

  @PrimaryColumn({
    name: 'time_window',
    type: 'enum',
    enum: PopularWindow,
    enumName: 'popular_window',
    primaryKeyConstraintName: 'popular_ranking_pkey',
  })
  timeWindow!: PopularWindow;

  @PrimaryColumn({
    name: 'metric',
    type: 'enum',
    enum: PopularMetric,
    enumName: 'popular_metric',
    primaryKeyConstraintName: 'popular_ranking_pkey',
  })
  metric!: PopularMetric;

  @PrimaryColumn({
    name: 'rank',
    type: 'smallint',
    primaryKeyConstraintName: 'popular_ranking_pkey',
  })
  rank!: number;

  @Column({ name: 'article_id', type: 'uuid' })
  articleId!: string;

  @ManyToOne(() => Article, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'article_id', foreignKeyConstraintName: 'popular_ranking_article_id_fkey' })
  articleRow?: Article;
}
