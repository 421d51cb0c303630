// Lets a plain Node.js process that a test starts load TypeScript, compiled as jest compiles it.
const fs = require('node:fs');
const { transformSync } = require('@swc/core');
const { transform } = require('../../jest.config.cjs');

const [, options] = Object.values(transform)[0];

require.extensions['.ts'] = (module, filename) => {
  const source = fs.readFileSync(filename, 'utf8');
  module._compile(transformSync(source, { ...options, filename }).code, filename);
};
