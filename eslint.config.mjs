import js from '@eslint/js';
import jest from 'eslint-plugin-jest';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/', '.data/', '.cache/', 'bench/peers/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Resolver, entity and scalar classes are decorator carriers.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // GraphQL and table classes describe shapes: an object of that shape will do.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
      // Each ?? counts as a branch, of which a function that maps one shape to another has many.
      complexity: ['error', 12],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
    },
  },
  {
    // The first migration is every table there is.
    files: ['migrations/*-create-content-graph.ts'],
    rules: { 'max-lines': 'off', 'max-lines-per-function': 'off' },
  },
  {
    // V8 makes these in the old generation, with all that they see: docs/decisions/016.
    files: ['src/{request,sql,graphql}/**/*.ts', 'src/**/*.{loaders,resolver}.ts'],
    ignores: ['src/sql/embedded/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...['PropertyDefinition', 'AssignmentExpression[left.type="MemberExpression"]'].map(
          (parent) => ({
            selector: `${parent} > :matches(ArrowFunctionExpression, FunctionExpression)`,
            message:
              'Made anew for each operation, it keeps the operation alive: make it a method.',
          }),
        ),
        {
          selector: 'ObjectExpression > Property[kind="get"]',
          message: 'Made anew for each operation, it keeps the operation alive: make it a class.',
        },
      ],
    },
  },
  {
    // A resolver's parameters are the field's arguments.
    files: ['**/*.resolver.ts'],
    rules: { 'max-params': ['error', 7] },
  },
  {
    // What a tool demands: the TypeORM CLI reads the default export.
    files: ['ormconfig.ts'],
    rules: { 'no-restricted-exports': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    extends: [jest.configs['flat/recommended'], jest.configs['flat/style']],
    rules: {
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': 'off',
      'jest/expect-expect': ['error', { assertFunctionNames: ['expect', 'expect*'] }],
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        performance: 'readonly',
        require: 'readonly',
        module: 'writable',
        __dirname: 'readonly',
      },
    },
  },
  prettier,
);
