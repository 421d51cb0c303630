import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildASTSchema,
  buildSchema,
  type DocumentNode,
  findBreakingChanges,
  findDangerousChanges,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  visit,
} from 'graphql';
import { printableSchema } from '../../src/schema.print';

const folder = join(__dirname, '..', '..', 'schema');
const read = (file: string) => readFileSync(join(folder, file), 'utf8');

const later = (JSON.parse(read('later.json')) as { parts: string[] }).parts;

/** The contract without the parts that are not built yet. */
function contractSoFar(parts: string[]): DocumentNode {
  const isLater = new Set(parts);
  return visit<DocumentNode>(parse(read('contract.graphql')), {
    enter(node) {
      const name = 'name' in node ? node.name.value : '';
      if (node.kind.endsWith('TypeDefinition') && isLater.has(name)) return null;
      if (node.kind !== Kind.OBJECT_TYPE_DEFINITION) return undefined;
      const fields = node.fields?.filter((field) => !isLater.has(`${name}.${field.name.value}`));
      return { ...node, fields };
    },
  });
}

function hasPart(schema: GraphQLSchema, part: string): boolean {
  const [typeName = '', fieldName] = part.split('.');
  const type = schema.getType(typeName);
  if (fieldName === undefined || type === undefined) return type !== undefined;
  return (isObjectType(type) || isInterfaceType(type)) && fieldName in type.getFields();
}

describe('the public schema', () => {
  const schema = buildSchema(printableSchema());

  it('is what schema/schema.graphql says', () => {
    expect(read('schema.graphql')).toBe(printableSchema());
  });

  it('keeps every promise of the contract that is built so far', () => {
    const contract = buildASTSchema(contractSoFar(later));
    expect(findBreakingChanges(contract, schema)).toEqual([]);
  });

  it("keeps the contract's default values", () => {
    const contract = buildASTSchema(contractSoFar(later));
    const changes = findDangerousChanges(contract, schema).map((change) => change.description);
    expect(changes.filter((description) => description.includes('defaultValue'))).toEqual([]);
  });

  it.each(later)('lists %s as later, and does not have it yet', (part) => {
    expect(hasPart(buildSchema(read('contract.graphql')), part)).toBe(true);
    expect(hasPart(schema, part)).toBe(false);
  });
});
