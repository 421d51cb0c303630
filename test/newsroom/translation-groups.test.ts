import { Role } from '../../src/identity/viewer';
import { startTestGateway, type TestGateway } from '../support/gateway';

const CREATE = `mutation M($input: ArticleInput!) { createArticle(input: $input) { id version } }`;
const UPDATE = `mutation M($id: ID!, $version: Int!, $input: ArticleInput!) {
  updateArticle(id: $id, version: $version, input: $input) { version } }`;

interface Made {
  id: string;
  version: number;
}

describe('what an article is a translation of', () => {
  let gateway: TestGateway;
  let token: string;
  let count = 0;

  beforeAll(async () => {
    gateway = await startTestGateway();
    token = await gateway.token(Role.EDITOR);
    for (const language of ['de', 'fr']) {
      await gateway.newspaper.edition(language);
      await gateway.newspaper.section({ slug: 'town' }, language);
    }
    await gateway.newspaper.section({ slug: 'town' });
    await gateway.newspaper.onFrameChange();
  });

  afterAll(() => gateway.close());

  const input = (edition: string, translationOf?: string) => ({
    ...{ edition, translationOf, section: 'town', headline: `Story ${(count += 1)}` },
  });

  async function create(edition: string, translationOf?: string): Promise<Made> {
    const variables = { input: input(edition, translationOf) };
    const data = await gateway.data<{ createArticle: Made }>(CREATE, variables, { token });
    return data.createArticle;
  }

  async function refusal(query: string, variables: Record<string, unknown>): Promise<string> {
    const { errors } = await gateway.request(query, variables, { token });
    expect(errors?.[0]?.extensions).toMatchObject({
      ...{ code: 'BAD_USER_INPUT', field: 'input.translationOf' },
    });
    return errors?.[0]?.message ?? '';
  }

  it('is told with it, and is not made a translation of it in turn', async () => {
    const original = await create('en');
    const publish = 'mutation ($id: ID!) { publishArticle(id: $id) { id } }';
    await gateway.data(publish, { id: original.id }, { token });
    const translated = await create('de', original.id);
    const { newsroom } = await gateway.data<{ newsroom: { article: object } }>(
      'query ($id: ID!) { newsroom { article(id: $id) { article { translations { article { id } } } } } }',
      { id: translated.id },
      { token },
    );
    expect(newsroom.article).toEqual({
      article: { translations: [{ article: { id: original.id } }] },
    });
    await refusal(UPDATE, {
      ...{ id: original.id, version: 2 },
      input: { translationOf: translated.id },
    });
  });

  it('is no translation itself: the refusal names the original', async () => {
    const original = await create('en');
    const german = await create('de', original.id);
    const message = await refusal(CREATE, { input: input('fr', german.id) });
    expect(message).toContain(original.id);
    expect(message).toContain('Story');
    expect((await create('fr', original.id)).version).toBe(1);
  });

  it('is of another edition, and has no other translation in this one', async () => {
    const original = await create('en');
    await create('de', original.id);
    await refusal(CREATE, { input: input('en', original.id) });
    expect(await refusal(CREATE, { input: input('de', original.id) })).toContain('this edition');
  });

  it('stays a group of one original when two editors point at one another', async () => {
    for (let turn = 0; turn < 10; turn += 1) {
      const [english, german] = [await create('en'), await create('de')];
      const answers = await Promise.all(
        [
          { ...english, input: { translationOf: german.id } },
          { ...german, input: { translationOf: english.id } },
        ].map((variables) => gateway.request(UPDATE, { ...variables }, { token })),
      );
      const codes = answers.map(({ errors }) => errors?.[0]?.extensions.code);
      expect(codes.sort()).toEqual(['BAD_USER_INPUT', undefined]);
    }
    const chains = await gateway.dataSource.query<object[]>(
      'SELECT FROM article a JOIN article o ON o.id = a.original_id WHERE o.original_id IS NOT NULL',
    );
    expect(chains).toEqual([]);
  });

  it('cannot be made a chain by restoring what was, or by any other writer', async () => {
    const [english, german, french] = [await create('en'), await create('de'), await create('fr')];
    const set = (of: Made, version: number, translationOf: string | null) =>
      gateway.data(UPDATE, { id: of.id, version, input: { translationOf } }, { token });
    await set(german, 1, english.id);
    await set(german, 2, null);
    await set(english, 1, french.id);
    await refusal(
      'mutation M($id: ID!) { restoreRevision(articleId: $id, revision: 2) { version } }',
      {
        id: german.id,
      },
    );
    await expect(
      gateway.dataSource.query('UPDATE article SET original_id = $1 WHERE id = $2', [
        english.id.slice(4),
        german.id.slice(4),
      ]),
    ).rejects.toThrow('original');
  });
});
