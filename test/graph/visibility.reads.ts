import { toGlobalId } from '../../src/graphql/global-id';
import { articleReads } from './visibility.article-reads';
import { credits, Public, type Read } from './visibility.public';
import { PEOPLE, TAGS, type World, type WorldArticle } from './visibility.world';

const EDITIONS = ['en', 'de'] as const;
const SECTIONS = { en: ['town', 'north', 'sport'], de: ['ort'] };

type Compare = (a: WorldArticle, b: WorldArticle) => number;

const time = (date: Date | null) => date?.getTime() ?? NaN;
const byUid: Compare = (a, b) => (a.uid < b.uid ? 1 : -1);
const newest: Compare = (a, b) => time(b.publishedAt) - time(a.publishedAt);
const oldest: Compare = (a, b) => newest(b, a);
const updated: Compare = (a, b) => time(b.updatedAt) - time(a.updatedAt);
const mostViewed: Compare = (a, b) => b.views - a.views || byUid(a, b);
const ORDERS = { NEWEST: newest, OLDEST: oldest, UPDATED: updated, MOST_VIEWED: mostViewed };

const slugs = (articles: WorldArticle[]) => articles.map(({ slug }) => ({ slug }));
const list = (articles: WorldArticle[]) => slugs([...articles].sort(newest));
const counted = (articles: WorldArticle[]) => ({
  totalCount: articles.length,
  nodes: list(articles),
});

/** Ranked by views; what nobody has seen follows, the newest first. */
function popular(articles: WorldArticle[]) {
  const seen = articles.filter(({ views }) => views > 0);
  const unseen = articles.filter(({ views }) => views === 0);
  return slugs([...seen.sort((a, b) => b.views - a.views || newest(a, b)), ...unseen.sort(newest)]);
}

function inSection(articles: WorldArticle[], section: string): WorldArticle[] {
  return articles.filter(
    ({ sectionSlug }) => sectionSlug === section || (section === 'town' && sectionSlug === 'north'),
  );
}

function listReads(shown: Public): Read[] {
  return EDITIONS.flatMap((edition) => {
    const own = shown.of(edition);
    const orders = Object.entries(ORDERS).map(([order, compare]) => ({
      name: `articles of ${edition}, ${order}`,
      query: `query Q($edition: LanguageTag, $order: ArticleOrder) {
        articles(edition: $edition, orderBy: $order, first: 100) {
          totalCount exact: totalCount(precision: EXACT) nodes { slug } edges { node { slug } }
          pageInfo { hasNextPage hasPreviousPage } }
        back: articles(edition: $edition, orderBy: $order, last: 1) { nodes { slug } pageInfo { hasPreviousPage } }
      }`,
      variables: { edition, order },
      expected: {
        articles: {
          totalCount: own.length,
          exact: own.length,
          nodes: slugs([...own].sort(compare)),
          edges: slugs([...own].sort(compare)).map((node) => ({ node })),
          pageInfo: { hasNextPage: false, hasPreviousPage: false },
        },
        back: {
          nodes: slugs([...own].sort(compare)).slice(-1),
          pageInfo: { hasPreviousPage: own.length > 1 },
        },
      },
    }));
    return [...orders, ...filterReads(edition, own)];
  });
}

function filterReads(edition: 'en' | 'de', own: WorldArticle[]): Read[] {
  const filters: [object, WorldArticle[]][] = [
    [{ formats: ['NEWS'], hasVideo: false, publishedFrom: '2000-01-01T00:00:00Z' }, own],
    [{ publishedFrom: new Date(Date.now() + 60_000).toISOString() }, []],
    [{ tags: TAGS }, own.filter(({ tags }) => tags.length > 0)],
    [{ people: PEOPLE }, own.filter((article) => article.credits.length > 0)],
    ...TAGS.map((tag): [object, WorldArticle[]] => [
      { tags: [tag] },
      own.filter(({ tags }) => tags.includes(tag)),
    ]),
    ...PEOPLE.map((person): [object, WorldArticle[]] => [
      { people: [person] },
      credits(own, person),
    ]),
    ...SECTIONS[edition].map((section): [object, WorldArticle[]] => [
      { sections: [section] },
      inSection(own, section),
    ]),
  ];
  return filters.map(([filter, expected]) => ({
    name: `articles of ${edition} where ${JSON.stringify(filter)}`,
    query: `query Q($edition: LanguageTag, $filter: ArticleFilter) {
      articles(edition: $edition, filter: $filter, first: 100) { totalCount nodes { slug } } }`,
    variables: { edition, filter },
    expected: { articles: counted(expected) },
  }));
}

function sectionReads(shown: Public): Read[] {
  return EDITIONS.flatMap((edition) =>
    SECTIONS[edition].map((section) => {
      const own = inSection(shown.of(edition), section);
      return {
        name: `section ${section}`,
        query: `query Q($edition: LanguageTag, $section: String!) {
          section(edition: $edition, slug: $section) {
            articles(first: 100) { totalCount nodes { slug } }
            latest(first: 100) { slug } popular(first: 100) { slug } }
          latest(edition: $edition, section: $section, first: 100) { slug }
          popular(edition: $edition, section: $section, first: 100, window: HOUR) { slug }
          all: latest(edition: $edition, first: 100) { slug }
          allPopular: popular(edition: $edition, first: 100, metric: READERS) { slug }
          nowReading(edition: $edition, section: $section, first: 100) { slug }
        }`,
        variables: { edition, section },
        expected: {
          section: { articles: counted(own), latest: list(own), popular: popular(own) },
          latest: list(own),
          popular: popular(own),
          all: list(shown.of(edition)),
          allPopular: popular(shown.of(edition)),
          nowReading: list(own),
        },
      };
    }),
  );
}

function personReads(shown: Public): Read[] {
  const people = [...PEOPLE, 'staff'].filter((slug) => shown.isPerson(slug));
  const persons = [...PEOPLE, 'staff'].map((slug) => {
    const own = credits(shown.articles, slug);
    const person = {
      roles: shown.roles(slug),
      articles: counted(own),
      german: { totalCount: credits(shown.of('de'), slug).length },
      popular: popular(own),
    };
    return {
      name: `person ${slug}`,
      query: `query Q($slug: String!) { person(slug: $slug) {
        roles articles(first: 100) { totalCount nodes { slug } }
        german: articles(edition: "de") { totalCount } popular(first: 100) { slug } } }`,
      variables: { slug },
      expected: { person: shown.isPerson(slug) ? person : null },
    };
  });
  const all = {
    name: 'people',
    query: `{ people { totalCount nodes { slug } }
      editors: people(filter: { role: EDITOR }) { totalCount nodes { slug } }
      a: people(filter: { nameStartsWith: "a" }) { totalCount } }`,
    expected: {
      people: { totalCount: people.length, nodes: people.map((slug) => ({ slug })) },
      editors: {
        totalCount: people.filter((slug) => shown.roles(slug).includes('EDITOR')).length,
        nodes: people
          .filter((slug) => shown.roles(slug).includes('EDITOR'))
          .map((slug) => ({ slug })),
      },
      a: { totalCount: people.includes('ada') ? 1 : 0 },
    },
  };
  return [...persons, all];
}

function tagReads(shown: Public): Read[] {
  return EDITIONS.flatMap((edition) =>
    TAGS.map((slug) => {
      const own = shown.of(edition).filter(({ tags }) => tags.includes(slug));
      return {
        name: `tag ${slug} of ${edition}`,
        query: `query Q($edition: LanguageTag, $slug: String!) { tag(edition: $edition, slug: $slug) {
          articles(first: 100) { totalCount nodes { slug } } } }`,
        variables: { edition, slug },
        expected: { tag: own.length === 0 ? null : { articles: counted(own) } },
      };
    }),
  );
}

function archiveReads(shown: Public): Read[] {
  return EDITIONS.map((edition) => {
    const own = shown.of(edition);
    const days = new Map<string, number>();
    for (const article of [...own].sort(newest)) {
      const day = article.publishedAt?.toISOString().slice(0, 10) ?? '';
      days.set(day, (days.get(day) ?? 0) + 1);
    }
    const now = new Date().toISOString().slice(0, 10);
    const [year, month] = now.split('-').map(Number);
    const thisMonth = own.filter(({ publishedAt }) =>
      publishedAt?.toISOString().startsWith(now.slice(0, 7)),
    );
    return {
      name: `archive of ${edition}`,
      query: `query Q($edition: LanguageTag, $year: Int, $month: Int) {
        archive(edition: $edition) { total articles(first: 100) { totalCount nodes { slug } } }
        month: archive(edition: $edition, year: $year, month: $month) { total days { count } } }`,
      variables: { edition, year, month },
      expected: {
        archive: { total: own.length, articles: counted(own) },
        month: {
          total: thisMonth.length,
          days: [...days]
            .filter(([day]) => day.startsWith(now.slice(0, 7)))
            .map(([, count]) => ({ count })),
        },
      },
    };
  });
}

function nodeReads(shown: Public): Read[] {
  const { world } = shown;
  const known: [string, unknown][] = [
    ...world.articles.map((one): [string, unknown] => [one.id, one.isPublic ? 'Article' : null]),
    ...world.articles.flatMap((one) =>
      one.correctionIds.map((id): [string, unknown] => [id, one.isPublic ? 'Correction' : null]),
    ),
    ...[...world.personIds].map(([slug, uid]): [string, unknown] => [
      toGlobalId('Person', uid),
      shown.isPerson(slug) ? 'Person' : null,
    ]),
    ...[...world.imageIds].map(([name, uid]): [string, unknown] => [
      toGlobalId('Image', uid),
      shown.isImage(name) ? 'Image' : null,
    ]),
    ...[...world.tagIds].map(([key, uid]): [string, unknown] => {
      const isShown = shown.articles.some(({ edition, tags }) =>
        tags.some((slug) => `${edition}/${slug}` === key),
      );
      return [toGlobalId('Tag', uid), isShown ? 'Tag' : null];
    }),
  ];
  const node = ([id, type]: [string, unknown]) => (type === null ? null : { id, __typename: type });
  return [
    {
      name: 'nodes',
      query: 'query Q($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }',
      variables: { ids: known.map(([id]) => id) },
      expected: { nodes: known.map(node) },
    },
    ...known.slice(0, 3).map((one) => ({
      name: `node ${one[0]}`,
      query: 'query Q($id: ID!) { node(id: $id) { id __typename } }',
      variables: { id: one[0] },
      expected: { node: node(one) },
    })),
  ];
}

/** Every article's body says "Text.", and its headline is its slug. */
function searchReads(shown: Public): Read[] {
  return EDITIONS.map((edition) => {
    const own = shown.of(edition);
    return {
      name: `search in ${edition}`,
      query: `query Q($edition: LanguageTag) {
        search(query: "text", edition: $edition, orderBy: NEWEST, first: 100) {
          totalCount nodes { slug } didYouMean facets { formats { count } } }
        ranked: search(query: "text", edition: $edition, first: 0) { totalCount }
        suggest(prefix: "story", edition: $edition, first: 100) { text } }`,
      variables: { edition },
      expected: {
        search: {
          ...counted(own),
          didYouMean: null,
          facets: { formats: own.length === 0 ? [] : [{ count: own.length }] },
        },
        ranked: { totalCount: own.length },
        suggest: list(own).map(({ slug }) => ({ text: slug })),
      },
    };
  });
}

/** Every public read of a world, apart from those whose order is a matter of likeness. */
export function publicReads(world: World): Read[] {
  const shown = new Public(world);
  return [
    ...articleReads(shown),
    ...listReads(shown),
    ...sectionReads(shown),
    ...personReads(shown),
    ...tagReads(shown),
    ...archiveReads(shown),
    ...searchReads(shown),
    ...nodeReads(shown),
  ];
}
