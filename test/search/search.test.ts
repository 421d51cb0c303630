import * as fc from 'fast-check';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { countNow, search, slugsOf } from './support';
import { expectSoon } from '../support/patience';

describe('search', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway();
    for (const language of ['pt', 'ru', 'de', 'fr', 'es']) {
      await gateway.newspaper.edition(language);
    }
  });

  afterEach(() => gateway.newspaper.clear());
  afterAll(() => gateway.close());

  const found = (query: string, more: Record<string, unknown> = {}) =>
    slugsOf(gateway, query, more);

  const publish = (headlines: Record<string, string>) =>
    gateway.newspaper.articles(
      Object.entries(headlines).map(([slug, headline]) => ({ slug, headline, text: 'Text.' })),
    );

  it.each([
    ['pt', 'As eleições de domingo', 'eleicao'],
    ['pt', 'Os animais fáceis', 'animal fácil'],
    ['ru', 'Новая ёлка на площади', 'елки'],
    ['ru', 'Все еще новая елка', 'ёлка'],
    ['de', 'Die Häuser der Müllers', 'Haus'],
    ['de', 'Neues von Müller', 'Mueller'],
    ['de', 'Neues von Mueller', 'muller'],
    ['fr', 'Elle a été trouvée à Paris', 'trouve'],
    ['fr', 'Les journaux généraux', 'journal general'],
    ['es', 'Los jóvenes del país', 'joven paises'],
    ['en', 'Elections in the café', 'ELECTION cafe'],
  ])('in %s finds "%s" by "%s"', async (edition, headline, query) => {
    await gateway.newspaper.article({ edition, slug: 'hit', headline });
    await gateway.newspaper.article({ edition, slug: 'other', headline: 'Xyzzy' });
    expect(await found(query, { edition })).toEqual(['hit']);
    expect((await search(gateway, query, { edition })).totalCount).toBe(1);
  });

  it.each([
    ['"harbour bridge"', ['adjacent']],
    ['harbour bridge', ['adjacent', 'apart']],
    ['harbour -closed', ['adjacent', 'apart']],
    ['harbour -"harbour bridge"', ['apart', 'closed']],
    ['harbour bridge -opens -closed', ['apart']],
    ['ferry OR opens', ['adjacent', 'ferry']],
    ['ferry | opens', ['adjacent', 'ferry']],
    ['"to be or not to be"', ['hamlet']],
    ['to be or not to be', ['hamlet']],
    ['the who', ['who']],
    ['covid-19', ['covid']],
    ['-harbour', []],
    ['', []],
    ['  ', []],
    ['- " |', []],
    ['unknownword', []],
  ])('reads %s as web searches do', async (query, slugs) => {
    await publish({
      adjacent: 'Harbour bridge opens',
      apart: 'Bridge over the harbour',
      closed: 'Harbour closed',
      ferry: 'New ferry',
      hamlet: 'To be or not to be',
      who: 'The Who',
      covid: 'Covid-19 returns',
    });
    expect((await found(query)).sort()).toEqual([...slugs].sort());
  });

  it('puts headlines before standfirsts before bodies, and newer before older', async () => {
    const publishedAt = new Date('2026-03-01T10:00:00Z');
    const older = new Date('2024-03-01T10:00:00Z');
    await gateway.newspaper.articles([
      { slug: 'body', headline: 'One', text: 'Of a volcano.', publishedAt },
      { slug: 'standfirst', headline: 'Two', standfirst: 'Of a volcano.', publishedAt },
      { slug: 'headline', headline: 'A volcano', publishedAt },
      { slug: 'older-headline', headline: 'A volcano', publishedAt: older },
      { slug: 'older-body', headline: 'Three', text: 'Of a volcano.', publishedAt: older },
    ]);
    const order = await found('volcano');
    const place = (slug: string) => order.indexOf(slug);
    expect(place('headline')).toBe(0);
    expect(place('standfirst')).toBeLessThan(place('body'));
    expect(place('older-headline')).toBeLessThan(place('body'));
    expect(place('older-body')).toBe(4);
    expect(await found('volcano', { orderBy: 'OLDEST' })).toEqual(
      (await found('volcano', { orderBy: 'NEWEST' })).reverse(),
    );
  });

  it('finds what has most of the words after what has all of them', async () => {
    await publish({ two: 'Harbour bridge', all: 'Harbour bridge opens', one: 'Harbour' });
    expect(await found('harbour bridge opens')).toEqual(['all', 'two']);
    expect(await found('harbour bridge zzyzx')).toEqual(expect.arrayContaining(['all', 'two']));
  });

  it('finds tags and people by their names', async () => {
    await gateway.newspaper.person({ slug: 'ada', name: 'Ada Lovelace' });
    await gateway.newspaper.article({ slug: 'hers', authors: ['ada'], tags: ['flood'] });
    expect(await found('lovelace')).toEqual(['hers']);
    expect(await found('floods')).toEqual(['hers']);
  });

  it('knows an edit as soon as it is saved', async () => {
    const { uid } = await gateway.newspaper.article({ slug: 'story', headline: 'Volcano' });
    await gateway.newspaper.article({ uid, slug: 'story', headline: 'Glacier' });
    expect(await found('volcano')).toEqual([]);
    expect(await found('glacier')).toEqual(['story']);
  });

  it('knows a word changed by a writer that has never heard of search', async () => {
    await gateway.newspaper.article({ slug: 'story', text: 'A volcano.' });
    await gateway.newspaper.manager.query(`UPDATE article_body SET text = 'A glacier.'`);
    expect(await found('volcano')).toEqual([]);
    expect(await found('glacier')).toEqual(['story']);
  });

  it('shows what is published by the clock at that very time', async () => {
    const publishedAt = new Date(Date.now() + 700);
    await gateway.newspaper.article({ slug: 'soon', headline: 'Volcano', publishedAt });
    expect(await found('volcano')).toEqual([]);
    await expectSoon(() => found('volcano'), ['soon']);
  });

  it('marks what matched, in whatever form, and escapes all else', async () => {
    await gateway.newspaper.article({
      edition: 'pt',
      slug: 'hit',
      headline: 'As Eleições <script>alert("x")</script> & mais',
      text: `${'Palavra. '.repeat(100)}Uma eleição &lt;b&gt;no país. ${'Palavra. '.repeat(100)}`,
    });
    const { edges } = await search(gateway, 'eleicao', { edition: 'pt' });
    expect(edges[0]?.headlineHtml).toBe(
      'As <mark>Eleições</mark> &lt;script&gt;alert("x")&lt;/script&gt; &amp; mais',
    );
    expect(edges[0]?.snippetHtml).toContain('Uma <mark>eleição</mark> &lt;b&gt;no país');
    expect(edges[0]?.snippetHtml.length).toBeLessThan(400);
  });

  it('asks whether another word was meant, from the words of its own corpus', async () => {
    const headline = 'The elections in Düsseldorf';
    await gateway.newspaper.articles([{ headline }, { headline }, { headline: 'Selection' }]);
    await countNow(gateway);
    expect((await search(gateway, 'eletcions duseldorf')).didYouMean).toBe('elections düsseldorf');
    expect((await search(gateway, 'elections')).didYouMean).toBeNull();
    expect((await search(gateway, 'qqqqqqq')).didYouMean).toBeNull();
  });

  it('has an answer for whatever is typed', async () => {
    await publish({ one: 'Harbour bridge opens', two: 'The Who' });
    await countNow(gateway);
    const typed = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc
        .array(
          fc.constantFrom(
            'harbour',
            'OR',
            '-',
            '"',
            '-"',
            "'",
            ':*',
            '&',
            '!',
            '<->',
            'the',
            '\\',
            '\0',
            '(',
            'ŉ',
            '½',
            '🗞️',
            'bridge:A',
          ),
          { maxLength: 30 },
        )
        .map((parts) => parts.join(' ')),
      fc.nat(10).map((n) => 'harbour '.repeat(n * 200)),
    );
    await fc.assert(
      fc.asyncProperty(typed, fc.constantFrom('en', 'de', 'pt', 'ru'), async (query, edition) => {
        const { nodes } = await search(gateway, query, { edition, first: 3 });
        expect(nodes.length).toBeLessThanOrEqual(2);
      }),
      { numRuns: 100 },
    );
  }, 120_000);

  it('indexes every letter there is', async () => {
    const letters = Array.from({ length: 0x1f000 }, (_, code) => String.fromCodePoint(code)).filter(
      (letter) => /[\p{L}\p{N}\p{M}]/u.test(letter),
    );
    const text = letters.map((letter, place) => letter + (place % 3 === 0 ? ' ' : '')).join('');
    await gateway.newspaper.article({ slug: 'letters', headline: 'Letters', text });
    expect(await found('letters')).toEqual(['letters']);
  });
});
