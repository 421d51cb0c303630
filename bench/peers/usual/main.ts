// What most people write: TypeGraphQL, TypeORM with relations, DataLoader, Apollo's standalone server. With RESPONSE_CACHE it
// keeps whole answers by Apollo's plugin.
import 'reflect-metadata';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginCacheControl } from '@apollo/server/plugin/cacheControl';
import responseCachePlugin from '@apollo/server-plugin-response-cache';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSchema } from 'type-graphql';
import { DataSource } from 'typeorm';
import { type Context, createContext } from './context.js';
import * as entities from './entities.js';
import { ArticleResolver, QueryResolver, SectionResolver } from './resolvers.js';

const dataSource = await new DataSource({
  type: 'postgres',
  url: process.env.DATABASE_URL!,
  entities: Object.values(entities),
  poolSize: 10,
}).initialize();
const [{ id: editionId }] = await dataSource.query('SELECT id FROM edition WHERE is_default');

const keepsAnswers = process.env.RESPONSE_CACHE === '1';
const server = new ApolloServer<Context>({
  schema: await buildSchema({ resolvers: [QueryResolver, SectionResolver, ArticleResolver] }),
  plugins: keepsAnswers
    ? [ApolloServerPluginCacheControl({ defaultMaxAge: 3600 }), responseCachePlugin()]
    : [],
});
await startStandaloneServer(server, {
  listen: { port: Number(process.env.PORT) },
  context: async () => createContext(dataSource, editionId),
});
