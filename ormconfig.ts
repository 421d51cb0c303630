import 'reflect-metadata';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { migrations } from './migrations/migrations';
import { Article } from './src/articles/article.entity';
import { ArticleBody } from './src/articles/article-body.entity';
import {
  ArticleImage,
  ArticleViewCount,
  Redirect,
  RelatedArticle,
  RelatedOverride,
} from './src/articles/article-links.entity';
import { Correction } from './src/articles/correction.entity';
import { Credit } from './src/articles/credit.entity';
import { ArticleTag, Tag } from './src/articles/tag.entity';
import { PopularRanking } from './src/audience/audience.entity';
import { ApiClient } from './src/identity/api-client.entity';
import { Image } from './src/images/image.entity';
import { Secret } from './src/images/secret.entity';
import { PageLayout } from './src/pages/page-layout.entity';
import { Person } from './src/people/person.entity';
import { Reader, ReaderFollow, ReaderOperation } from './src/reading-lists/reader.entity';
import { ReadingListItem } from './src/reading-lists/reading-list-item.entity';
import { ReadingList } from './src/reading-lists/reading-list.entity';
import { Section } from './src/sections/section.entity';
import { Channel } from './src/site/channel.entity';
import { ContentSourceRow } from './src/site/content-source.entity';
import { Edition } from './src/site/edition.entity';
import { SiteSettings } from './src/site/site.entity';
import { StaticPage } from './src/site/static-page.entity';
import { QuietClient } from './src/sql/quiet.client';

const entities = [
  ApiClient,
  Article,
  ArticleBody,
  ArticleImage,
  ArticleTag,
  ArticleViewCount,
  Channel,
  ContentSourceRow,
  Correction,
  Credit,
  Edition,
  Image,
  PageLayout,
  Person,
  PopularRanking,
  Reader,
  ReaderFollow,
  ReaderOperation,
  ReadingList,
  ReadingListItem,
  Redirect,
  RelatedArticle,
  RelatedOverride,
  Secret,
  Section,
  SiteSettings,
  StaticPage,
  Tag,
];

/** The pool for writes, migrations and the TypeORM command line. Reads go through `src/sql/reader.ts`. */
export function createDataSource(url: string, poolSize = 5): DataSource {
  const options: DataSourceOptions = {
    type: 'postgres',
    url,
    entities,
    migrations,
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    synchronize: false,
    poolSize,
    extra: { Client: QuietClient },
    applicationName: 'broadsheet',
    // Every key is made by us; asking for the extension would need a right that a hosted database may not give.
    installExtensions: false,
    uuidExtension: 'pgcrypto',
  };
  return new DataSource(options);
}

/** For the TypeORM command line, which wants a data source as the default export and takes its address from the environment. */
const commandLineUrl = process.env.DATABASE_URL;
export default createDataSource(commandLineUrl ?? 'postgres://localhost/broadsheet');
