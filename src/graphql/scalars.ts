import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { GraphQLDateTimeISO } from 'graphql-scalars';
import { isWebUrl } from './web-url';

function stringScalar(name: string, description: string, check: (text: string) => string) {
  const parse = (value: unknown): string => {
    if (typeof value !== 'string') throw new GraphQLError(`${name} must be a string.`);
    return check(value);
  };
  return new GraphQLScalarType<string, string>({
    name,
    description,
    serialize: (value) => value as string,
    parseValue: parse,
    parseLiteral: (node: ValueNode) => {
      if (node.kind === Kind.STRING) return parse(node.value);
      throw new GraphQLError(`${name} must be a string.`, { nodes: node });
    },
  });
}

function checkDate(text: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const date = match ? new Date(`${text}T00:00:00Z`) : null;
  if (date && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)) return text;
  throw new GraphQLError('A Date is a day of the calendar written YYYY-MM-DD.');
}

function checkLanguageTag(text: string): string {
  try {
    const [tag] = Intl.getCanonicalLocales(text);
    if (tag !== undefined) return tag;
  } catch {
    // Answered below like an empty tag.
  }
  throw new GraphQLError('A LanguageTag is a BCP 47 language tag such as en or pt-BR.');
}

function checkUrl(text: string): string {
  if (isWebUrl(text)) return text;
  throw new GraphQLError('A URL is absolute and starts with http:// or https://.');
}

/** RFC 3339, read with any offset, always written in UTC with a Z. */
export const DateTimeScalar = new GraphQLScalarType({
  ...GraphQLDateTimeISO.toConfig(),
  name: 'DateTime',
  description:
    'A point in time as RFC 3339 writes it, such as 2026-11-23T08:30:00.000Z. Always answered in UTC with a Z; any offset is accepted.',
});

export const DateScalar = stringScalar(
  'Date',
  'A day of the calendar, written YYYY-MM-DD, without a time zone.',
  checkDate,
);

export const LanguageTagScalar = stringScalar(
  'LanguageTag',
  'A BCP 47 language tag in its canonical case: en, de, pt-BR. Other cases are accepted and put right.',
  checkLanguageTag,
);

export const UrlScalar = stringScalar('URL', 'An absolute http or https address.', checkUrl);
