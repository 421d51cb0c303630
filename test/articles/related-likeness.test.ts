import { forgetRelated, relatedProgress, relateWaiting } from '../../src/articles/related.commands';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { type SavedTestArticle, type TestArticle } from '../support/newspaper';
import { until } from '../support/patience';

const HARBOUR =
  'The harbour council voted on Tuesday to close the old ferry terminal, after engineers found cracks in the pier. ' +
  'Ferries to the islands will leave from the northern quay until the terminal is rebuilt, the harbour master said.';

describe('likeness of articles', () => {
  let gateway: TestGateway;

  beforeEach(async () => {
    gateway = await startTestGateway();
  });

  afterEach(() => gateway.close());

  async function related(slug: string, edition = 'en'): Promise<string> {
    const { article } = await gateway.data<{ article: { related: { slug: string }[] } | null }>(
      'query Q($slug: String!, $edition: LanguageTag) { article(slug: $slug, edition: $edition) { related(first: 100) { slug } } }',
      { slug, edition },
    );
    return (article?.related ?? []).map((one) => one.slug).join(' ');
  }

  /** Saves articles, each in a section of its own, and relates what has changed. */
  async function save(articles: TestArticle[]): Promise<Map<string, SavedTestArticle>> {
    const drafts = articles.map((one) => ({ section: `of-${one.slug ?? ''}`, ...one }));
    const saved = await gateway.newspaper.articles(drafts);
    await relateWaiting(gateway.newspaper.manager);
    return new Map(saved.map((one) => [one.slug, one]));
  }

  it('is told from the text alone, from the second article on, with no tags and no readers', async () => {
    await save([{ slug: 'first', headline: 'Ferry terminal closes', text: HARBOUR }]);
    expect(await related('first')).toBe('');
    await save([
      {
        slug: 'second',
        headline: 'Islanders wait',
        text: 'The ferry to the islands was late again.',
      },
    ]);
    expect([await related('first'), await related('second')]).toEqual(['second', 'first']);
  });

  it.each([
    ['ru', 'Паром к островам опоздал', 'Паромы и острова ждут', 'Выборы в парламент назначены'],
    ['de', 'Die Fähre zur Insel kam spät', 'Fähren zu den Inseln', 'Der Bundestag wählt im Herbst'],
    ['pt', 'O barco da ilha atrasou', 'Barcos para as ilhas', 'A eleição será em outubro'],
    ['ja', '港の渡し船が遅れた', '渡し船の料金が上がる', '国会の選挙が始まる'],
  ])('is told in %s by the stems of its words', async (edition, text, alike, other) => {
    await gateway.newspaper.edition(edition);
    const texts = { it: text, other, alike };
    await save(
      Object.entries(texts).map(([slug, own]) => ({ slug, edition, headline: own, text: own })),
    );
    expect((await related('it', edition)).split(' ')[0]).toBe('alike');
  });

  it('is told by the parts of words, where one has in a compound what another says alone', async () => {
    await gateway.newspaper.edition('de');
    const texts = {
      it: 'Die Bundestagswahlen waren knapp',
      other: 'Der Hafenkapitän verspricht Fähren',
      alike: 'Neuer Bundestag: keine Wahl vor Herbst',
    };
    await save(
      Object.entries(texts).map(([slug, text]) => ({ slug, edition: 'de', headline: text, text })),
    );
    expect(await related('it', 'de')).toBe('alike');
  });

  it('decides, and among those nearly as alike the newer stands first', async () => {
    await save([
      { slug: 'it', headline: 'Ferry terminal closes', text: HARBOUR },
      {
        slug: 'new-less',
        headline: 'Quay',
        text: 'The northern quay opens for anglers in spring.',
      },
      {
        slug: 'newer',
        headline: 'Cracks one',
        text: 'Engineers found cracks in the ferry terminal apple.',
      },
      {
        slug: 'older',
        headline: 'Cracks two',
        text: 'Engineers found cracks in the ferry terminal banana.',
      },
    ]);
    expect(await related('it')).toBe('newer older new-less');
  });

  it('shows one of a story that was sent twice, and not its copies beside itself', async () => {
    const copy = `${HARBOUR} `.replace('Tuesday', 'Wednesday');
    const saved = await save([
      {
        slug: 'it',
        headline: 'Islands cut off',
        text: 'No ferry leaves from the harbour to the islands today.',
      },
      { slug: 'wire', headline: 'Ferry terminal closes', text: HARBOUR },
    ]);
    await save([{ slug: 'wire-again', headline: 'Ferry terminal to be closed', text: copy }]);
    // It is the older of the two; which of them is the more alike hangs on their headlines.
    const [shown, ...rest] = (await related('it')).split(' ');
    expect(rest).toEqual([]);
    expect(['wire', 'wire-again']).toContain(shown);
    expect([await related('wire'), await related('wire-again')]).toEqual(['it', 'it']);
    // Without the one, the other comes.
    const gone = shown ?? '';
    await gateway.newspaper.manager.query(
      "UPDATE article SET status = 'UNPUBLISHED' WHERE slug = $1",
      [gone],
    );
    await relateWaiting(gateway.newspaper.manager);
    expect(await related('it')).toBe(gone === 'wire' ? 'wire-again' : 'wire');
    expect(saved.size).toBe(2);
  });

  it('lets in what a copy has kept out, once that gives way to a copy of its own', async () => {
    const base =
      'Engineers found deep cracks beneath the northern pier and closed every berth there';
    const strangers = Array.from({ length: 9 }, (_, place) => ({
      slug: `stranger-${place}`,
      headline: 'Nothing',
      text: `apple${place} pear${place}`,
    }));
    const text = `${HARBOUR} Lantern, gantry and winch.`;
    await save([{ slug: 'it', headline: 'Pier', text }, ...strangers]);
    // What comes last is the most alike; the middle one is a copy of both, and they are none of each other.
    await save([{ slug: 'middle', headline: 'Pier', text: base }]);
    await save([{ slug: 'one', headline: 'Pier', text: `${base} walrus octopus.` }]);
    expect(await related('it')).toBe('middle');
    await save([{ slug: 'other', headline: 'Pier', text: `${base} lantern gantry.` }]);
    expect(await related('it')).toBe('other one');
  });

  it('is told by what there is now when a newspaper is emptied and filled again', async () => {
    const { manager } = gateway.newspaper;
    const words = HARBOUR.split(' ');
    const texts = Array.from({ length: 20 }, (_, place) => ({
      slug: `n-${place}`,
      text: words.filter((_word, at) => (at * 7 + place * 5) % 11 < 5).join(' '),
    }));
    const scores = () =>
      manager.query<{ score: number }[]>(
        'SELECT article_id, related_id, round(score::numeric, 4)::float8 AS score FROM related_article ORDER BY 1, 3 DESC, 2',
      );
    await save(texts);
    await gateway.newspaper.clear();
    await relateWaiting(manager);
    await save(texts.slice(0, 3));
    await save(texts.slice(3));
    const kept = await scores();
    await forgetRelated(manager);
    await relateWaiting(manager);
    expect(kept).toEqual(await scores());
  });

  it('is told in a small newspaper by how rare words are with each article that comes, changes or goes', async () => {
    const { manager } = gateway.newspaper;
    const scores = () =>
      manager.query<{ score: number }[]>(
        'SELECT article_id, related_id, round(score::numeric, 4)::float8 AS score FROM related_article ORDER BY 1, 3 DESC, 2',
      );
    const text = 'The ferry waits in the harbour for an election.';
    const saved = await save([
      { slug: 'it', headline: 'Ferry terminal closes', text: HARBOUR },
      { slug: 'quay', headline: 'Quay', text: 'The northern quay opens for anglers in spring.' },
      ...Array.from({ length: 24 }, (_, place) => ({ slug: `n-${place}`, text: `Apple${place}.` })),
    ]);
    const steps = [
      () => save([{ slug: 'new', text }]),
      () =>
        save([{ uid: saved.get('n-1')?.uid ?? '', slug: 'n-1', text: 'Engineers on the quay.' }]),
      () => manager.query("DELETE FROM article WHERE slug = 'n-2'"),
    ];
    for (const step of steps) {
      await step();
      await relateWaiting(manager);
      const kept = await scores();
      await forgetRelated(manager);
      await relateWaiting(manager);
      expect(kept).toEqual(await scores());
    }
  });

  it('is told anew when an article is edited, for it and for the others', async () => {
    const election =
      'Citizens elect a new parliament in autumn, and three parties stand for election.';
    const saved = await save([
      { slug: 'it', headline: 'Ferry terminal closes', text: HARBOUR },
      { slug: 'election', headline: 'Election in autumn', text: election },
      {
        slug: 'turncoat',
        headline: 'A ferry',
        text: 'The harbour has a ferry terminal with a pier.',
      },
    ]);
    expect(await related('it')).toBe('turncoat');
    await save([
      {
        uid: saved.get('turncoat')?.uid ?? '',
        slug: 'turncoat',
        headline: 'Parties',
        text: 'Three parties want a new parliament before autumn.',
      },
    ]);
    expect(await related('it')).toBe('');
    expect([await related('election'), await related('turncoat')]).toEqual([
      'turncoat',
      'election',
    ]);
  });

  it('is the same to readers whatever is hidden', async () => {
    await save([
      { slug: 'it', headline: 'Ferry terminal closes', text: HARBOUR },
      ...Array.from({ length: 22 }, (_, place) => ({
        slug: `n-${place}`,
        text: `Note ${place} about the ferry and the harbour, with ${'islands '.repeat(place % 7)}.`,
      })),
    ]);
    const scores = () =>
      gateway.newspaper.manager.query('SELECT * FROM related_article ORDER BY article_id, rank');
    const before = [await related('it'), await scores()];
    const later = new Date(Date.now() + 3_600_000);
    const hidden = { headline: 'Ferry terminal closes', text: `${HARBOUR} Ferry harbour islands.` };
    await save([
      { slug: 'draft', status: 'DRAFT', publishedAt: null, ...hidden },
      { slug: 'scheduled', status: 'SCHEDULED', publishedAt: later, ...hidden },
      { slug: 'embargoed', embargoUntil: later, ...hidden },
      { slug: 'to-come', publishedAt: later, updatedAt: later, ...hidden },
      { slug: 'withdrawn', status: 'UNPUBLISHED', ...hidden },
    ]);
    expect([await related('it'), await scores()]).toEqual(before);
  });

  it('is told of what an embargo ends for or the clock publishes, without being asked', async () => {
    const soon = new Date(Date.now() + 700);
    await save([
      { slug: 'it', headline: 'Ferry terminal closes', text: HARBOUR },
      { slug: 'embargoed', embargoUntil: soon, text: 'A ferry of the harbour.' },
      {
        slug: 'scheduled',
        status: 'SCHEDULED',
        publishedAt: soon,
        text: 'Islands of the harbour.',
      },
    ]);
    expect(await related('it')).toBe('');
    await until(async () => (await related('it')).split(' ').length === 2);
    expect((await related('it')).split(' ').sort()).toEqual(['embargoed', 'scheduled']);
  });

  it('forgets what is deleted', async () => {
    await save([
      { slug: 'it', headline: 'Ferry terminal closes', text: HARBOUR },
      { slug: 'gone', text: 'A ferry of the harbour.' },
    ]);
    const { manager } = gateway.newspaper;
    await manager.query("DELETE FROM article WHERE slug = 'gone'");
    await relateWaiting(manager);
    expect(await related('it')).toBe('');
    const [left] = await manager.query<object[]>(
      `SELECT (SELECT count(*)::int FROM related_document) AS documents,
         (SELECT count(*)::int FROM related_article) AS rows,
         (SELECT sum(articles)::int FROM related_edition) AS articles,
         (SELECT count(*)::int FROM related_posting WHERE doc NOT IN (SELECT doc FROM related_document)) AS postings`,
    );
    expect(left).toEqual({ documents: 1, rows: 0, articles: 1, postings: 0 });
    expect(await relatedProgress(manager)).toMatchObject({ since: null });
  });

  it('never waits for a save that is under way, nor holds one up', async () => {
    const { manager } = gateway.newspaper;
    await save([{ slug: 'it', headline: 'Ferry terminal closes', text: HARBOUR }]);
    await manager.transaction(async (saving) => {
      await saving.query("UPDATE article SET kicker = 'x' WHERE slug = 'it'");
      await save([{ slug: 'other', text: 'A ferry of the harbour.' }]);
      expect(await related('it')).toBe('other');
      await saving.query("UPDATE article SET kicker = 'y' WHERE slug = 'other'");
    });
  });
});
