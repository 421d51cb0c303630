import { Role } from '../../src/identity/viewer';
import { startTestGateway, type TestGateway } from '../support/gateway';

describe('the desk', () => {
  let gateway: TestGateway;
  let token: string;
  let admin: string;

  beforeAll(async () => {
    gateway = await startTestGateway();
    await gateway.newspaper.section({ slug: 'town' });
    await gateway.newspaper.edition('de');
    token = await gateway.token(Role.EDITOR);
    admin = await gateway.token(Role.ADMIN);
  });

  afterAll(() => gateway.close());

  const run = <Data>(query: string, variables: Record<string, unknown> = {}, who = token) =>
    gateway.data<Data>(query, variables, { token: who });
  const field = async (query: string, variables: Record<string, unknown> = {}, who = token) => {
    const { errors } = await gateway.request(query, variables, { token: who });
    return errors?.[0]?.extensions.field ?? errors?.[0]?.extensions.code;
  };

  it('says corrections in public, once the article is public', async () => {
    const shown = await gateway.newspaper.article();
    const hidden = await gateway.newspaper.article({ status: 'DRAFT', publishedAt: null });
    const query = `mutation ($id: ID!) { addCorrection(articleId: $id, text: " It was Tuesday. ") { id text } }`;
    const made = await run<{ addCorrection: { id: string } }>(query, { id: shown.id });
    const secret = await run<{ addCorrection: { id: string } }>(query, { id: hidden.id });
    const read =
      'query ($id: ID!, $c: ID!) { article(id: $id) { corrections { text } } node(id: $c) { id } }';
    expect(await gateway.data(read, { id: shown.id, c: made.addCorrection.id })).toMatchObject({
      article: { corrections: [{ text: 'It was Tuesday.' }] },
    });
    expect(await gateway.data(read, { id: hidden.id, c: secret.addCorrection.id })).toEqual({
      article: null,
      node: null,
    });
    const own =
      'query ($id: ID!) { newsroom { article(id: $id) { article { corrections { text } } } } }';
    expect(await run(own, { id: hidden.id })).toMatchObject({
      newsroom: { article: { article: { corrections: [{ text: 'It was Tuesday.' }] } } },
    });
  });

  it('pins and hides related articles of the same edition', async () => {
    const [a, b, c] = await gateway.newspaper.articles([{}, {}, {}]);
    const foreign = await gateway.newspaper.article({ edition: 'de', section: 'stadt' });
    const query = `mutation ($id: ID!, $pinned: [ID!]!, $hidden: [ID!]!) {
      setRelated(articleId: $id, pinned: $pinned, hidden: $hidden) { related { id } } }`;
    const set = { id: a?.id, pinned: [c?.id], hidden: [b?.id] };
    const data = await run<{ setRelated: { related: { id: string }[] } }>(query, set);
    expect(data.setRelated.related[0]).toEqual({ id: c?.id });
    expect(data.setRelated.related).not.toContainEqual({ id: b?.id });
    expect(await field(query, { ...set, hidden: [foreign.id] })).toBe('hidden[0]');
    expect(await field(query, { ...set, hidden: [c?.id] })).toBe('hidden[0]');
    expect(await field(query, { ...set, pinned: [a?.id] })).toBe('pinned[0]');
  });

  it('makes and changes people and tags', async () => {
    const person =
      'mutation ($input: PersonInput!) { upsertPerson(input: $input) { slug name jobTitle bio } }';
    await run(person, {
      input: { slug: 'ann', name: 'Ann', jobTitle: 'Editor', bio: 'Was here.' },
    });
    expect(await run(person, { input: { slug: 'ann', name: 'Ann Roe', bio: null } })).toEqual({
      upsertPerson: { slug: 'ann', name: 'Ann Roe', jobTitle: 'Editor', bio: null },
    });
    expect(await gateway.data('{ person(slug: "ann") { id } }')).toEqual({ person: null });
    expect(await field(person, { input: { slug: 'A b', name: 'x' } })).toBe('input.slug');
    const tag = 'mutation ($input: TagInput!) { upsertTag(input: $input) { slug name kind } }';
    const input = { slug: 'parks', name: 'Parks', edition: 'en', kind: 'TOPIC' };
    await run(tag, { input });
    expect(await run(tag, { input: { ...input, name: 'Our parks', kind: 'PLACE' } })).toEqual({
      upsertTag: { slug: 'parks', name: 'Our parks', kind: 'PLACE' },
    });
  });

  it('lets administrators make and move sections, never in a circle', async () => {
    const query =
      'mutation ($input: SectionInput!) { upsertSection(input: $input) { path parent { slug } } }';
    const section = (slug: string, more: object = {}) => ({
      input: { slug, name: slug, edition: 'en', ...more },
    });
    expect(await field(query, section('sport'))).toBe('FORBIDDEN');
    expect(await run(query, section('sport'), admin)).toEqual({
      upsertSection: { path: '/sport', parent: null },
    });
    const below = await run(query, section('football', { parent: 'sport' }), admin);
    expect(below).toEqual({ upsertSection: { path: '/football', parent: { slug: 'sport' } } });
    expect(await field(query, section('sport', { parent: 'football' }), admin)).toBe(
      'input.parent',
    );
    expect(await field(query, section('sport', { parent: 'sport' }), admin)).toBe('input.parent');
    expect(await field(query, section('feeds'), admin)).toBe('input.slug');
    expect(await field(query, section('golf', { parent: 'nothing' }), admin)).toBe('input.parent');
    expect(await gateway.data('{ section(slug: "football") { parent { slug } } }')).toEqual({
      section: { parent: { slug: 'sport' } },
    });
  });

  it('lays pages out', async () => {
    const pinned = await gateway.newspaper.article();
    const listed = await gateway.newspaper.article();
    const list = await run<{ createCuratedList: { id: string } }>(
      'mutation { createCuratedList(input: { title: "Best" }) { id } }',
    );
    await run(
      'mutation ($l: ID!, $a: ID!) { addToReadingList(listId: $l, articleId: $a) { id } }',
      {
        l: list.createCuratedList.id,
        a: listed.id,
      },
    );
    const query = `mutation ($path: String!, $modules: [PageModuleInput!]!) { setPageLayout(path: $path, modules: $modules) {
      modules { key ... on ArticleListModule { articles { id } } } } }`;
    const modules = [
      { key: 'top', source: 'LATEST', pinned: [pinned.id], size: 1 },
      {
        ...{ key: 'best', source: 'READING_LIST', size: 1 },
        readingListId: list.createCuratedList.id,
      },
    ];
    const shown = [
      { key: 'top', articles: [{ id: pinned.id }] },
      { key: 'best', articles: [{ id: listed.id }] },
    ];
    expect(await run(query, { path: '/town', modules })).toEqual({
      setPageLayout: { modules: shown },
    });
    const page =
      '{ page(path: "/town") { modules { key ... on ArticleListModule { articles { id } } } } }';
    expect(await gateway.data(page)).toEqual({ page: { modules: shown } });
    const twice = [modules[0], modules[0]];
    expect(await field(query, { path: '/town', modules: twice })).toBe('modules[1].key');
    expect(await field(query, { path: '/nowhere', modules })).toBe('path');
    const wrong = [{ key: 'a', source: 'LATEST', section: 'nothing' }];
    expect(await field(query, { path: '/town', modules: wrong })).toBe('modules[0].section');
    expect(await field(query, { path: '/town', modules: [{ key: 'a b', source: 'LATEST' }] })).toBe(
      'modules',
    );
  });
});
