// Who may import whom: docs/architecture.md says why. Type-only imports count too.

/** The slices, and for each which others it may see. */
const SLICES = {
  site: [],
  images: [],
  sections: ['site'],
  people: ['images'],
  articles: ['site', 'images', 'sections', 'people'],
  audience: ['site', 'images', 'sections', 'people', 'articles'],
  search: ['site', 'images', 'sections', 'people', 'articles'],
  'reading-lists': ['site', 'images', 'sections', 'people', 'articles', 'audience'],
  pages: ['site', 'images', 'sections', 'people', 'articles', 'audience', 'reading-lists'],
  webhooks: ['site', 'sections', 'articles'],
  cdn: [],
  newsroom: [
    'site',
    'images',
    'sections',
    'people',
    'articles',
    'audience',
    'reading-lists',
    'pages',
  ],
  syndication: ['site', 'images', 'sections', 'people', 'articles', 'audience', 'pages'],
};

const names = Object.keys(SLICES);
const anySlice = `^src/(${names.join('|')}|nodes|demo|leak-drill)/`;

const sliceOrder = names.map((name) => ({
  name: `slice-order-${name}`,
  comment: 'A slice sees only the slices left of it.',
  severity: 'error',
  from: { path: `^src/${name}/` },
  to: { path: anySlice, pathNot: `^src/(${[name, ...SLICES[name]].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...sliceOrder,
    {
      name: 'no-cycles',
      comment:
        'Context is made of the loaders of the slices, whose resolvers know its type: that one circle is types only.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { pathNot: '^src/request/' } },
    },
    {
      name: 'server-knows-no-noun',
      severity: 'error',
      from: { path: '^src/server/' },
      to: { path: [anySlice, '^src/(request|sql)/', 'node_modules/(typeorm|pg)/'] },
    },
    {
      name: 'graphql-and-sql-know-no-noun',
      severity: 'error',
      from: { path: '^src/(graphql|sql)/' },
      to: { path: '^src/', pathNot: '^src/(graphql|sql|cache)/' },
    },
    {
      name: 'cache-knows-no-other-room',
      severity: 'error',
      from: { path: '^src/cache/' },
      to: { path: '^src/', pathNot: '^src/cache/' },
    },
    {
      name: 'changes-know-no-noun',
      severity: 'error',
      from: { path: '^src/changes/' },
      to: { path: '^src/', pathNot: '^src/(changes|cache|sql)/' },
    },
    {
      name: 'net-knows-no-noun',
      severity: 'error',
      from: { path: '^src/net/' },
      to: { path: '^src/', pathNot: '^src/net/' },
    },
    {
      name: 'identity-knows-no-noun',
      severity: 'error',
      from: { path: '^src/identity/' },
      to: { path: '^src/', pathNot: '^src/(identity|graphql|sql|net)/|^src/config' },
    },
    {
      name: 'resolvers-do-not-reach-sql',
      severity: 'error',
      from: { path: '\\.resolver\\.ts$' },
      to: { path: ['node_modules/(typeorm|pg)/', '^src/sql/'] },
    },
    {
      name: 'resolvers-get-commands-from-the-context',
      severity: 'error',
      from: { path: '\\.resolver\\.ts$' },
      to: { path: '\\.commands\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'resolvers-know-the-context-as-a-type',
      severity: 'error',
      from: { path: '\\.resolver\\.ts$' },
      to: { path: '^src/request/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'loaders-and-queries-know-no-request',
      severity: 'error',
      from: { path: '\\.(loaders|queries|commands|sql)\\.ts$' },
      to: { path: '^src/(request|server|cli)/' },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { path: '^(src|migrations|ormconfig)' },
      to: { path: '^(test|bench)/' },
    },
    {
      name: 'migrations-only-through-ormconfig',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^migrations/' },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^src/' },
      to: {},
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
