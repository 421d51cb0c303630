import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../../src/config';
import { buildSchema, parse } from 'graphql';
import { LIMITS } from '../../src/server/limits/limit.constants';
import { operationCost } from '../../src/server/limits/operation.cost';

const text = readFileSync(join(__dirname, '../../docs/limits.md'), 'utf8');

it('the table of limits in the documentation is the one in the code', () => {
  const rows = [...text.matchAll(/^\| `(\w+)` +\| ([\d,]+) +\|/gm)];
  const documented: Record<string, number> = {};
  for (const [, name = '', number = ''] of rows) {
    documented[name] = Number(number.replaceAll(',', ''));
  }
  const defaults = readConfig({});
  expect(documented).toEqual({
    ...LIMITS,
    EXECUTION_TIMEOUT_MS: defaults.executionTimeoutMs,
    STATEMENT_TIMEOUT_MS: defaults.statementTimeoutMs,
    SHUTDOWN_TIMEOUT_MS: defaults.shutdownTimeoutMs,
  });
});

it('the example of a cost in the documentation is what the code counts', () => {
  const [, query = '', cost] = /^`(\{ .*\})` costs .* = (\d+):/m.exec(text) ?? [];
  const schema = buildSchema(`
    type Query { articles(first: Int): Connection! }
    type Connection { edges: [Edge!]! }
    type Edge { node: Article! }
    type Article { headline: String authors: [Person!]! }
    type Person { name: String }
  `);
  expect(operationCost(schema, parse(query))).toBe(Number(cost));
});
