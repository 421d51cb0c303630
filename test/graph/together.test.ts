import { NOTHING_KEPT, startTestGateway, type TestGateway } from '../support/gateway';

const TEASER = 'headline path publishedAt';

const QUERIES = {
  article: `query ($slug: String!) {
    article(slug: $slug) {
      slug headline bodyHtml ${TEASER} authors { name path } tags { name } image { alt }
      related(first: 5) { ${TEASER} }
    }
    latest(first: 3) { ${TEASER} }
  }`,
  names: `query ($slug: String!) {
    article(slug: $slug) { credits { role person { name jobTitle bio } } tags { name kind path } body { id } }
  }`,
  related:
    'query ($slug: String!) { article(slug: $slug) { related(first: 20) { headline format kicker } } }',
  front: `{ sections { name latest(first: 4) { ${TEASER} standfirst authors { name } related(first: 2) { headline } } } }`,
  popular:
    '{ popular(first: 10) { headline authors { name } } nowReading(first: 5) { headline wordCount } }',
};

describe('operations that come at the same time', () => {
  let gateway: TestGateway;
  let requests: { query: string; variables: Record<string, unknown> }[];

  beforeAll(async () => {
    gateway = await startTestGateway(NOTHING_KEPT, 'demo');
    const { articles } = await gateway.data<{ articles: { nodes: { slug: string }[] } }>(
      '{ articles(first: 12) { nodes { slug } } }',
    );
    const slugs = [...articles.nodes.map(({ slug }) => slug), 'no-such-article', 'with\0nul'];
    requests = Object.values(QUERIES).flatMap((query) =>
      query.includes('$slug')
        ? slugs.map((slug) => ({ query, variables: { slug } }))
        : [{ query, variables: {} }],
    );
  });

  afterAll(() => gateway.close());

  it('are answered as they are one by one', async () => {
    const alone: unknown[] = [];
    for (const { query, variables } of requests) {
      const { data, errors } = await gateway.request(query, variables);
      alone.push({ data, errors });
    }
    for (let round = 0; round < 5; round += 1) {
      const answers = await Promise.all(
        requests.map(({ query, variables }) => gateway.request(query, variables)),
      );
      expect(answers.map(({ data, errors }) => ({ data, errors }))).toEqual(alone);
    }
  });

  it('take fewer statements than one by one', async () => {
    const pages = requests.filter(({ query }) => query === QUERIES.article);
    const sum = (answers: { statements: number }[]) =>
      answers.reduce((total, { statements }) => total + statements, 0);
    const alone = [];
    for (const { query, variables } of pages) alone.push(await gateway.request(query, variables));
    // Whether they come in the same turn of the gateway's loop is chance: in one of many rounds some do.
    let fewest = Infinity;
    for (let round = 0; round < 50 && fewest >= sum(alone); round += 1) {
      const together = await Promise.all(
        pages.map(({ query, variables }) => gateway.request(query, variables)),
      );
      fewest = Math.min(fewest, sum(together));
    }
    expect(fewest).toBeLessThan(sum(alone));
  });
});
