import { toGlobalId } from '../../src/graphql/global-id';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { Device } from './support';

interface Feed {
  viewer: {
    feed: {
      totalCount: number;
      nodes: { slug: string }[];
      pageInfo: { endCursor: string; hasNextPage: boolean };
    };
  };
}

describe('following', () => {
  let gateway: TestGateway;
  let reader: Device;
  let ids: { north: string; town: string; ada: string; flood: string; hidden: string };

  beforeAll(async () => {
    gateway = await startTestGateway();
    const { newspaper } = gateway;
    const town = await newspaper.section({ slug: 'town' });
    const north = await newspaper.section({ slug: 'north', parentSlug: 'town' });
    await newspaper.section({ slug: 'sport' });
    await newspaper.articles([
      { slug: 'a', section: 'north', tags: ['flood'], authors: ['ada'] },
      { slug: 'b', section: 'sport', tags: ['flood'] },
      {
        slug: 'c',
        section: 'sport',
        credits: [
          { role: 'AUTHOR', person: 'ada' },
          { role: 'EDITOR', person: 'ada' },
        ],
      },
      { slug: 'd', section: 'sport' },
      { slug: 'e', section: 'town' },
      { slug: 'f', section: 'town', status: 'DRAFT', tags: ['flood', 'secret'] },
    ]);
    ids = {
      town: toGlobalId('Section', town),
      north: toGlobalId('Section', north),
      ada: toGlobalId('Person', await newspaper.person({ slug: 'ada' })),
      flood: toGlobalId('Tag', await newspaper.tag('flood')),
      hidden: toGlobalId('Tag', await newspaper.tag('secret')),
    };
    reader = await Device.of(gateway, 'a follower');
  });

  afterAll(() => gateway.close());

  const follow = (id: string, how = 'follow') =>
    reader.ask(
      `mutation M($id: ID!) { ${how}(id: $id) { __typename ... on Section { slug } ... on Person { slug } ... on Tag { slug } } }`,
      { id },
    );
  const feed = async (args: string) => {
    const { viewer } = await reader.data<Feed>(
      `{ viewer { feed(${args}) { totalCount nodes { slug } pageInfo { endCursor hasNextPage } } } }`,
    );
    return { ...viewer.feed, slugs: viewer.feed.nodes.map((node) => node.slug) };
  };

  it('begins with nothing', async () => {
    expect(await feed('first: 5')).toMatchObject({ totalCount: 0, slugs: [] });
    expect(await reader.data('{ viewer { following { __typename } } }')).toEqual({
      viewer: { following: [] },
    });
  });

  it('fills the feed with what is followed, the newest first and each once', async () => {
    expect((await follow(ids.town)).data).toEqual({
      follow: { __typename: 'Section', slug: 'town' },
    });
    await follow(ids.north);
    expect((await follow(ids.ada)).data).toEqual({ follow: { __typename: 'Person', slug: 'ada' } });
    await follow(ids.flood);
    await follow(ids.flood);
    const all = await feed('first: 10');
    expect(all).toMatchObject({ slugs: ['a', 'b', 'c', 'e'], totalCount: 4 });
    const one = await feed('first: 2');
    const two = await feed(`first: 2, after: "${one.pageInfo.endCursor}"`);
    expect([...one.slugs, ...two.slugs]).toEqual(all.slugs);
    expect(two.pageInfo.hasNextPage).toBe(false);
    expect((await feed('last: 3')).slugs).toEqual(['b', 'c', 'e']);
  });

  it('costs the same statements however much is followed', async () => {
    const query = '{ viewer { feed(first: 3) { nodes { id } } } }';
    expect((await reader.ask(query)).statements).toBe(2);
  });

  it('ends when it is taken back', async () => {
    await follow(ids.flood, 'unfollow');
    await follow(ids.town, 'unfollow');
    expect((await feed('first: 10')).slugs).toEqual(['a', 'c']);
    const { viewer } = await reader.data<{ viewer: { following: { slug: string }[] } }>(
      '{ viewer { following { ... on Section { slug } ... on Person { slug } ... on Tag { slug } } } }',
    );
    expect(viewer.following.map(({ slug }) => slug)).toEqual(['north', 'ada']);
  });

  it('is refused of what is hidden as of what does not exist', async () => {
    const hidden = await follow(ids.hidden);
    const unknown = await follow('tag_0190b5a6-7c3e-7000-8000-000000000000');
    expect(hidden).toEqual(unknown);
    expect(hidden.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    const article = await follow('art_0190b5a6-7c3e-7000-8000-000000000000');
    expect(article.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});
