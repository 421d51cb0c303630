import fc from 'fast-check';
import { refreshRelated } from '../../src/articles/related.commands';
import { type Gateways } from './gateways';
import { idAt, PEOPLE, SECTIONS, SIZE, slugAt, TAGS, uidAt } from './world.reads';

/** What can be done to the world. Numbers choose among what there is. */
export interface Write {
  kind: keyof typeof WRITES;
  /** Through which gateway, where it is a mutation. */
  by: number;
  place: number;
  /** Makes one value another than the one before. */
  turn: number;
}

type Do = (gateways: Gateways, write: Write) => Promise<unknown>;

const pick = (list: string[], turn: number): string[] => list.filter((_, at) => (turn >> at) & 1);

async function update(gateways: Gateways, { by, place }: Write, input: string): Promise<unknown> {
  const [row] = await gateways.newspaper.manager.query<{ version: number }[]>(
    'SELECT version FROM article WHERE id = $1',
    [uidAt(place)],
  );
  return gateways.change(
    by,
    `mutation { updateArticle(id: "${idAt(place)}", version: ${row?.version ?? 1}, input: { ${input} }) { id } }`,
  );
}

const soon = (turn: number): Date => new Date(Date.now() + 50 + (turn % 8) * 30);

/** The clock shows something at `time`; what publishes it looks twice a second. */
function expectAt(gateways: Gateways, time: Date): void {
  gateways.unsteadyUntil = Math.max(gateways.unsteadyUntil, time.getTime() + 1_600);
}

const sql = (gateways: Gateways, text: string, values: unknown[]): Promise<unknown> =>
  gateways.newspaper.manager.query(text, values);

/** By mutations: the gateway that answered them shows what they did from then on. */
const MUTATIONS = {
  publish: (gateways, { by, place }) =>
    gateways.change(by, `mutation { publishArticle(id: "${idAt(place)}") { id } }`),
  withdraw: (gateways, { by, place }) =>
    gateways.change(by, `mutation { unpublishArticle(id: "${idAt(place)}", reason: "x") { id } }`),
  schedule: async (gateways, { by, place, turn }) => {
    const id = idAt(place);
    await gateways.change(by, `mutation { unpublishArticle(id: "${id}", reason: "x") { id } }`);
    const at = soon(turn);
    expectAt(gateways, at);
    await gateways.change(
      by,
      `mutation { publishArticle(id: "${id}", at: "${at.toISOString()}") { id } }`,
    );
  },
  embargo: (gateways, write) => {
    const until = soon(write.turn);
    expectAt(gateways, until);
    return update(gateways, write, `embargoUntil: "${until.toISOString()}"`);
  },
  edit: (gateways, write) => update(gateways, write, `headline: "Headline ${write.turn}"`),
  move: (gateways, write) =>
    update(gateways, write, `section: "${SECTIONS[write.turn % SECTIONS.length] ?? ''}"`),
  rename: (gateways, write) =>
    update(gateways, write, `slug: "${slugAt(write.place, write.turn)}"`),
  retag: (gateways, write) =>
    update(gateways, write, `tags: ${JSON.stringify(pick(TAGS, write.turn))}`),
  credit: (gateways, write) => {
    const role = write.turn % 2 === 0 ? 'AUTHOR' : 'EDITOR';
    const credits = pick(PEOPLE, write.turn).map(
      (person) => `{ role: ${role}, person: "${person}" }`,
    );
    return update(gateways, write, `credits: [${credits.join()}]`);
  },
  reformat: (gateways, write) =>
    update(gateways, write, `format: ${write.turn % 2 === 0 ? 'LIVE' : 'NEWS'}`),
  link: (gateways, write) => {
    const other = idAt((write.place + write.turn) % SIZE);
    return update(gateways, write, `body: [{ articleLink: "${other}" }]`);
  },
  correct: (gateways, { by, place, turn }) =>
    gateways.change(
      by,
      `mutation { addCorrection(articleId: "${idAt(place)}", text: "Correction ${turn}") { id } }`,
    ),
  relate: (gateways, { by, place, turn }) => {
    const ids = pick(['1', '2', '3'], turn).map((step) => idAt((place + Number(step)) % SIZE));
    const [hidden, ...pinned] = ids.map((id) => JSON.stringify(id));
    return gateways.change(
      by,
      `mutation { setRelated(articleId: "${idAt(place)}", pinned: [${pinned.join()}], hidden: [${hidden ?? ''}]) { id } }`,
    );
  },
  nameTag: (gateways, { by, place, turn }) =>
    gateways.change(
      by,
      `mutation { upsertTag(input: { slug: "${TAGS[place % TAGS.length] ?? ''}", name: "Tag ${turn}", edition: "en", kind: TOPIC }) { id } }`,
    ),
  namePerson: (gateways, { by, place, turn }) =>
    gateways.change(
      by,
      `mutation { upsertPerson(input: { slug: "${PEOPLE[place % PEOPLE.length] ?? ''}", name: "Person ${turn}" }) { id } }`,
    ),
  nameSection: (gateways, { by, place, turn }) => {
    const parent = turn % 2 === 0 ? '"town"' : 'null';
    const slug = SECTIONS[1 + (place % 2)] ?? '';
    return gateways.change(
      by,
      `mutation { upsertSection(input: { slug: "${slug}", name: "Section ${turn}", edition: "en", parent: ${parent} }) { id } }`,
    );
  },
} satisfies Record<string, Do>;

/** By others than the gateways: an import, a job, somebody at the database. */
const ELSEWHERE = {
  import: async (gateways, { place, turn }) => {
    const originals = await gateways.newspaper.manager.query<object[]>(
      'SELECT FROM article WHERE id = $1',
      [uidAt(0)],
    );
    const isTranslation = turn % 3 === 0 && place > 0 && originals.length > 0;
    await gateways.newspaper.article({
      uid: uidAt(place),
      slug: slugAt(place, turn),
      section: SECTIONS[turn % SECTIONS.length] ?? 'town',
      tags: pick(TAGS, turn),
      authors: pick(PEOPLE, turn >> 2),
      headline: `Imported ${turn}`,
      text: `Imported ${turn}, about the harbour and the flood.`,
      status: turn % 5 === 0 ? 'UNPUBLISHED' : 'PUBLISHED',
      originalId: isTranslation ? uidAt(0) : null,
    });
  },
  hide: (gateways, { place }) =>
    sql(gateways, "UPDATE article SET status = 'UNPUBLISHED' WHERE id = $1", [uidAt(place)]),
  show: (gateways, { place }) =>
    sql(gateways, "UPDATE article SET status = 'PUBLISHED' WHERE id = $1", [uidAt(place)]),
  remove: (gateways, { place }) =>
    sql(gateways, 'DELETE FROM article WHERE id = $1', [uidAt(place)]),
  untagAndHide: async (gateways, { place }) => {
    await sql(gateways, 'DELETE FROM article_tag WHERE article_id = $1', [uidAt(place)]);
    await sql(gateways, "UPDATE article SET status = 'UNPUBLISHED' WHERE id = $1", [uidAt(place)]);
  },
  computeRelated: (gateways) =>
    refreshRelated(
      gateways.newspaper.manager,
      Array.from({ length: SIZE }, (_, place) => uidAt(place)),
    ),
  /** Commits after what was begun later than it. */
  slowly: async (gateways, { place, turn }) => {
    const { client } = gateways;
    await client.query('BEGIN');
    await client.query('UPDATE article SET headline = $2 WHERE id = $1', [
      uidAt(place),
      `Slow ${turn}`,
    ]);
    await sql(gateways, 'UPDATE article SET headline = $2 WHERE id = $1', [
      uidAt((place + 1) % SIZE),
      `Quick ${turn}`,
    ]);
    await client.query('COMMIT');
  },
} satisfies Record<string, Do>;

const WRITES = { ...MUTATIONS, ...ELSEWHERE };

export const KINDS = Object.keys(WRITES) as Write['kind'][];

export const isMutation = ({ kind }: Write): boolean => kind in MUTATIONS;

export const doWrite = (gateways: Gateways, write: Write): Promise<unknown> =>
  WRITES[write.kind](gateways, write);

export const write: fc.Arbitrary<Write> = fc.record({
  kind: fc.constantFrom(...KINDS),
  by: fc.nat(1),
  place: fc.nat(SIZE - 1),
  turn: fc.nat(63),
});

const at = (kind: Write['kind'], place: number, turn = 1): Write => ({
  kind,
  by: place,
  place,
  turn,
});

/** Every kind of write at least once, where it changes something public. */
export const EVERY_KIND: Write[] = [
  ...[at('retag', 0), at('credit', 0), at('edit', 0), at('reformat', 0, 2), at('link', 0, 2)],
  ...[
    at('rename', 2),
    at('move', 2),
    at('correct', 0),
    at('computeRelated', 0),
    at('relate', 0, 7),
  ],
  ...[at('nameTag', 0), at('namePerson', 0), at('nameSection', 0, 2), at('import', 1, 3)],
  ...[
    at('publish', 3),
    at('slowly', 0),
    at('embargo', 4),
    at('schedule', 4),
    at('untagAndHide', 0),
  ],
  ...[at('show', 0), at('hide', 2), at('show', 2), at('withdraw', 2), at('publish', 2)],
  ...[at('remove', 4), at('computeRelated', 0)],
];
