import { type ArticleStatus } from '../articles/article.enums';

/** Which of the newsroom's articles; ids are rows', times ISO texts. */
export interface NewsroomFilter {
  statuses?: ArticleStatus[];
  editionId?: string;
  sectionIds?: string[];
  /** A person's slug. */
  person?: string;
  updatedFrom?: string;
  text?: string;
}
