// The packages that ship ES modules only: Node can require them, jest cannot, so they are transformed too.
const esmOnly = [
  'uuid',
  'htmlparser2',
  'domhandler',
  'domutils',
  'dom-serializer',
  'domelementtype',
  'entities',
  'chardet',
  'jose',
  'diff',
  'fractional-indexing',
  'lru-cache',
];

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '\\.[jt]s$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: {
            legacyDecorator: true,
            decoratorMetadata: true,
            useDefineForClassFields: false,
          },
        },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(?:.*/)?(?:${esmOnly.join('|')})/)`],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  setupFiles: ['reflect-metadata'],
  // For machines twenty times as slow as a desk: how fast things are is for the benchmarks to say.
  testTimeout: 120_000,
  // Each keeps a core busy and half of one for PostgreSQL. Not a share of the processors that can be seen: a container
  // sees all of its host's and may use but a few.
  maxWorkers: 2,
};
