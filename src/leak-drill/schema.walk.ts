import {
  getNamedType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedOutputType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

type Field = GraphQLField<unknown, unknown>;

/** A few of a list show as much as all would, and keep the operation within its limits. */
const SIZE = 3;

/** Arguments that every selection can be asked with: of sizes a small one, and what has to be there. */
function usualArguments(field: Field): string {
  const given = field.args.flatMap(({ name, type }) => {
    if (name === 'first') return [`first: ${SIZE}`];
    if (name === 'widths') return ['widths: [320]'];
    if (name === 'path') return ['path: "/"'];
    if (!isNonNullType(type)) return [];
    return [];
  });
  return given.length > 0 ? `(${given.join(', ')})` : '';
}

const USUAL = new Set(['first', 'widths', 'path']);

/** Whether a field can be asked for without knowing anything. */
export const isOpen = (field: Field): boolean =>
  field.args.every((argument) => !isRequiredArgument(argument) || USUAL.has(argument.name));

function fieldsOf(schema: GraphQLSchema, type: GraphQLNamedOutputType, depth: number): string {
  if (!isObjectType(type)) return '';
  return Object.values(type.getFields())
    .filter(isOpen)
    .map((field) => {
      const inside = getNamedType(field.type);
      if (!isCompositeType(inside)) return `${field.name}${usualArguments(field)}`;
      if (depth <= 1) return '';
      return `${field.name}${usualArguments(field)} ${selectAll(schema, inside, depth - 1)}`;
    })
    .filter(Boolean)
    .join(' ');
}

/** All of a type that can be asked for, so many levels deep. */
export function selectAll(
  schema: GraphQLSchema,
  type: GraphQLNamedOutputType,
  depth: number,
): string {
  if (!isCompositeType(type)) return '';
  if (!isAbstractType(type)) return `{ __typename ${fieldsOf(schema, type, depth)} }`;
  // Fields of one name need not be of one type in all of them, so that each has an alias.
  const parts = schema.getPossibleTypes(type).map((possible) => {
    const fields = Object.values(possible.getFields())
      .filter((field) => isOpen(field) && (depth > 1 || !isCompositeType(getNamedType(field.type))))
      .map((field) => {
        const inside = getNamedType(field.type);
        const alias = `${possible.name}_${field.name}`;
        const below = isCompositeType(inside) ? selectAll(schema, inside, depth - 1) : '';
        return `${alias}: ${field.name}${usualArguments(field)} ${below}`;
      });
    return `... on ${possible.name} { __typename ${fields.join(' ')} }`;
  });
  return `{ __typename ${parts.join(' ')} }`;
}

/** An argument that takes a text or an id: where, and how a value is written in it. */
export interface TextArgument {
  /** Such as `Section.articles(filter.tags)`. */
  place: string;
  field: Field;
  /** Whether ids go in, or texts. */
  takes: 'ID' | 'String';
  write(value: string): string;
}

function textArguments(
  type: GraphQLInputType,
  name: string,
): { path: string; takes: 'ID' | 'String'; write: (value: string) => string }[] {
  if (isNonNullType(type)) return textArguments(type.ofType, name);
  if (isListType(type)) {
    return textArguments(type.ofType, name).map((inner) => ({
      ...inner,
      write: (value) => `[${inner.write(value)}]`,
    }));
  }
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).flatMap((field) =>
      textArguments(field.type, field.name).map((inner) => ({
        path: `${name}.${inner.path}`,
        takes: inner.takes,
        write: (value: string) => `{${field.name}: ${inner.write(value)}}`,
      })),
    );
  }
  if (type.name !== 'ID' && type.name !== 'String') return [];
  return [{ path: name, takes: type.name, write: (value) => JSON.stringify(value) }];
}

/** Sizes say nothing of content, and a cursor is checked before it is used. */
const isUsual = ({ name }: GraphQLArgument) =>
  ['first', 'widths', 'after', 'before'].includes(name);

/** What the other arguments of a field get that have to be there. */
function required(field: Field, except: string): string {
  return field.args
    .filter((argument) => argument.name !== except && isRequiredArgument(argument))
    .map(({ name }) => `, ${name}: "Canary"`)
    .join('');
}

/** Every argument of a type's fields that takes a text or an id. */
export function textArgumentsOf(type: GraphQLNamedOutputType): TextArgument[] {
  if (!isObjectType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) =>
    field.args
      .filter((argument) => !isUsual(argument))
      .flatMap((argument) =>
        textArguments(argument.type, argument.name).map(({ path, takes, write }) => ({
          place: `${type.name}.${field.name}(${path})`,
          field,
          takes,
          write: (value: string) =>
            `${argument.name}: ${write(value)}${required(field, argument.name)}`,
        })),
      ),
  );
}

/** The shortest way from the query to each type, by fields that can be asked for without knowing anything. */
export function waysToTypes(schema: GraphQLSchema): Map<string, string[]> {
  const query = schema.getQueryType();
  if (!query) return new Map();
  const ways = new Map<string, string[]>([[query.name, []]]);
  const waiting: GraphQLNamedOutputType[] = [query];
  for (let type = waiting.shift(); type; type = waiting.shift()) {
    if (!isObjectType(type)) continue;
    const way = ways.get(type.name) ?? [];
    for (const field of Object.values(type.getFields()).filter(isOpen)) {
      const inside = getNamedType(field.type);
      if (!isCompositeType(inside) || ways.has(inside.name)) continue;
      ways.set(inside.name, [...way, `${field.name}${usualArguments(field)}`]);
      waiting.push(inside);
    }
  }
  return ways;
}
