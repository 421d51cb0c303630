import { getNamedType, type GraphQLSchema, isCompositeType, isObjectType } from 'graphql';
import { toGlobalId } from '../graphql/global-id';
import { type AnonymousClient, type Told } from './anonymous.client';
import { type Canary, canaryOf, marksOf } from './canary';
import { type Finding } from './drill.types';
import { isOpen, selectAll, type TextArgument, textArgumentsOf, waysToTypes } from './schema.walk';

/** How deep a selection goes at first; where the operation is refused as too large, less deep. */
const DEEPEST = 4;

interface Hunted {
  places: string[];
  findings: Finding[];
  /** Every number that counts something, by where it stands. */
  counts: Map<string, number>;
}

const COUNTS = new Set(['totalCount', 'total', 'count', 'itemCount']);

function collectCounts(value: unknown, path: string, counts: Map<string, number>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const place = `${path}.${key}`;
    if (typeof inner === 'number' && COUNTS.has(key)) counts.set(place, inner);
    else collectCounts(inner, place, counts);
  }
}

function marksIn(text: string, canaries: readonly Canary[]): string[] {
  return canaries.flatMap((canary) =>
    marksOf(canary).some((mark) => text.includes(mark)) ? [`the ${canary.state} article`] : [],
  );
}

interface Answer {
  data?: unknown;
  errors?: { message: string; path?: (string | number)[]; extensions?: { code?: string } }[];
}

const isTooLarge = ({ errors = [] }: Answer): boolean =>
  errors.some(({ extensions }) => extensions?.code === 'LIMIT_EXCEEDED');

/** Asks as deep as the gateway's limits allow. */
export async function askDeep(
  client: AnonymousClient,
  query: (depth: number) => string,
): Promise<Told & { data: unknown }> {
  for (let depth = DEEPEST; ; depth -= 1) {
    const told = await client.graphql(query(depth));
    const answer = JSON.parse(told.text) as Answer;
    if (!isTooLarge(answer) || depth === 1) return { ...told, data: answer.data };
  }
}

/** Asks every field of the query, with all that lies below it, and looks for canaries. Counts are kept for comparison. */
export async function huntFields(
  client: AnonymousClient,
  schema: GraphQLSchema,
  canaries: readonly Canary[],
): Promise<Hunted> {
  const hunted: Hunted = { places: [], findings: [], counts: new Map() };
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {}).filter(isOpen)) {
    const enumArguments = field.args.flatMap((argument) => {
      const type = getNamedType(argument.type);
      return 'getValues' in type
        ? type.getValues().map(({ name }) => `${argument.name}: ${name}`)
        : [];
    });
    for (const choice of ['', ...enumArguments]) {
      const place = `Query.${field.name}${choice && `(${choice})`}`;
      const size = field.args.some(({ name }) => name === 'first') ? 'first: 20' : '';
      const path = field.args.some(({ name }) => name === 'path') ? 'path: "/"' : '';
      const given = [choice, size, path].filter(Boolean).join(', ');
      const type = getNamedType(field.type);
      const { text, data } = await askDeep(
        client,
        (depth) => `{ ${field.name}${given && `(${given})`} ${selectAll(schema, type, depth)} }`,
      );
      hunted.places.push(place);
      hunted.findings.push(...marksIn(text, canaries).map((what) => ({ place, what })));
      collectCounts(data, place, hunted.counts);
    }
  }
  return hunted;
}

function textsOf({ word, slug }: Canary, sectionSlug: string): string[] {
  return [
    word,
    slug,
    word.slice(0, 8),
    `/${sectionSlug}/${slug}`,
    `/authors/${slug}`,
    `/tags/${slug}`,
  ];
}

function idsOf({ uids }: Canary): string[] {
  return [
    toGlobalId('Article', uids.article),
    toGlobalId('Tag', uids.tag),
    toGlobalId('Person', uids.person),
    toGlobalId('Image', uids.image),
    toGlobalId('Correction', uids.correction),
  ];
}

/** An answer without what it repeats of the request. */
function withoutMarks(answer: unknown, canary: Canary): string {
  let text = JSON.stringify(answer ?? null);
  for (const mark of [...marksOf(canary), canary.word.slice(0, 8)]) {
    text = text.replaceAll(mark, '•');
  }
  return text.replaceAll(/"requestId":"[^"]*"/g, '');
}

/** A withdrawn article's address answers that it is gone, as it should, and says nothing else. */
const isGone = ({ state }: Canary, answer: string): boolean =>
  state === 'withdrawn' && answer.includes('"status":410');

interface Pair {
  canary: Canary;
  control: Canary;
  values: [string, string];
}

function pairsFor(canaries: readonly Canary[], takes: 'ID' | 'String', sectionSlug: string) {
  return canaries.flatMap((canary): Pair[] => {
    const control = canaryOf(canary.state);
    const valuesOf = (of: Canary) => (takes === 'ID' ? idsOf(of) : textsOf(of, sectionSlug));
    const others = valuesOf(control);
    return valuesOf(canary).map((value, place) => ({
      canary,
      control,
      values: [value, others[place] ?? ''],
    }));
  });
}

/** An argument, and the fields that lead to its own. */
interface ArgumentPlace {
  way: string[];
  argument: TextArgument;
}

/** How deep the answers to what is hidden are looked at: the objects of a page, without what they refer to. */
const ANSWER_DEPTH = 2;

/** Root fields, and with them the two answers of a pair, are limited. */
const PAIRS_AT_ONCE = 8;

/** The selection of an argument's field; at depth 0 only of what type there is something. */
function selectionOf({ argument }: ArgumentPlace, schema: GraphQLSchema, depth: number): string {
  const type = getNamedType(argument.field.type);
  if (depth > 0) return selectAll(schema, type, depth);
  return isCompositeType(type) ? '{ __typename }' : '';
}

function asked({ argument }: ArgumentPlace, selection: string, alias: string, value: string) {
  const { field } = argument;
  const size = field.args.some(({ name }) => name === 'first') ? ', first: 3' : '';
  return `${alias}: ${field.name}(${argument.write(value)}${size}) ${selection}`;
}

/** All that an answer says below an alias. */
function answerOf({ data, errors = [] }: Answer, way: string[], alias: string): unknown {
  const values: unknown[] = [];
  const follow = (value: unknown, depth: number): void => {
    if (Array.isArray(value)) {
      for (const item of value) follow(item, depth);
    } else if (typeof value === 'object' && value !== null) {
      const key = depth === way.length ? alias : (/^\w+/.exec(way[depth] ?? '')?.[0] ?? '');
      const inner = (value as Record<string, unknown>)[key];
      if (depth === way.length) values.push(inner);
      else follow(inner, depth + 1);
    }
  };
  follow(data, 0);
  const own = errors.filter(({ path }) => path?.includes(alias));
  return [values, own.map(({ message, extensions }) => [message, extensions])];
}

async function askFields(
  client: AnonymousClient,
  { way }: ArgumentPlace,
  fields: string[],
): Promise<Answer> {
  const open = way.map((part) => `${part} { `).join('');
  const { text } = await client.graphql(`{ ${open}${fields.join(' ')}${' }'.repeat(way.length)} }`);
  return JSON.parse(text) as Answer;
}

const hiddenAlias = (nr: number) => `hidden${nr}`;
const unknownAlias = (nr: number) => `unknown${nr}`;

function difference(place: ArgumentPlace, { canary, control, values }: Pair, answers: unknown[]) {
  const told = withoutMarks(answers[0], canary);
  if (told === withoutMarks(answers[1], control) || isGone(canary, told)) return [];
  const what = `${values[0]} of the ${canary.state} article is answered otherwise than what does not exist`;
  return [{ place: place.argument.place, what }];
}

/** One pair by itself: an error may take all other answers of its request with it. */
async function askAlone(
  client: AnonymousClient,
  schema: GraphQLSchema,
  place: ArgumentPlace,
  pair: Pair,
): Promise<Finding[]> {
  for (let depth = ANSWER_DEPTH; ; depth -= 1) {
    const selection = selectionOf(place, schema, depth);
    const answers: Answer[] = [];
    for (const value of pair.values) {
      answers.push(await askFields(client, place, [asked(place, selection, 'answer', value)]));
    }
    if (depth === 0 || !answers.some(isTooLarge)) return difference(place, pair, answers);
  }
}

/** Asks for pairs together; where that is too much, or one takes the answer of all with it, each half alone. */
async function findDifferences(
  client: AnonymousClient,
  schema: GraphQLSchema,
  place: ArgumentPlace,
  pairs: Pair[],
): Promise<Finding[]> {
  const [first] = pairs;
  if (pairs.length === 1 && first) return askAlone(client, schema, place, first);
  const selection = selectionOf(place, schema, ANSWER_DEPTH);
  const fields = pairs.flatMap(({ values }, nr) => [
    asked(place, selection, hiddenAlias(nr), values[0]),
    asked(place, selection, unknownAlias(nr), values[1]),
  ]);
  const answer = await askFields(client, place, fields);
  if (answer.data === null || answer.data === undefined) {
    const half = Math.ceil(pairs.length / 2);
    return [
      ...(await findDifferences(client, schema, place, pairs.slice(0, half))),
      ...(await findDifferences(client, schema, place, pairs.slice(half))),
    ];
  }
  return pairs.flatMap((pair, nr) =>
    difference(place, pair, [
      answerOf(answer, place.way, hiddenAlias(nr)),
      answerOf(answer, place.way, unknownAlias(nr)),
    ]),
  );
}

/**
 * Asks every argument that takes a text or an id for what is hidden, and for the like that does not exist: the two
 * answers may differ in nothing but what they were asked.
 */
export async function huntArguments(
  client: AnonymousClient,
  schema: GraphQLSchema,
  canaries: readonly Canary[],
  sectionSlug: string,
): Promise<Omit<Hunted, 'counts'>> {
  const places: string[] = [];
  const findings: Finding[] = [];
  for (const [typeName, way] of waysToTypes(schema)) {
    const type = schema.getType(typeName);
    if (!isObjectType(type)) continue;
    for (const argument of textArgumentsOf(type)) {
      places.push(argument.place);
      const pairs = pairsFor(canaries, argument.takes, sectionSlug);
      for (let start = 0; start < pairs.length; start += PAIRS_AT_ONCE) {
        const some = pairs.slice(start, start + PAIRS_AT_ONCE);
        findings.push(...(await findDifferences(client, schema, { way, argument }, some)));
      }
    }
  }
  return { places, findings };
}
