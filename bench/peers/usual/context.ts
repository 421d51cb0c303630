import DataLoader from 'dataloader';
import { type DataSource, In, type Repository } from 'typeorm';
import {
  Article,
  ArticleTag,
  Credit,
  type Person,
  PopularRanking,
  RelatedArticle,
  Section,
  type Tag,
} from './entities.js';

function loadersOf(dataSource: DataSource) {
  return {
    section: new DataLoader(async (ids: readonly string[]) => {
      const found = await dataSource.getRepository(Section).findBy({ id: In([...ids]) });
      return ids.map((id) => found.find((section) => section.id === id)!);
    }),
    authors: new DataLoader(async (ids: readonly string[]): Promise<Person[][]> => {
      const credits = await dataSource.getRepository(Credit).find({
        where: { articleId: In([...ids]), role: 'AUTHOR' },
        relations: { person: true },
        order: { position: 'ASC' },
      });
      return ids.map((id) =>
        credits.filter(({ articleId }) => articleId === id).map(({ person }) => person),
      );
    }),
    tags: new DataLoader(async (ids: readonly string[]): Promise<Tag[][]> => {
      const links = await dataSource.getRepository(ArticleTag).find({
        where: { articleId: In([...ids]) },
        relations: { tag: true },
        order: { position: 'ASC', tag: { slug: 'ASC' } },
      });
      return ids.map((id) =>
        links.filter(({ articleId }) => articleId === id).map(({ tag }) => tag),
      );
    }),
  };
}

export interface Context {
  editionId: string;
  articles: Repository<Article>;
  sections: Repository<Section>;
  rankings: Repository<PopularRanking>;
  related: Repository<RelatedArticle>;
  loaders: ReturnType<typeof loadersOf>;
}

export const createContext = (dataSource: DataSource, editionId: string): Context => ({
  editionId,
  articles: dataSource.getRepository(Article),
  sections: dataSource.getRepository(Section),
  rankings: dataSource.getRepository(PopularRanking),
  related: dataSource.getRepository(RelatedArticle),
  loaders: loadersOf(dataSource),
});
