import * as fc from 'fast-check';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { EDITIONS, handedOutPaths, pathsIn } from './demo-paths';

const PATHS = `
  query Paths($path: String!, $edition: LanguageTag) {
    page(path: $path, edition: $edition) {
      path status kind redirectTo
      breadcrumbs { path }
      modules {
        ... on ArticleListModule { morePath section { path } items { article { path } } }
        ... on ArticleModule { article { path section { path } authors { path } } }
        ... on ArchiveModule { archive { years { path } months { path } days { path } } }
        ... on PersonModule { person { path } }
      }
    }
  }`;

interface Answered {
  path: string;
  status: number;
  kind: string;
  redirectTo: string | null;
}

interface Answer {
  page: Answered | null;
}

/** Letters of other scripts, signs of URLs, and what breaks parsers. */
const ODD = [
  ...[
    '.',
    '..',
    '...',
    '',
    ' ',
    '%',
    '%2',
    '%2e',
    '%2E%2e',
    '%00',
    '%0a',
    '%7f',
    '%20',
    '+',
    '*',
    '~',
    '\\',
  ],
  ...[
    '%2F',
    '%252F',
    '%5C',
    '%c3%28',
    '%FF',
    '%F0%9F%97%9E',
    '%E2%80%AE',
    '%ED%A0%80',
    ';',
    ':',
    '@',
    '&',
    '=',
  ],
  ...[
    '?',
    '#',
    '"',
    "'",
    '<',
    '>',
    '{}',
    '$1',
    'null',
    'undefined',
    '__proto__',
    'constructor',
    'toString',
  ],
  ...[
    'Ünïcödé',
    'статья',
    '記事',
    '🗞️',
    '\u202e',
    '\ud800',
    '\udfff',
    '\u0000',
    '\u0001',
    '\n',
    '\t',
    '\u00a0',
  ],
  ...['İ', 'ẞ', 'ﬁ', 'ς', 'K', 'e\u0301', 'a'.repeat(300), '\u0301'.repeat(200), 'x'.repeat(8_000)],
];

describe('paths', () => {
  let gateway: TestGateway;
  let known: string[];

  const ask = (path: string, edition?: string) =>
    gateway.request<Answer | null>(PATHS, { path, edition });

  beforeAll(async () => {
    gateway = await startTestGateway({}, 'demo');
    known = (await Promise.all(EDITIONS.map((edition) => handedOutPaths(gateway, edition)))).flat();
  });

  afterAll(() => gateway.close());

  it.each(EDITIONS)(
    'that the API hands out in %s have pages, and so have those that the pages name',
    async (edition) => {
      const asked = new Set<string>();
      const kinds = new Set<string>();
      let open = await handedOutPaths(gateway, edition);
      while (open.length > 0) {
        const found: string[] = [];
        const answers = await Promise.all(open.map((path) => ask(path)));
        for (const [index, { data, errors }] of answers.entries()) {
          const path = open[index] ?? '';
          asked.add(path);
          expect([path, errors, data?.page?.status, data?.page?.path]).toEqual([
            path,
            undefined,
            200,
            path,
          ]);
          kinds.add(data?.page?.kind ?? '');
          found.push(...pathsIn(data));
        }
        open = [...new Set(found)].filter((path) => !asked.has(path));
      }
      expect([...kinds].sort()).toEqual([
        'ALL_NEWS',
        'ARCHIVE',
        'ARTICLE',
        'FRONT',
        'PERSON',
        'SECTION',
        'STATIC',
        'TAG',
      ]);
    },
    60_000,
  );

  /** What is said of a path is in order: nothing, a page of this very path, one that is gone, or a way to one of these. */
  async function expectInOrder(path: string, edition?: string): Promise<void> {
    const { status, data, errors } = await ask(path, edition);
    expect(status).toBe(200);
    for (const { extensions } of errors ?? []) {
      expect(extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'path' });
    }
    let page = data?.page ?? null;
    for (let steps = 0; page?.redirectTo != null; steps += 1) {
      expect([page.status, steps]).toEqual([301, expect.any(Number)]);
      expect(steps).toBeLessThan(2);
      page = (await gateway.data<Answer>(PATHS, { path: page.redirectTo })).page;
      expect(page).not.toBeNull();
    }
    if (!page || page.status === 410) return;
    expect(page.status).toBe(200);
    const again = await gateway.data<Answer>(PATHS, { path: page.path });
    expect(again.page).toMatchObject({ path: page.path, status: 200, redirectTo: null });
  }

  const anyPart = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...ODD) },
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        ...EDITIONS,
        'harbour',
        'town',
        'news',
        'authors',
        'tags',
        'archive',
        'about',
        '2026',
        '00',
        '11',
      ),
    },
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.string({ unit: 'grapheme', maxLength: 12 }).map(encodeURIComponent),
  );
  const anySlash = fc.constantFrom('/', '/', '/', '//', '///', '/./', '/../', '%2F', '\\');
  const anyPath = fc
    .array(fc.tuple(anySlash, anyPart), { maxLength: 6 })
    .map((parts) => parts.flat().join(''))
    .map((path) => (path.startsWith('%') || path.startsWith('\\') ? `/${path}` : path));
  const anyEdition = fc.option(fc.constantFrom(...EDITIONS), { nil: undefined, freq: 2 });

  it('of any shape are refused, answered with nothing or lead to a page of their own, never to an accident', async () => {
    await fc.assert(
      fc.asyncProperty(anyPath, anyEdition, async (path, edition) => {
        await expectInOrder(path, edition);
      }),
      { numRuns: 250 },
    );
  }, 120_000);

  it('that are there, written in any other way, lead to the one way of writing them or nowhere', async () => {
    const change = fc.constantFrom<((path: string) => string)[]>(
      (path) => `${path}/`,
      (path) => path.replaceAll('/', '//'),
      (path) => path.toUpperCase(),
      (path) => `/en${path}`,
      (path) => path.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
      (path) => `${path}/.`,
      (path) => `${path}/../${path}`,
      (path) => `${path}%20`,
      (path) => `${path}\u0000`,
    );
    const place = fc.nat();
    await fc.assert(
      fc.asyncProperty(
        place,
        fc.array(change, { minLength: 1, maxLength: 3 }),
        async (at, changes) => {
          const path = known[at % known.length] ?? '/';
          await expectInOrder(changes.reduce((one, make) => make(one), path));
        },
      ),
      { numRuns: 200 },
    );
  }, 120_000);

  it.each(EDITIONS)('redirect at once to the canonical one in %s', async (edition) => {
    const paths = known.filter(
      (path) => (/^\/(ru|de|fr|pt|es)(?:\/|$)/.exec(path)?.[1] ?? 'en') === edition,
    );
    expect(paths.length).toBeGreaterThan(20);
    for (const path of paths.slice(0, 40)) {
      const shouted = `/${path.toUpperCase()}//`;
      const { page } = await gateway.data<Answer>(PATHS, { path: shouted });
      expect(page).toMatchObject({ status: 301, redirectTo: path });
    }
  });

  it('below an edition’s prefix are those that its argument makes of paths without', async () => {
    for (const path of known.filter((one) => one.startsWith('/fr/'))) {
      const { page } = await gateway.data<Answer>(PATHS, { path: path.slice(3), edition: 'fr' });
      expect(page).toMatchObject({ path, status: 200 });
    }
    for (const edition of EDITIONS.filter((one) => one !== 'fr')) {
      const { page } = await gateway.data<Answer>(PATHS, { path: '/fr', edition });
      expect(page).toBeNull();
    }
  });

  it('that are no paths are refused by the name of the argument', async () => {
    for (const path of [
      '',
      ' /',
      'harbour',
      'https://x.example/',
      '/a?b',
      '/a#b',
      '/%',
      '/%ff',
      `/${'x'.repeat(8_192)}`,
    ]) {
      const { status, errors } = await ask(path);
      expect([path.slice(0, 20), status]).toEqual([path.slice(0, 20), 200]);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'path' });
    }
  });
});
