import { startTestGateway, type TestGateway } from '../support/gateway';

interface List {
  totalCount: number;
  nodes: { slug: string }[];
}

describe('people', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway();
    const { newspaper } = gateway;
    await newspaper.edition('de');
    await newspaper.person({ slug: 'oe', name: 'Øystein Aas' });
    await newspaper.person({ slug: 'elodie', name: 'Élodie Marchand' });
    await newspaper.person({
      slug: 'elmar',
      name: 'ELMAR 100% Voss',
      isStaff: true,
      jobTitle: 'Editor',
    });
    await newspaper.person({ slug: 'unused', name: 'Una Used' });
    await newspaper.articles([
      {
        slug: 'both',
        credits: [
          { role: 'EDITOR', person: 'elodie' },
          { role: 'AUTHOR', person: 'elodie' },
          { role: 'AUTHOR', person: 'oe' },
        ],
      },
      { slug: 'edited', credits: [{ role: 'EDITOR', person: 'elodie' }] },
      { slug: 'deutsch', edition: 'de', authors: ['elodie'] },
    ]);
  });

  afterAll(() => gateway.close());

  it('with two roles in an article have it once in their list', async () => {
    const { person } = await gateway.data<{ person: Record<string, List> }>(`{
      person(slug: "elodie") {
        all: articles { totalCount nodes { slug } }
        first: articles(first: 1) { totalCount nodes { slug } }
        last: articles(last: 2) { totalCount nodes { slug } }
      } }`);
    expect(person).toEqual({
      all: { totalCount: 3, nodes: [{ slug: 'both' }, { slug: 'edited' }, { slug: 'deutsch' }] },
      first: { totalCount: 3, nodes: [{ slug: 'both' }] },
      last: { totalCount: 3, nodes: [{ slug: 'edited' }, { slug: 'deutsch' }] },
    });
  });

  it('have lists by role and by edition, and by both', async () => {
    const { person } = await gateway.data<{ person: Record<string, List> }>(`{
      person(slug: "elodie") {
        editor: articles(role: EDITOR) { totalCount nodes { slug } }
        author: articles(role: AUTHOR) { totalCount nodes { slug } }
        german: articles(edition: "de") { totalCount nodes { slug } }
        germanEditor: articles(edition: "de", role: EDITOR) { totalCount nodes { slug } }
        any: articles(edition: null, role: null) { totalCount nodes { slug } }
      } }`);
    expect(Object.values(person).map(({ totalCount }) => totalCount)).toEqual([2, 2, 1, 0, 3]);
    expect(person.editor?.nodes).toEqual([{ slug: 'both' }, { slug: 'edited' }]);
    expect(person.author?.nodes).toEqual([{ slug: 'both' }, { slug: 'deutsch' }]);
  });

  it('show their roles in one order, each once, and in an article the order of the bylines', async () => {
    const data = await gateway.data<unknown>(`{
      person(slug: "elodie") { name path roles jobTitle }
      article(slug: "both") {
        credits { role person { slug } } authors { slug } editors { slug }
        photographers: credits(role: PHOTOGRAPHER) { role }
      } }`);
    expect(data).toEqual({
      person: {
        name: 'Élodie Marchand',
        path: '/authors/elodie',
        roles: ['AUTHOR', 'EDITOR'],
        jobTitle: null,
      },
      article: {
        credits: [
          { role: 'EDITOR', person: { slug: 'elodie' } },
          { role: 'AUTHOR', person: { slug: 'elodie' } },
          { role: 'AUTHOR', person: { slug: 'oe' } },
        ],
        authors: [{ slug: 'elodie' }, { slug: 'oe' }],
        editors: [{ slug: 'elodie' }],
        photographers: [],
      },
    });
  });

  it('are listed by name, staff before they have written anything, others only once they have', async () => {
    const { people } = await gateway.data<{ people: List }>(
      '{ people { totalCount nodes { slug } } }',
    );
    expect(people).toEqual({
      totalCount: 3,
      nodes: [{ slug: 'elmar' }, { slug: 'elodie' }, { slug: 'oe' }],
    });
  });

  it.each([
    ['EL', 'elmar elodie'],
    ['él', 'elmar elodie'],
    ['elo', 'elodie'],
    ['Elmar 100%', 'elmar'],
    ['elmar 1%', ''],
    ['e_', ''],
    ['\\', ''],
    ['', 'elmar elodie oe'],
  ])(
    'are found by the start of their name, whatever its case and accents: %s',
    async (start, slugs) => {
      const { people } = await gateway.data<{ people: List }>(
        'query Q($start: String) { people(filter: { nameStartsWith: $start }) { totalCount nodes { slug } } }',
        { start },
      );
      expect(people.nodes.map(({ slug }) => slug).join(' ')).toBe(slugs);
      expect(people.totalCount).toBe(people.nodes.length);
    },
  );

  it('are not found where an edition is asked for that does not exist', async () => {
    const { errors } = await gateway.request(
      '{ person(slug: "elodie") { articles(edition: "fr") { totalCount } } }',
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'edition' });
  });
});
