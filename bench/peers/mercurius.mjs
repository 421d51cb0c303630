// Mercurius on Fastify, queries compiled by graphql-jit, its own loaders for batches.
import Fastify from 'fastify';
import mercurius from 'mercurius';
import { readFileSync } from 'node:fs';
import { asksForPage, openReads, toConnection } from './reads.mjs';

const reads = await openReads();

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
  Article: {
    publishedAt: iso('publishedAt'),
    updatedAt: iso('updatedAt'),
    path: (article) => reads.pathOf(article),
    section: (article) => reads.sectionOf(article),
  },
  Person: { path: ({ slug }) => `/authors/${slug}` },
};

/** A loader whose batch may differ in `first`: one read for each. */
const byFirst = (read) => async (queries) => {
  const answers = new Array(queries.length);
  const sizes = [...new Set(queries.map(({ params }) => params.first))];
  await Promise.all(
    sizes.map(async (first) => {
      const places = queries.flatMap(({ params }, n) => (params.first === first ? [n] : []));
      const found = await read(
        places.map((n) => queries[n].obj),
        first,
      );
      places.forEach((place, n) => (answers[place] = found[n]));
    }),
  );
  return answers;
};

const ids = (articles) => articles.map(({ id }) => id);
const uncached = (loader) => ({ loader, opts: { cache: false } });

const loaders = {
  Section: {
    latest: uncached(byFirst((sections, first) => reads.inSections(sections, first))),
    articles: uncached(
      byFirst(async (sections, first) => {
        const lists = await reads.inSections(sections, first + 1);
        return lists.map((rows) => toConnection(rows, first));
      }),
    ),
  },
  Article: {
    authors: uncached((queries) => reads.authors(queries.map(({ obj }) => obj.id))),
    tags: uncached((queries) => reads.tags(queries.map(({ obj }) => obj.id))),
    related: uncached(byFirst((articles, first) => reads.related(ids(articles), first))),
  },
};

const app = Fastify();
const schema = readFileSync(new URL('schema.graphql', import.meta.url), 'utf8');
await app.register(mercurius, { schema, resolvers, loaders, jit: 1, graphiql: false });
await app.listen({ port: Number(process.env.PORT) });
