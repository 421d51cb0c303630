import {
  getNamedType,
  type GraphQLInputType,
  GraphQLInputObjectType,
  type GraphQLObjectType,
} from 'graphql';
import { createSchema } from '../../src/schema';

/** What decides who owns something, what state it is in and when things happened is not the client's to say. */
const SENSITIVE_NAME =
  /owner|reader(?!s?$)|viewer|subject|user|role|status|version|revision|kind$|By$|At$|^at$|Until$|For$/i;
const SENSITIVE_TYPE = /^(DateTime|Role|.*Status|.*Role|.*Kind)$/;

/** What may be said all the same, and why that is safe. */
const ALLOWED: Record<string, string> = {
  'Mutation.markRead(readAt)':
    'A device says when it was read; merged by time, never from the future.',
  'ImportedItemInput.at': 'When the device saved it; never from the future.',
  'ImportedItemInput.readAt': 'When the device read it; never from the future.',
  'Mutation.syncReadingLists(deviceTime)':
    "Takes the device's clock for wrong; its times then end now at the latest.",
  'ReadingListOperation.at':
    "When the device did it, to merge by in the reader's own lists; never from the future.",
  'ReadingListOperation.kind':
    "What is to be done, each under the rules of the reader's own lists; it is no state.",
  'ArticleInput.embargoUntil': 'Editors say how long an article is hidden.',
  'ArticleInput.format': 'What kind of journalism it is; its type only ends like a state.',
  'CreditInput.role': 'What somebody did for an article; it lets nobody in.',
  'Mutation.createPreviewLink(expiresAt)': 'How long the link works, 30 days at most.',
  'TagInput.kind': 'What a tag is of: a topic, a place; its type only ends like a state.',
  'Mutation.publishArticle(at)': 'Editors say when to publish; not in the past.',
  'Mutation.restoreRevision(revision)': 'Which state to go back to; it becomes a new revision.',
  'Mutation.updateArticle(version)': 'The one that was read; any other is a CONFLICT.',
  'ViewEventInput.at': 'A phone sends late; more than a day off is not counted.',
};

interface Input {
  name: string;
  type: GraphQLInputType;
}

function argumentsOf(type: GraphQLObjectType): Input[] {
  return Object.values(type.getFields()).flatMap((field) =>
    field.args.map((arg) => ({ name: `${type.name}.${field.name}(${arg.name})`, type: arg.type })),
  );
}

function fieldsOf(type: GraphQLInputObjectType): Input[] {
  return Object.values(type.getFields()).map((field) => ({
    name: `${type.name}.${field.name}`,
    type: field.type,
  }));
}

const mutation = createSchema().getMutationType();

/** Everything a mutation takes: its arguments and, of the inputs among them, the fields. */
function inputsOf(root: GraphQLObjectType): Input[] {
  const found = argumentsOf(root);
  const seen = new Set<string>();
  for (const { type } of found) {
    const named = getNamedType(type);
    if (!(named instanceof GraphQLInputObjectType) || seen.has(named.name)) continue;
    seen.add(named.name);
    found.push(...fieldsOf(named));
  }
  return found;
}

test('no input sets an owner, a role, a state or a date that is not its own to set', () => {
  if (!mutation) throw new Error('There are no mutations.');
  const sensitive = inputsOf(mutation).filter(({ name, type }) => {
    const own = /(\w+)\)?$/.exec(name)?.[1] ?? '';
    return SENSITIVE_NAME.test(own) || SENSITIVE_TYPE.test(getNamedType(type).name);
  });
  expect(sensitive.map(({ name }) => name).sort()).toEqual(Object.keys(ALLOWED).sort());
});
