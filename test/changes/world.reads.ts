import { toGlobalId } from '../../src/graphql/global-id';

export const SIZE = 5;
export const SECTIONS = ['town', 'north', 'sport'];
export const TAGS = ['flood', 'harbour'];
export const PEOPLE = ['ada', 'ben'];

/** The same in every run, so that what is read can be written down beforehand. */
export const uidAt = (place: number): string =>
  `0190b5a0-0000-7000-8000-0000000000${String(place).padStart(2, '0')}`;
export const idAt = (place: number): string => toGlobalId('Article', uidAt(place));

/** The two slugs an article goes to and fro between. */
export const slugAt = (place: number, turn = 0): string =>
  `${turn % 2 === 0 ? 'sun' : 'moon'}-${place}`;

const places = Array.from({ length: SIZE }, (_, place) => place);

const ARTICLE = `id path headline updatedAt publishedAt bodyHtml section { name } image { alt }
  tags { slug name } credits { role person { slug name } } corrections { text }
  related(first: 3) { id headline } translations { isStale article { id headline } }`;

const articles = `{ ${places
  .map((place) => `a${place}: article(id: "${idAt(place)}") { ${ARTICLE} }`)
  .join('\n')} }`;

const slugs = `{ ${places
  .flatMap((place) =>
    [0, 1].map(
      (turn) =>
        `s${place}${turn}: article(slug: "${slugAt(place, turn)}") { id headline tags { name } }`,
    ),
  )
  .join('\n')} }`;

const LIST = 'totalCount nodes { id headline path }';

const lists = `{
  newest: articles(first: 3) { ${LIST} }
  oldest: articles(first: 3, orderBy: OLDEST) { ${LIST} }
  changed: articles(first: 3, orderBy: UPDATED) { ${LIST} }
  live: articles(first: 3, filter: { formats: [LIVE] }) { ${LIST} }
  wet: articles(first: 3, filter: { tags: ["flood"], people: ["ada"] }) { ${LIST} }
  town: articles(first: 3, filter: { sections: ["town"], tags: ["harbour"] }) { ${LIST} }
  popular(first: 3) { id headline }
  ${SECTIONS.map(
    (slug) => `${slug}Section: section(slug: "${slug}") { name parent { slug }
    articles(first: 3) { ${LIST} } popular(first: 2) { id } }`,
  ).join('\n')}
}`;

const others = `{
  ${TAGS.map(
    (slug) => `${slug}: tag(slug: "${slug}") { name articles(first: 3) { ${LIST} }
    changed: articles(first: 2, orderBy: UPDATED) { nodes { id updatedAt } } }`,
  ).join('\n')}
  ${PEOPLE.map(
    (slug) => `${slug}: person(slug: "${slug}") { name roles popular(first: 2) { id }
    articles(first: 3) { ${LIST} } }`,
  ).join('\n')}
  people { totalCount nodes { slug name } }
  authors: people(filter: { role: EDITOR }) { totalCount nodes { slug } }
  archive { years { year count } }
}`;

const pages = `{
  front: page(path: "/") { status title modules { key ... on ArticleListModule { articles { id headline } } } }
  town: page(path: "/town") { status title modules { key ... on ArticleListModule { articles { id } } } }
  ${places
    .flatMap((place) =>
      ['town', 'sport'].map(
        (section, turn) =>
          `p${place}${turn}: page(path: "/${section}/${slugAt(place)}") { status redirectTo title }`,
      ),
    )
    .join('\n')}
}`;

/** Everything public that the world has, in several operations. */
export const READS = [articles, slugs, lists, others, pages];
