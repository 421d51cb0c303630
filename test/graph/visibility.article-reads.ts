import { type Public, type Read } from './visibility.public';
import { type World, type WorldArticle } from './visibility.world';

/** Each article by its addresses, and what hangs on it. */
export function articleReads({ world, articles }: Public): Read[] {
  const reads: Read[] = [];
  for (const { id, slug, edition, isPublic } of world.articles) {
    const article = isPublic ? { slug } : null;
    reads.push(
      {
        name: `article ${slug} by id`,
        query: 'query Q($id: ID!) { article(id: $id) { slug } }',
        variables: { id },
        expected: { article },
      },
      {
        name: `article ${slug} by slug`,
        query:
          'query Q($slug: String!, $edition: LanguageTag) { article(slug: $slug, edition: $edition) { slug } }',
        variables: { slug, edition },
        expected: { article },
      },
    );
  }
  const parts = articles.map((article) => ({
    name: `what hangs on ${article.slug}`,
    query: `query Q($id: ID!) { article(id: $id) {
      image { alt } tags { slug } corrections { id } credits { role person { slug } }
      body { __typename ... on ArticleLinkBlock { article { slug } } ... on ImageBlock { image { alt } } }
      translations { language isStale article { slug } }
    } }`,
    variables: { id: article.id },
    expected: { article: partsOf(article, articles) },
  }));
  return [...reads, ...parts];
}

function partsOf(article: WorldArticle, articles: WorldArticle[]) {
  const { image, tags, correctionIds, link, bodyImage } = article;
  return {
    image: image === null ? null : { alt: image },
    tags: tags.map((slug) => ({ slug })),
    corrections: correctionIds.map((id) => ({ id })),
    credits: article.credits.map(({ role, person }) => ({ role, person: { slug: person } })),
    body: [
      { __typename: 'ParagraphBlock' },
      ...(link
        ? [{ __typename: 'ArticleLinkBlock', article: link.isPublic ? { slug: link.slug } : null }]
        : []),
      ...(bodyImage === null ? [] : [{ __typename: 'ImageBlock', image: { alt: bodyImage } }]),
    ],
    translations: translationsOf(article, articles),
  };
}

function translationsOf(article: WorldArticle, articles: WorldArticle[]) {
  const root = article.original ?? article;
  return articles
    .filter((one) => one !== article && (one === root || one.original === root))
    .sort((a, b) => (a.edition === b.edition ? 0 : a.edition === 'en' ? -1 : 1))
    .map((one) => ({
      language: one.edition,
      isStale: one.original?.isPublic === true && one.original.updatedAt > one.updatedAt,
      article: { slug: one.slug },
    }));
}

/** What stands in an article's related list: its pin, and all others, which share words with it; never what is hidden. */
export function relatedTo(
  article: WorldArticle,
  { articles }: World,
): { pin: string[]; rest: string[] } {
  const candidates = articles.filter(
    (one) => one !== article && one.isPublic && one.edition === article.edition,
  );
  const pin = candidates.filter((one) => one === article.pin).map(({ slug }) => slug);
  const rest = candidates
    .filter((one) => one !== article.pin && one !== article.never)
    .map(({ slug }) => slug)
    .sort();
  return { pin, rest };
}
