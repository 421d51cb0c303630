// GraphQL Yoga on node:http, queries compiled by graphql-jit, DataLoader for batches.
import { useGraphQlJit } from '@envelop/graphql-jit';
import DataLoader from 'dataloader';
import { createSchema, createYoga } from 'graphql-yoga';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { asksForPage, openReads, toConnection } from './reads.mjs';

const reads = await openReads();

/** Loaders of one request; one for each size of a list, as sizes seldom differ. */
function createLoaders() {
  const bySize = (read) => {
    const loaders = new Map();
    return (key, first) => {
      let loader = loaders.get(first);
      if (!loader) loaders.set(first, (loader = new DataLoader((keys) => read(keys, first))));
      return loader.load(key);
    };
  };
  return {
    authors: new DataLoader((ids) => reads.authors(ids)),
    tags: new DataLoader((ids) => reads.tags(ids)),
    related: bySize((ids, first) => reads.related(ids, first)),
    inSection: bySize((sections, first) => reads.inSections(sections, first)),
  };
}

const iso = (field) => (article) => article[field].toISOString();

const resolvers = {
  Query: {
    article: (_, { slug }, context, info) => reads.article(slug, asksForPage(info)),
    popular: (_, { section, first }) => reads.popular(section, first),
    latest: (_, { first }) => reads.latest(first),
    section: (_, { slug }) => reads.section(slug),
    sections: () => reads.sections(),
    site: () => ({}),
    search: async (_, { query, first }) =>
      toConnection(await reads.search(query, first + 1), first),
  },
  Site: { navigation: () => reads.navigation() },
  Section: {
    latest: (section, { first }, { loaders }) => loaders.inSection(section, first),
    articles: async (section, { first }, { loaders }) =>
      toConnection(await loaders.inSection(section, first + 1), first),
  },
  Article: {
    publishedAt: iso('publishedAt'),
    updatedAt: iso('updatedAt'),
    path: (article) => reads.pathOf(article),
    section: (article) => reads.sectionOf(article),
    authors: ({ id }, _, { loaders }) => loaders.authors.load(id),
    tags: ({ id }, _, { loaders }) => loaders.tags.load(id),
    related: ({ id }, { first }, { loaders }) => loaders.related(id, first),
  },
  Person: { path: ({ slug }) => `/authors/${slug}` },
};

const typeDefs = readFileSync(new URL('schema.graphql', import.meta.url), 'utf8');
const yoga = createYoga({
  schema: createSchema({ typeDefs, resolvers }),
  context: () => ({ loaders: createLoaders() }),
  plugins: [useGraphQlJit()],
  logging: false,
  graphiql: false,
  landingPage: false,
});
createServer(yoga).listen(Number(process.env.PORT));
