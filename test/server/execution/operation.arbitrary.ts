import fc from 'fast-check';
import {
  getNamedType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/** What an operation is made of: a stream of small numbers, each a choice. Equal numbers give equal operations. */
class Choices {
  private next = 0;

  constructor(private readonly numbers: readonly number[]) {}

  below(limit: number): number {
    const number = this.numbers[this.next % this.numbers.length] ?? 0;
    this.next += 1;
    return (number + this.next) % limit;
  }

  oneOf<T>(values: readonly T[]): T {
    return values[this.below(values.length)] as T;
  }

  isOnceIn(times: number): boolean {
    return this.below(times) === 0;
  }
}

/** Values that are there in the demo newspaper, some that are not, and some that are refused. */
const TEXTS: Record<string, readonly string[]> = {
  path: ['/', '/world', '/authors/nobody', '/news', '/archive', 'no path'],
  slug: ['world', 'politics', 'nothing-here'],
  edition: ['en', 'de', 'xx'],
  section: ['world', 'nothing-here'],
  id: ['art_00000000-0000-7000-8000-000000000000', 'nonsense'],
};

const MOST_FIELDS = 5;
const DEPTH = 5;

class OperationWriter {
  private aliases = 0;
  private readonly fragments: string[] = [];

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly choices: Choices,
  ) {}

  write(): string {
    const query = this.schema.getQueryType() as GraphQLNamedType;
    const selection = this.selection(query, DEPTH);
    const fragments = this.fragments.join('\n');
    return `query Q($yes: Boolean = true, $no: Boolean = false, $size: Int = 2) ${selection}\n${fragments}`;
  }

  private value(name: string, type: GraphQLInputType): string {
    if (isNonNullType(type)) return this.value(name, type.ofType);
    if (isListType(type)) return `[${this.value(name, type.ofType)}]`;
    if (isEnumType(type)) return this.choices.oneOf(type.getValues()).name;
    if (isInputObjectType(type)) {
      const field = this.choices.oneOf(Object.values(type.getFields()));
      return `{${field.name}: ${this.value(field.name, field.type)}}`;
    }
    switch (type.name) {
      case 'Int':
        return this.choices.oneOf(['1', '3', '$size', '-1']);
      case 'Boolean':
        return this.choices.oneOf(['true', '$no']);
      case 'DateTime':
        return '"2026-01-01T00:00:00Z"';
      default:
        return JSON.stringify(this.choices.oneOf(TEXTS[name] ?? ['world', 'en', '']));
    }
  }

  private args(field: GraphQLField<unknown, unknown>): string {
    const given = field.args.filter(
      (arg) => isNonNullType(arg.type) || arg.name === 'first' || this.choices.isOnceIn(4),
    );
    const texts = given
      .filter((arg) => arg.name !== 'before' && arg.name !== 'after' && arg.name !== 'last')
      .map((arg) => `${arg.name}: ${this.value(arg.name, arg.type)}`);
    return texts.length > 0 ? `(${texts.join(', ')})` : '';
  }

  private directive(): string {
    if (!this.choices.isOnceIn(6)) return '';
    return this.choices.oneOf([' @include(if: $yes)', ' @include(if: $no)', ' @skip(if: $no)']);
  }

  private field(type: GraphQLNamedType, depth: number): string {
    if (!isObjectType(type) && !isInterfaceType(type)) return '__typename';
    const fields = Object.values(type.getFields()).filter(
      (field) => depth > 1 || !isCompositeType(getNamedType(field.type)),
    );
    if (fields.length === 0) return '__typename';
    const field = this.choices.oneOf(fields);
    const named = getNamedType(field.type);
    const inside = isCompositeType(named) ? this.selection(named, depth - 1) : '';
    const args = this.args(field);
    // Without an alias, fields of one name are merged.
    const alias = args !== '' || this.choices.isOnceIn(3) ? `f${(this.aliases += 1)}: ` : '';
    return `${alias}${field.name}${args}${this.directive()} ${inside}`;
  }

  private part(type: GraphQLNamedType, depth: number): string {
    if (this.choices.isOnceIn(7)) return `__typename${this.directive()}`;
    if (isAbstractType(type) && this.choices.isOnceIn(2)) {
      const possible = this.choices.oneOf(this.schema.getPossibleTypes(type));
      return `... on ${possible.name}${this.directive()} ${this.selection(possible, depth)}`;
    }
    if (this.choices.isOnceIn(8)) {
      const name = `F${this.fragments.length}`;
      const place = this.fragments.push('') - 1;
      this.fragments[place] = `fragment ${name} on ${type.name} ${this.selection(type, depth - 1)}`;
      return `...${name}${this.directive()} ...${name}`;
    }
    return this.field(type, depth);
  }

  private selection(type: GraphQLNamedType, depth: number): string {
    const count = depth > 0 ? 1 + this.choices.below(MOST_FIELDS) : 0;
    const parts = Array.from({ length: count }, () => this.part(type, depth));
    return `{ __typename ${parts.join(' ')} }`;
  }
}

/** Valid operations of a schema: aliases, arguments, fragments, interfaces, `@skip` and `@include`. */
export function operationsOf(schema: GraphQLSchema): fc.Arbitrary<string> {
  return fc
    .array(fc.nat(1_000), { minLength: 20, maxLength: 200 })
    .map((numbers) => new OperationWriter(schema, new Choices(numbers)).write());
}
