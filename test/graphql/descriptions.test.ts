import 'reflect-metadata';
import {
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
} from 'graphql';
import { createSchema } from '../../src/schema';

const schema = createSchema();
const types = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type));

interface Described {
  place: string;
  description: string | null | undefined;
}

function partsOf(type: GraphQLNamedType): Described[] {
  const { name } = type;
  if (isEnumType(type)) {
    return type.getValues().map((value) => ({
      place: `${name}.${value.name}`,
      description: value.description,
    }));
  }
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).map((field) => ({
      place: `${name}.${field.name}`,
      description: field.description,
    }));
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => [
    { place: `${name}.${field.name}`, description: field.description },
    ...field.args.map((argument) => ({
      place: `${name}.${field.name}(${argument.name}:)`,
      description: argument.description,
    })),
  ]);
}

const ROOTS = new Set(['Query', 'Mutation']);

const everything: Described[] = [
  ...types
    .filter(({ name }) => !ROOTS.has(name))
    .map(({ name, description }) => ({ place: name, description })),
  ...types.flatMap(partsOf),
];

describe('the descriptions in the schema', () => {
  it('stand at every type, field, argument, enum value and input field', () => {
    expect(everything.length).toBeGreaterThan(250);
    const missing = everything.filter(({ description }) => (description ?? '').trim() === '');
    expect(missing.map(({ place }) => place)).toEqual([]);
  });

  it('are sentences', () => {
    const isSentence = /^[A-Z0-9"'].*[.?!]$/s;
    const odd = everything.filter(({ description }) => !isSentence.test(description ?? ''));
    expect(odd.map(({ place, description }) => `${place}: ${description ?? ''}`)).toEqual([]);
  });

  it('name no database, table or class', () => {
    const inner = /\b(SQL|PostgreSQL|TypeORM|loader|resolver|uuid)\b/i;
    const odd = everything.filter(({ description }) => inner.test(description ?? ''));
    expect(odd.map(({ place, description }) => `${place}: ${description ?? ''}`)).toEqual([]);
  });
});
