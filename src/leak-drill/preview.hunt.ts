import { getNamedType, type GraphQLSchema } from 'graphql';
import { toGlobalId } from '../graphql/global-id';
import { type AnonymousClient, type Told } from './anonymous.client';
import { type Canary, marksOf } from './canary';
import { type Finding } from './drill.types';
import { askDeep } from './graphql.hunt';
import { type PreviewTokens } from './preview.tokens';
import { selectAll } from './schema.walk';

const NEVER_STORED = 'private, no-store';

interface PreviewHunted {
  places: string[];
  findings: Finding[];
}

/** Asks one place with a token or without. */
interface Place {
  name: string;
  ask: (token: string | null) => Promise<Told>;
}

const field = (name: string, argument: string, token: string | null) =>
  `${name}(${argument}${token === null ? '' : `, previewToken: ${JSON.stringify(token)}`})`;

/** Where a preview is looked at: both queries, sent as apps do and as caches understand it. */
function placesOf(
  client: AnonymousClient,
  schema: GraphQLSchema,
  asked: [field: string, argument: string, few: string][],
): Place[] {
  return asked.flatMap(([name, argument, few]) => {
    const type = schema.getQueryType()?.getFields()[name]?.type;
    if (!type) throw new Error(`The schema has no query ${name}.`);
    const select = (depth: number) => selectAll(schema, getNamedType(type), depth);
    const deep = async (token: string | null) =>
      askDeep(client, (depth) => `{ ${field(name, argument, token)} ${select(depth)} }`);
    const byGet = (token: string | null) => {
      const query = `{ ${field(name, argument, token)} { ${few} } }`;
      return client.get(`/graphql?query=${encodeURIComponent(query)}`);
    };
    const argumentName = argument.split(':')[0] ?? '';
    return [
      { name: `Query.${name}(${argumentName}, previewToken)`, ask: deep },
      { name: `GET Query.${name}(${argumentName}, previewToken)`, ask: byGet },
    ];
  });
}

async function pathOf(client: AnonymousClient, id: string, token: string): Promise<string> {
  const { text } = await client.graphql(`{ ${field('article', `id: "${id}"`, token)} { path } }`);
  const { data } = JSON.parse(text) as { data?: { article?: { path: string } | null } };
  return data?.article?.path ?? '/';
}

/** What is wrong with how one place answers. */
async function huntPlace(
  { name: place, ask }: Place,
  { right, wrong }: PreviewTokens,
  { canary, others }: { canary: Canary; others: readonly Canary[] },
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const find = (what: string) => findings.push({ place, what });
  const shows = ({ text }: Told, one: Canary) => marksOf(one).some((mark) => text.includes(mark));
  const look = async (token: string | null) => {
    const told = await ask(token);
    for (const other of others) if (shows(told, other)) find(`the ${other.state} article`);
    if (token !== null && told.cacheControl !== NEVER_STORED) {
      find(
        `the ${canary.state} article is answered with ${told.cacheControl ?? 'no cache-control'}`,
      );
    }
    return told;
  };
  for (const [what, token] of wrong) {
    // Always right after it was shown to somebody who has the link.
    if (!shows(await look(right), canary)) find(`the ${canary.state} article's own link is no use`);
    if (shows(await look(token), canary)) find(`the ${canary.state} article, with ${what}`);
  }
  return findings;
}

/**
 * Looks at an article through its preview link and, each time after, as somebody with no link, an expired, altered or
 * another article's one. What the link shows must never be stored, and hold none of the other hidden articles.
 */
export async function huntPreview(
  client: AnonymousClient,
  schema: GraphQLSchema,
  tokens: PreviewTokens,
  { canary, others }: { canary: Canary; others: readonly Canary[] },
): Promise<PreviewHunted> {
  const id = toGlobalId('Article', canary.uids.article);
  const path = await pathOf(client, id, tokens.right);
  const places = placesOf(client, schema, [
    ['article', `id: "${id}"`, 'id headline bodyHtml'],
    ['article', `slug: "${canary.slug}"`, 'id headline bodyHtml'],
    ['page', `path: "${path}"`, 'path title'],
  ]);
  const findings: Finding[] = [];
  for (const place of places) {
    findings.push(...(await huntPlace(place, tokens, { canary, others })));
  }
  return { places: places.map(({ name }) => name), findings };
}
