import { lexicographicSortSchema, printSchema } from 'graphql';
import { createSchema } from './schema';

/** The public schema as it is kept in git: printed and sorted. */
export function printableSchema(): string {
  const header = '# Printed from the code by `npm run schema:write`. Do not edit.';
  return `${header}\n\n${printSchema(lexicographicSortSchema(createSchema()))}\n`;
}
