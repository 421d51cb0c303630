import fc from 'fast-check';
import { toGlobalId } from '../../src/graphql/global-id';
import { Role } from '../../src/identity/viewer';
import { findPlace, spellingText } from '../../src/newsroom/spelling-report.text';
import { newUid } from '../../src/sql/uuid';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { type SavedTestArticle, type TestArticle } from '../support/newspaper';

interface Report {
  id: string;
  selectedText: string;
  before: string | null;
  after: string | null;
  comment: string | null;
  count: number;
  status: string;
  article: { id: string };
}

interface Receipt {
  id: string;
  duplicate: boolean;
}

const REPORT = `mutation ($input: SpellingReportInput!) { receipt: reportSpelling(input: $input) { id duplicate } }`;
const RESOLVE = `mutation ($id: ID!, $resolution: SpellingResolution!) {
  report: resolveSpellingReport(id: $id, resolution: $resolution) { id status count } }`;
const FIELDS = 'id selectedText before after comment count status createdAt article { id }';
const ONE = `query ($id: ID!) { node(id: $id) { ... on SpellingReport { ${FIELDS} } } }`;
const LIST = `query ($status: SpellingStatus, $first: Int, $after: String, $last: Int, $before: String) {
  newsroom { spellingReports(status: $status, first: $first, after: $after, last: $last, before: $before) {
    totalCount nodes { ${FIELDS} } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`;

interface Page {
  newsroom: {
    spellingReports: {
      totalCount: number;
      nodes: Report[];
      pageInfo: { hasNextPage: boolean; startCursor: string; endCursor: string };
    };
  };
}

const TEXT =
  'The council met in teh old hall. Nobody had seen teh mayor, and Mr Hill said that a apple was missing.';

describe('spelling reports', () => {
  let gateway: TestGateway;
  let token: string;

  beforeAll(async () => {
    gateway = await startTestGateway();
    token = await gateway.token(Role.EDITOR, 'ed');
  });

  afterAll(() => gateway.close());

  const publish = (described: TestArticle = {}) =>
    gateway.newspaper.article({ text: TEXT, ...described });
  const send = async (article: { id: string }, input: object): Promise<Receipt> => {
    const variables = { input: { articleId: article.id, ...input } };
    return (await gateway.data<{ receipt: Receipt }>(REPORT, variables)).receipt;
  };
  const refusal = async (input: object) => {
    const { errors } = await gateway.request(REPORT, { input });
    return errors?.[0]?.extensions;
  };
  const read = async ({ id }: Receipt): Promise<Report> => {
    const { node } = await gateway.data<{ node: Report }>(ONE, { id }, { token });
    return node;
  };
  const edit = ({ uid, slug }: SavedTestArticle, described: TestArticle) =>
    publish({ uid, slug, ...described });
  const list = async (variables: object) =>
    (await gateway.data<Page>(LIST, { ...variables }, { token })).newsroom.spellingReports;

  it('of the same place are one, with a count and the first comment', async () => {
    const article = await publish();
    const first = await send(article, { selectedText: 'teh', before: 'met in ', after: ' old' });
    expect(first.duplicate).toBe(false);
    const again = await send(article, { selectedText: ' teh ', after: 'old hall', comment: 'the' });
    expect(again).toEqual({ id: first.id, duplicate: true });
    await send(article, { selectedText: 'teh', before: 'in  ', comment: 'the!' });
    const other = await send(article, { selectedText: 'teh', before: 'seen ', after: ' mayor' });
    expect(other.duplicate).toBe(false);
    expect(other.id).not.toBe(first.id);
    expect(await read(first)).toMatchObject({
      selectedText: 'teh',
      before: 'The council met in',
      after: 'old hall. Nobody had seen teh',
      comment: 'the',
      count: 3,
      status: 'OPEN',
      article: { id: article.id },
    });
  });

  it('sent at once for one place are one', async () => {
    const article = await publish();
    const all = await Promise.all(
      Array.from({ length: 12 }, () => send(article, { selectedText: 'a apple' })),
    );
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(all.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    expect((await Promise.all(all.map(read)))[0]?.count).toBe(12);
  });

  it('close by themselves when the text changes there, and only then', async () => {
    const article = await publish({ headline: 'A adder bites', standfirst: 'Not bad.' });
    const hall = await send(article, { selectedText: 'teh', after: 'old hall' });
    const mayor = await send(article, { selectedText: 'teh', after: 'mayor' });
    const apple = await send(article, { selectedText: 'a', after: 'apple' });
    const headline = await send(article, { selectedText: 'A', after: 'adder' });
    const states = async () =>
      (await Promise.all([hall, mayor, apple, headline].map(read))).map(({ status }) => status);

    const headlines = { headline: 'A adder bites', standfirst: 'Not bad at all.' };
    await edit(article, { ...headlines, text: TEXT.replace('old hall', 'new hall') });
    expect(await states()).toEqual(['OPEN', 'OPEN', 'OPEN', 'OPEN']);
    await edit(article, { ...headlines, text: TEXT.replace('in teh old', 'in the old') });
    expect(await states()).toEqual(['FIXED', 'OPEN', 'OPEN', 'OPEN']);
    await edit(article, { headline: 'An adder bites', text: TEXT.replace('a apple', 'an apple') });
    expect(await states()).toEqual(['FIXED', 'OPEN', 'FIXED', 'FIXED']);

    // The first mistake is there again, and may be reported again.
    expect(await send(article, { selectedText: 'teh', after: 'old' })).toMatchObject({
      duplicate: false,
    });
  });

  it('that an editor rejected are counted, but not opened again', async () => {
    const article = await publish();
    const { id } = await send(article, { selectedText: 'Hill' });
    const data = await gateway.data(RESOLVE, { id, resolution: 'REJECTED' }, { token });
    expect(data).toEqual({ report: { id, status: 'REJECTED', count: 1 } });
    expect(await send(article, { selectedText: 'Hill' })).toEqual({ id, duplicate: true });
    expect(await read({ id, duplicate: true })).toMatchObject({ status: 'REJECTED', count: 2 });
  });

  it('can be made in a block, over line breaks, and whatever blanks are between the words', async () => {
    const article = await gateway.newspaper.article({
      blocks: [
        { kind: 'paragraph', html: 'Rain&nbsp;again in the nort\u00adh.<br>More to come.' },
        { kind: 'heading', level: 2, text: 'Rain again' },
      ],
    });
    const { article: found } = await gateway.data<{ article: { body: { id: string }[] } }>(
      'query ($id: ID!) { article(id: $id) { body { id } } }',
      { id: article.id },
    );
    const [paragraph, heading] = found.body.map(({ id }) => id);
    const first = await send(article, { blockId: paragraph, selectedText: 'Rain  again' });
    const second = await send(article, { blockId: heading, selectedText: 'Rain again' });
    expect(second.id).not.toBe(first.id);
    expect(await read(second)).toMatchObject({ before: null, after: null });
    const lines = await send(article, { selectedText: 'north. More' });
    expect((await read(lines)).selectedText).toBe('north.\nMore');
  });

  it.each([
    ['a draft', { status: 'DRAFT' }],
    ['one that was withdrawn', { status: 'UNPUBLISHED' }],
    ['one under embargo', { embargoUntil: new Date(Date.now() + 60_000) }],
    ['one still to come', { publishedAt: new Date(Date.now() + 60_000) }],
  ] as const)('are not taken of %s, as if it did not exist', async (_name, described) => {
    const hidden = await publish(described);
    const missing = toGlobalId('Article', newUid());
    const outcomes = await Promise.all(
      [hidden.id, missing].flatMap((articleId) =>
        ['teh', 'not a word of it'].map((selectedText) => refusal({ articleId, selectedText })),
      ),
    );
    expect(outcomes.map((one) => JSON.stringify(one))).toEqual(
      outcomes.map(() => JSON.stringify({ code: 'NOT_FOUND' })),
    );
  });

  it.each([
    [{ selectedText: 'teh queen' }, 'input.selectedText'],
    [{ selectedText: ' ' }, 'input.selectedText'],
    [{ selectedText: '\u00ad' }, 'input.selectedText'],
    [{ selectedText: 'x'.repeat(301) }, 'input.selectedText'],
    [{ selectedText: 'teh', before: 'x'.repeat(301) }, 'input.before'],
    [{ selectedText: 'teh', after: '\0' }, 'input.after'],
    [{ selectedText: 'teh', comment: 'x'.repeat(1_001) }, 'input.comment'],
    [{ selectedText: 'teh', blockId: 'nowhere' }, 'input.blockId'],
    [{ selectedText: 'teh', articleId: 'teh' }, 'input.articleId'],
  ])('are refused where they make no sense, %#', async (input, field) => {
    const { id } = await publish();
    expect(await refusal({ articleId: id, ...input })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field,
    });
  });

  it('are for editors alone', async () => {
    const article = await publish();
    const { id } = await send(article, { selectedText: 'teh', comment: 'canary' });
    const reader = await gateway.token(Role.READER);
    for (const who of [{}, { token: reader }]) {
      expect(await gateway.data(ONE, { id }, who)).toEqual({ node: null });
      const several = '{ nodes(ids: ["' + id + '"]) { id __typename } }';
      expect(await gateway.data(several, {}, who)).toEqual({ nodes: [null] });
      for (const [query, variables] of [
        [LIST, {}],
        [RESOLVE, { id, resolution: 'FIXED' }],
      ] as const) {
        const answer = await gateway.request(query, variables, who);
        expect(answer.errors?.[0]?.extensions.code).toMatch(/^(UNAUTHENTICATED|FORBIDDEN)$/);
        expect(JSON.stringify(answer)).not.toContain('canary');
      }
    }
    const unknown = { id: toGlobalId('SpellingReport', newUid()), resolution: 'FIXED' };
    const { errors } = await gateway.request(RESOLVE, unknown, { token });
    expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  it('of an article that was withdrawn later are still there for the newsroom', async () => {
    const article = await publish();
    const receipt = await send(article, { selectedText: 'teh' });
    await edit(article, { status: 'UNPUBLISHED' });
    expect(await read(receipt)).toMatchObject({ status: 'OPEN', article: { id: article.id } });
  });

  it('are paged both ways, the newest first, each once', async () => {
    await gateway.newspaper.clear();
    const article = await publish({ text: 'one two three four five six seven' });
    for (const selectedText of ['one', 'two', 'three', 'four', 'five', 'six', 'seven']) {
      await send(article, { selectedText });
    }
    const whole = await list({ status: 'OPEN' });
    expect(whole.totalCount).toBe(7);
    expect(whole.nodes.map(({ selectedText }) => selectedText)[0]).toBe('seven');
    const ids = whole.nodes.map(({ id }) => id);
    const forward: string[] = [];
    for (let after: string | undefined; ;) {
      const page = await list({ first: 3, after });
      forward.push(...page.nodes.map(({ id }) => id));
      after = page.pageInfo.endCursor;
      if (!page.pageInfo.hasNextPage) break;
    }
    expect(forward).toEqual(ids);
    const last = await list({ last: 2 });
    const before = await list({ last: 5, before: last.pageInfo.startCursor });
    expect([...before.nodes, ...last.nodes].map(({ id }) => id)).toEqual(ids);

    await edit(article, { text: 'one two four five six seven' });
    expect(await list({ status: 'FIXED' })).toMatchObject({
      totalCount: 1,
      nodes: [{ selectedText: 'three' }],
    });
    expect((await list({ status: 'OPEN' })).totalCount).toBe(6);
    expect((await list({})).totalCount).toBe(7);
  });

  it('are compared alike by the gateway and by the database', async () => {
    const odd = fc.string({
      unit: fc.constantFrom(
        ...' \t\n\r\v\f\u0085\u00a0\u00ad\u200b\u2003\u2028\u2029\u202f\u3000\ufeff'.split(''),
        ...['a', 'e\u0301', '字', '🗞️'],
      ),
      maxLength: 30,
    });
    const texts = fc.sample(odd, { numRuns: 300, seed: 5 });
    const rows = await gateway.dataSource.query<{ text: string }[]>(
      'SELECT spelling_text(t) AS text FROM unnest($1::text[]) WITH ORDINALITY AS k(t, n) ORDER BY n',
      [texts],
    );
    expect(rows.map(({ text }) => text)).toEqual(texts.map(spellingText));
  });

  it('are found wherever in a text they were selected', () => {
    const line = fc.string({
      unit: fc.constantFrom('a', 'b', ' ', '🗞️', 'é'),
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 4 }), fc.nat(), fc.nat(9), (lines, from, length) => {
        const text = spellingText(`\n${lines.join('\n')}\n`);
        const points = Array.from(text);
        const at = from % points.length;
        const selected = points.slice(at, at + length + 1).join('');
        const place = findPlace(text, {
          selected,
          before: points.slice(Math.max(0, at - 40), at).join(''),
          after: points.slice(at + length + 1, at + length + 41).join(''),
          block: '',
        });
        const found = place && `${place.before}${place.selected}${place.after}`;
        expect(found !== null && text.includes(found)).toBe(selected.trim() !== '');
      }),
    );
  });
});
